import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval, refusedUpdate } from '../../test/support/refusal.js';
import { LogMessage } from '../log/index.js';

describe('log messages', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  const create = (values: Partial<LogMessage>) =>
    bench.run((c) => c.records.insert(LogMessage, { level: 'info', message: 'm', ...values }));

  it('are cut and escaped', async () => {
    const { message, time } = await create({ message: `<b>${'x'.repeat(4000)}` });
    expect(message).toHaveLength(3000);
    expect(message.startsWith('&lt;b&gt;x')).toBe(true);
    expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it.each(['', 'INFO', 'fatal', undefined])('refuse the level %j', async (level) => {
    const { codes } = await refusedInsert(bench, LogMessage, { level, message: 'm' });
    expect(codes).toEqual(['invalid-log-level']);
  });

  it('of the audit channel can not be changed, moved out of it or deleted', async () => {
    const { id } = await create({ channel: 'audit' });
    for (const changes of [{ message: 'other' }, { channel: 'other' }]) {
      const { codes } = await refusedUpdate(bench, LogMessage, id, changes);
      expect(codes).toEqual(['audit-message-can-not-be-changed']);
    }
    const { codes } = await refusedRemoval(bench, LogMessage, id);
    expect(codes).toEqual(['audit-message-can-not-be-changed']);
    expect(await bench.run((c) => c.records.find(LogMessage, id))).toMatchObject({
      channel: 'audit',
      message: 'm',
    });
  });

  it('of other channels can be changed and deleted', async () => {
    const { id } = await create({ channel: 'api' });
    await bench.run(async (c) => {
      const record = await c.records.update(LogMessage, (await c.records.find(LogMessage, id))!, {
        message: 'n',
      });
      await c.records.remove(LogMessage, record);
    });
    expect(await bench.run((c) => c.records.find(LogMessage, id))).toBeNull();
  });
});
