import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { WorkEvent } from './index.js';

describe('work events', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
    await bench.run((c) =>
      c.transaction.run(
        "INSERT INTO work_events (id, creation_date, name) VALUES (1, '2026-11-22 12:00:00', 'E')",
      ),
    );
  });
  afterAll(() => bench.close());

  it('are read only', async () => {
    const created = await refusedInsert(bench, WorkEvent, { name: 'Model.X.Save', params: '{}' });
    expect(created.codes).toEqual(['work-events-are-read-only']);
    const changed = await refusedUpdate(bench, WorkEvent, 1, { done: true });
    expect(changed.codes).toEqual(['work-events-are-read-only']);
    expect(await bench.run((c) => c.records.list(WorkEvent))).toMatchObject([
      { name: 'E', done: false },
    ]);
  });
});
