import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { Product, Variant } from './index.js';

const LINE_TABLES = [
  'lineaspresupuestoscli',
  'lineaspedidoscli',
  'lineasalbaranescli',
  'lineasfacturascli',
  'lineaspresupuestosprov',
  'lineaspedidosprov',
  'lineasalbaranesprov',
  'lineasfacturasprov',
];

describe('references in documents', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
    await bench.run(async (c) => {
      const { idproducto } = await c.records.insert(Product, { referencia: 'USED' });
      await c.records.insert(Variant, { idproducto, referencia: 'ÚSED-2' });
    });
  });
  afterAll(() => bench.close());

  it('are looked for in the lines of all documents', () => {
    const tables = bench.registry.all.map(({ table }) => table);
    const lines = tables.filter((table) => table.startsWith('lineas'));
    expect([...LINE_TABLES].sort()).toEqual(lines.sort());
  });

  it.each(LINE_TABLES)('keep product and variant while %s has them', async (table) => {
    for (const entity of [Product, Variant]) {
      const attempt = bench.run(async (c) => {
        // A line needs no document here: the refusal undoes it before the foreign keys are asked.
        await c.transaction.run('PRAGMA defer_foreign_keys = ON');
        const line = c.models.ofTable(table).entity;
        const document = c.models.of(line).columns.find(({ references, nullable }) => {
          return references?.onDelete === 'CASCADE' && !nullable;
        });
        await c.records.insert(line, { [document!.name]: 1, referencia: 'used-2' });
        const [, variant] = await c.records.list(Variant);
        const product = await c.records.first(Product, {});
        await (entity === Product
          ? c.records.remove(Product, product!)
          : c.records.remove(Variant, variant!));
      });
      await expect(attempt).rejects.toMatchObject({
        problems: [{ code: 'variant-used-in-documents', params: { table } }],
      });
    }
    expect(await bench.run((c) => c.records.count(Variant))).toBe(2);
  });
});
