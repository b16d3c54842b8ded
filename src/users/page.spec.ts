import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Page, PageFilter, PageOption } from './index.js';

describe('pages', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('need a name and a title', async () => {
    const untitled = await refusedInsert(bench, Page, { name: 'X' });
    expect(untitled.problem).toMatchObject({ code: 'field-can-not-be-null', field: 'title' });
    const unnamed = await refusedInsert(bench, Page, { title: 'X' });
    expect(unnamed.problem).toMatchObject({ code: 'field-can-not-be-null', field: 'name' });
    const page = await bench.run((c) => c.records.insert(Page, { name: 'X', title: '"X"' }));
    expect(page).toMatchObject({ title: '&quot;X&quot;', ordernum: 100, showonmenu: true });
  });

  it('have filters with a description', async () => {
    const { codes } = await refusedInsert(bench, PageFilter, { name: 'X', description: ' ' });
    expect(codes).toEqual(['description-error']);
  });

  it.each([
    ['a list', [{ field: 'a' }], [{ field: 'a' }]],
    ['an object', { a: 1 }, { a: 1 }],
    ['a text', 'abc', 'abc'],
    ['a text that looks like JSON', '[1]', '[1]'],
    ['nothing', null, []],
  ])('keep %s as filters', async (_what, filters, stored) => {
    const { id } = await bench.run((c) =>
      c.records.insert(PageFilter, { name: 'X', description: 'd', nick: '', filters }),
    );
    expect(await bench.run((c) => c.records.find(PageFilter, id))).toMatchObject({
      filters: stored,
      nick: null,
    });
  });

  it('have one layout for each user, with the moment of its last change', async () => {
    const old = '2020-01-01 00:00:00';
    const layout = await bench.run((c) =>
      c.records.insert(PageOption, { name: 'X', last_update: old, columns: [1] }),
    );
    expect(layout).toMatchObject({ last_update: old, rows: [], modals: [] });
    const changed = await bench.run(async (c) =>
      c.records.update(PageOption, (await c.records.find(PageOption, layout.id))!, { rows: [2] }),
    );
    expect(changed.last_update! > old).toBe(true);
    expect(changed).toMatchObject({ columns: [1], rows: [2] });
    await bench.run((c) => c.records.insert(PageOption, { name: 'X', nick: '' }));
    expect(await bench.run((c) => c.records.count(PageOption, { name: 'X' }))).toBe(2);
  });
});
