import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Product } from '../catalogue/index.js';
import { AttachedFile, AttachedFileRelation, ProductImage } from './index.js';

describe('files', () => {
  let bench: RecordsBench;
  const attach = (mimetype: string | null) =>
    bench.run((c) =>
      c.records.insert(AttachedFile, { filename: 'f', path: 'f', mimetype, size: 1 }),
    );
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('take their place, type and size from no client', async () => {
    const { columns } = bench.registry.of(AttachedFile);
    const kept = columns.filter((column) => column.protected).map(({ name }) => name);
    expect(kept).toEqual(['mimetype', 'path', 'size']);
    const file = await bench.run((c) =>
      c.records.insert(AttachedFile, { filename: ' <x> ', path: 'x' }),
    );
    expect(file).toMatchObject({ filename: '&lt;x&gt;', mimetype: null, size: 0 });
    expect((await refusedInsert(bench, AttachedFile, { filename: 'x' })).codes).toEqual([
      'field-can-not-be-null',
    ]);
  });

  it('leave a note of what is to go with them', async () => {
    const noted = async () =>
      (await bench.database.rows('SELECT path FROM fn_file_removals ORDER BY path')).flat();
    const { idfile } = await attach('image/png');
    const file = (await bench.run((c) => c.records.find(AttachedFile, idfile)))!;
    const thumbnails = `MyFiles/Tmp/Thumbnails/${idfile}_`;
    await bench.run((c) => c.records.update(AttachedFile, file, { filename: 'other' }));
    expect(await noted()).toEqual([]);
    await bench.run((c) => c.records.update(AttachedFile, file, { path: 'new' }));
    expect(await noted()).toEqual([thumbnails, 'f']);
    await bench.run((c) => c.records.remove(AttachedFile, file));
    expect(await noted()).toEqual([thumbnails, thumbnails, 'f', 'new']);
    const undone = bench.run(async (c) => {
      await c.records.remove(
        AttachedFile,
        await c.records.insert(AttachedFile, { filename: 'f', path: 'undone' }),
      );
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await noted()).not.toContain('undone');
  });

  it('are attached to records with notes', async () => {
    const { idfile } = await attach('text/plain');
    const link = { idfile, model: 'FacturaCliente', modelid: 1, observations: ' <n>' };
    const relation = await bench.run((c) => c.records.insert(AttachedFileRelation, link));
    expect(relation).toMatchObject({ nick: null, observations: '&lt;n&gt;', orden: null });
    expect((await refusedInsert(bench, AttachedFileRelation, {})).codes).toEqual(
      Array(3).fill('field-can-not-be-null'),
    );
  });

  it('show products when they are pictures', async () => {
    const { idproducto } = await bench.run((c) => c.records.insert(Product, { referencia: 'P' }));
    for (const mimetype of ['image/jpeg', 'image/png', 'image/gif', 'image/webp']) {
      const { idfile } = await attach(mimetype);
      const image = await bench.run((c) =>
        c.records.insert(ProductImage, { idfile, idproducto, referencia: '' }),
      );
      expect(image).toMatchObject({ orden: null, referencia: null });
    }
    const texts = [await attach('text/plain'), await attach(null)];
    for (const idfile of [...texts.map((file) => file.idfile), 999]) {
      const refused = await refusedInsert(bench, ProductImage, { idfile, idproducto });
      expect(refused.codes).toEqual(['not-valid-image']);
    }
    expect(await bench.run((c) => c.records.count(ProductImage))).toBe(4);
  });
});
