import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Warehouse } from '../company/index.js';
import { modelsWithAddresses } from './country.rules.js';
import { City, Country, PointOfInterest, PostalCode, Province } from './index.js';

const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

describe('countries and places', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Country>) => bench.run((c) => c.records.insert(Country, values));

  beforeAll(async () => {
    bench = await openRecords({ codpais: 'ESP' });
    await create({ codpais: 'ESP', codiso: 'ES', nombre: 'España' });
  });
  afterAll(() => bench.close());

  it('are stamped with the moments of creation and change, without a user', async () => {
    const country = await create({ codpais: 'XXX', codiso: 'XX', nombre: ' <b> ' });
    expect(country).toMatchObject({ last_update: null, nick: null, nombre: '&lt;b&gt;' });
    expect(country.creation_date).toMatch(MOMENT);
    const { creation_date } = country;
    await bench.run((c) => c.records.update(Country, country, { nombre: 'Nowhereland' }));
    expect(country).toMatchObject({ creation_date, last_nick: null });
    expect(country.last_update).toMatch(MOMENT);
    await bench.run((c) => c.records.remove(Country, country));
  });

  it.each([
    [{ codpais: 'A-B' }, 'invalid-country-code'],
    [{ codpais: 'A'.repeat(21) }, 'invalid-country-code'],
    [{ nombre: 'x' }, 'field-can-not-be-null'],
    [{ codpais: 'OTH', codiso: 'es' }, 'duplicated-value'],
  ])('refuse %o', async (values, code) => {
    expect((await refusedInsert(bench, Country, values)).codes).toEqual([code]);
  });

  it('name all tables with addresses, as far as no foreign key does', () => {
    const tables = modelsWithAddresses(bench.registry).map(({ table }) => table);
    expect(tables.sort()).toEqual([
      'albaranescli',
      'albaranesprov',
      'almacenes',
      'contactos',
      'empresas',
      'facturascli',
      'facturasprov',
      'impuestoszonas',
      'pedidoscli',
      'pedidosprov',
      'presupuestoscli',
      'presupuestosprov',
    ]);
  });

  it('stay while they are the default, or places or addresses are in them', async () => {
    expect((await refusedRemoval(bench, Country, 'ESP')).codes).toEqual([
      'default-record-can-not-be-deleted',
    ]);
    await create({ codpais: 'FRA' });
    const province = await bench.run((c) =>
      c.records.insert(Province, { codpais: 'FRA', provincia: 'Var' }),
    );
    const refused = await refusedRemoval(bench, Country, 'FRA');
    expect(refused.problem).toMatchObject({
      code: 'country-in-use',
      params: { table: 'provincias' },
    });
    await bench.run(async (c) => {
      await c.records.remove(Province, province);
      await c.records.insert(Warehouse, { codalmacen: 'W', nombre: 'x', codpais: 'FRA' });
    });
    expect((await refusedRemoval(bench, Country, 'FRA')).problem.params).toMatchObject({
      table: 'almacenes',
    });
    await bench.run(async (c) => {
      await c.records.discard(Warehouse, { codalmacen: 'W' });
      await c.records.remove(Country, (await c.records.find(Country, 'FRA'))!);
    });
    expect(await bench.run((c) => c.records.find(Country, 'FRA'))).toBeNull();
  });

  it('go down with what they lie in, from provinces on', async () => {
    const stamped = expect.stringMatching(MOMENT) as string;
    await bench.run(async (c) => {
      const province = await c.records.insert(Province, { provincia: ' "Lugo" ' });
      expect(province).toMatchObject({
        codpais: 'ESP',
        creation_date: stamped,
        provincia: '&quot;Lugo&quot;',
      });
      const { idprovincia } = province;
      const city = await c.records.insert(City, { idprovincia, ciudad: 'Foz', alias: '<' });
      expect(city).toMatchObject({ alias: '&lt;', creation_date: stamped });
      const { idciudad } = city;
      const point = await c.records.insert(PointOfInterest, { idciudad, name: '>' });
      expect(point).toMatchObject({ creation_date: stamped, name: '&gt;' });
      const code = await c.records.insert(PostalCode, { idprovincia, idciudad, number: 27780 });
      expect(code).toMatchObject({ codpais: 'ESP', creation_date: stamped });
      await c.records.update(PostalCode, code, { number: 27781 });
      expect(code.last_update).toMatch(MOMENT);
      await c.records.remove(Province, province);
      for (const entity of [City, PointOfInterest, PostalCode]) {
        expect(await c.records.count(entity)).toBe(0);
      }
    });
  });
});
