import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { CronJob } from './index.js';

describe('cron jobs', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  const create = (values: Partial<CronJob>) =>
    bench.run((c) => c.records.insert(CronJob, { jobname: 'clean', ...values }));

  it('start now, of no plugin', async () => {
    const job = await create({ pluginname: '' });
    expect(job).toMatchObject({ enabled: true, pluginname: null, running: 0 });
    expect(job.date).not.toBeNull();
  });

  it('are not done while they run, and never run less than no times', async () => {
    expect(await create({ running: 2, done: true })).toMatchObject({ running: 2, done: false });
    expect(await create({ running: -1, done: true })).toMatchObject({ running: 0, done: true });
  });

  it('need a name', async () => {
    const { problem } = await refusedInsert(bench, CronJob, {});
    expect(problem).toMatchObject({ code: 'field-can-not-be-null', field: 'jobname' });
  });
});
