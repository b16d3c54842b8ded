import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Product } from '../catalogue/index.js';
import { AttachedFile, AttachedFileRelation, ProductImage } from './index.js';

describe('files', () => {
  let bench: RecordsBench;
  const attach = (mimetype: string | null) =>
    bench.run((c) => c.insert(AttachedFile, { filename: 'f', path: 'f', mimetype, size: 1 }));
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('take their place, type and size from no client, nor their number', async () => {
    const { columns } = bench.lifeCycle.registry.of(AttachedFile);
    const kept = columns.filter((column) => column.protected).map(({ name }) => name);
    expect(kept).toEqual(['mimetype', 'path', 'size']);
    const file = await bench.run((c) =>
      c.insert(AttachedFile, { idfile: 77, filename: ' <x> ', path: 'x' }),
    );
    expect(file.idfile).not.toBe(77);
    expect(file).toMatchObject({ filename: '&lt;x&gt;', mimetype: null, size: 0 });
    expect((await refusedInsert(bench, AttachedFile, { filename: 'x' })).codes).toEqual([
      'field-can-not-be-null',
    ]);
  });

  it('are attached to records with notes', async () => {
    const { idfile } = await attach('text/plain');
    const link = { idfile, model: 'FacturaCliente', modelid: 1, observations: ' <n>' };
    const relation = await bench.run((c) => c.insert(AttachedFileRelation, link));
    expect(relation).toMatchObject({ nick: null, observations: '&lt;n&gt;', orden: null });
    expect((await refusedInsert(bench, AttachedFileRelation, {})).codes).toEqual(
      Array(3).fill('field-can-not-be-null'),
    );
  });

  it('show products when they are pictures', async () => {
    const { idproducto } = await bench.run((c) => c.insert(Product, { referencia: 'P' }));
    for (const mimetype of ['image/jpeg', 'image/png', 'image/gif', 'image/webp']) {
      const { idfile } = await attach(mimetype);
      const image = await bench.run((c) =>
        c.insert(ProductImage, { idfile, idproducto, referencia: '' }),
      );
      expect(image).toMatchObject({ orden: null, referencia: null });
    }
    const texts = [await attach('text/plain'), await attach(null)];
    for (const idfile of [...texts.map((file) => file.idfile), 999]) {
      const refused = await refusedInsert(bench, ProductImage, { idfile, idproducto });
      expect(refused.codes).toEqual(['not-valid-image']);
    }
    expect(await bench.run((c) => c.count(ProductImage))).toBe(4);
  });
});
