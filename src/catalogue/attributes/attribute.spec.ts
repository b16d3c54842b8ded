import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import { Attribute, AttributeValue, Product, Variant, variantDescriptions } from '../index.js';

describe('attributes and their values', () => {
  let bench: RecordsBench;
  let red: AttributeValue;
  const value = (values: Partial<AttributeValue>) =>
    bench.run((c) => c.records.insert(AttributeValue, values));

  beforeAll(async () => {
    bench = await openRecords();
    await bench.run((c) => c.records.insert(Attribute, { codatributo: 'COLOR', nombre: 'Color' }));
    red = await value({ codatributo: 'COLOR', valor: ' Red ' });
  });
  afterAll(() => bench.close());

  it('counts codes', async () => {
    const attribute = await bench.run((c) => c.records.insert(Attribute, { nombre: '<Size>' }));
    expect(attribute).toMatchObject({ codatributo: '1', nombre: '&lt;Size&gt;', num_selector: 0 });
  });

  it('describes a value by attribute and value', () => {
    expect(red).toMatchObject({ descripcion: 'Color Red', orden: 100, valor: 'Red' });
  });

  it('renames its values with itself, in the same transaction', async () => {
    const renamed = await bench.run(async (c) => {
      const attribute = (await c.records.find(Attribute, 'COLOR'))!;
      await c.records.update(Attribute, attribute, { nombre: 'M3 Colour' });
      return c.records.find(AttributeValue, red.id);
    });
    expect(renamed?.descripcion).toBe('M3 Colour Red');
  });

  it('keeps its name when a description with it would be too long', async () => {
    await bench.run((c) => c.records.insert(Attribute, { codatributo: 'LONG', nombre: 'x' }));
    await value({ codatributo: 'LONG', valor: 'y'.repeat(100) });
    const refused = await refusedUpdate(bench, Attribute, 'LONG', { nombre: 'x'.repeat(100) });
    expect(refused.codes).toEqual(['field-value-too-long']);
    expect((await bench.run((c) => c.records.find(Attribute, 'LONG')))?.nombre).toBe('x');
  });

  it('refuses what is missing, unknown or there already', async () => {
    const refused = async (values: Partial<AttributeValue>) =>
      (await refusedInsert(bench, AttributeValue, values)).codes;
    expect(await refused({ codatributo: 'COLOR' })).toEqual(['field-can-not-be-null']);
    expect(await refused({ codatributo: 'NONE', valor: 'x' })).toEqual(['reference-not-found']);
    expect(await refused({ codatributo: 'COLOR', valor: 'RED' })).toEqual(['duplicated-value']);
    expect((await refusedInsert(bench, Attribute, {})).codes).toEqual(['field-can-not-be-null']);
  });

  it('describes variants in the order of the attributes, and forgets deleted values', async () => {
    const [before, after] = await bench.run(async (c) => {
      await c.records.insert(Attribute, { codatributo: 'TALLA', nombre: 'Talla', num_selector: 1 });
      const large = await c.records.insert(AttributeValue, { codatributo: 'TALLA', valor: 'L' });
      await c.records.insert(Product, { referencia: 'SHIRT', descripcion: 'Shirt' });
      const variant = (await c.records.first(Variant, { referencia: 'SHIRT' }))!;
      const links = { idatributovalor1: red.id, idatributovalor3: large.id };
      await c.records.update(Variant, variant, links);
      const product = (await c.records.find(Product, variant.idproducto))!;
      const described = await variantDescriptions(c, [{ variant, product }]);
      await c.records.remove(AttributeValue, red);
      return [
        described.get(variant.idvariante),
        (await c.records.find(Variant, variant.idvariante))!,
      ];
    });
    expect(before).toBe('Shirt\nTalla L, M3 Colour Red');
    expect(after).toMatchObject({ idatributovalor1: null });
  });

  it('takes its values along when it is deleted', async () => {
    await bench.run(async (c) =>
      c.records.remove(Attribute, (await c.records.find(Attribute, 'LONG'))!),
    );
    expect(await bench.run((c) => c.records.count(AttributeValue, { codatributo: 'LONG' }))).toBe(
      0,
    );
  });
});
