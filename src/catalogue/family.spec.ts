import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { Family, Product } from './index.js';

describe('families', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Family>) => bench.run((c) => c.records.insert(Family, values));
  const stored = (code: string) => bench.run((c) => c.records.find(Family, code));

  beforeAll(async () => {
    bench = await openRecords();
    await create({ codfamilia: 'A', descripcion: 'A' });
    await create({ codfamilia: 'B', descripcion: 'B', madre: 'A' });
    await create({ codfamilia: 'C', descripcion: 'C', madre: 'b' });
  });
  afterAll(() => bench.close());

  it('counts codes and escapes descriptions', async () => {
    expect(await create({ descripcion: ' "x" ' })).toMatchObject({
      codfamilia: '1',
      codsubcuentacom: null,
      descripcion: '&quot;x&quot;',
      idattachedfile: null,
      madre: null,
      numproductos: 0,
    });
  });

  it.each([
    [{}, 'field-required'],
    [{ descripcion: ' ' }, 'field-required'],
    [{ descripcion: 'x', codfamilia: 'a b' }, 'invalid-alphanumeric-code'],
    [{ descripcion: 'x', codfamilia: '123456789' }, 'invalid-alphanumeric-code'],
    [{ descripcion: 'x', madre: 'NONE' }, 'reference-not-found'],
    [{ descripcion: 'x', codsubcuentacom: '6000000000' }, 'subaccount-not-found'],
  ])('refuses %o', async (values, code) => {
    expect((await refusedInsert(bench, Family, values)).codes).toEqual([code]);
  });

  it('is not its own parent, near or far', async () => {
    const own = await create({ codfamilia: 'OWN', descripcion: 'x', madre: 'own' });
    expect(own.madre).toBeNull();
    const refused = await refusedUpdate(bench, Family, 'A', { madre: 'C' });
    expect(refused.codes).toEqual(['parent-family-cant-be-child']);
    expect((await stored('A'))?.madre).toBeNull();
    await bench.run(async (c) =>
      c.records.update(Family, (await c.records.find(Family, 'A'))!, { madre: '' }),
    );
    expect((await stored('A'))?.madre).toBeNull();
  });

  it('closes no loop over the code that a child was left with', async () => {
    await create({ codfamilia: 'LEFT', descripcion: 'x' });
    await bench.run((c) => c.records.assign(Family, { codfamilia: 'LEFT' }, { madre: 'GONE' }));
    const refused = await refusedInsert(bench, Family, {
      codfamilia: 'GONE',
      descripcion: 'x',
      madre: 'LEFT',
    });
    expect(refused.codes).toEqual(['parent-family-cant-be-child']);
    const left = (await stored('LEFT'))!;
    await bench.run((c) => c.records.update(Family, left, { descripcion: 'still saved' }));
  });

  it('takes a sub-account that exists', async () => {
    const saved = await bench.run(async (c) => {
      const year = { codejercicio: '2026', fechainicio: '2026-01-01', fechafin: '2026-12-31' };
      await c.transaction.run('PRAGMA defer_foreign_keys = ON');
      await c.records.insert(c.models.ofTable('ejercicios').entity, { ...year, nombre: '2026' });
      const account = { codcuenta: '600', codejercicio: '2026', descripcion: 'x' };
      await c.records.insert(c.models.ofTable('cuentas').entity, account);
      const subaccount = { ...account, codsubcuenta: '6000000001' };
      await c.records.insert(c.models.ofTable('subcuentas').entity, subaccount);
      return c.records.insert(Family, { descripcion: 'x', codsubcuentacom: '6000000001' });
    });
    expect(saved.codsubcuentacom).toBe('6000000001');
  });

  it('leaves its children and products without it when it is deleted', async () => {
    await create({ codfamilia: 'UP', descripcion: 'x' });
    await create({ codfamilia: 'DOWN', descripcion: 'x', madre: 'UP' });
    const product = await bench.run(async (c) => {
      const made = await c.records.insert(Product, { codfamilia: 'UP' });
      await c.records.remove(Family, (await c.records.find(Family, 'UP'))!);
      return c.records.find(Product, made.idproducto);
    });
    expect(product?.codfamilia).toBeNull();
    expect((await stored('DOWN'))?.madre).toBeNull();
  });
});
