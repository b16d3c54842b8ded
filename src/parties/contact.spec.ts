import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { Country } from '../geography/index.js';
import { Agent, Contact, Customer, Supplier } from './index.js';

describe('contacts', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Contact>) => bench.run((c) => c.records.insert(Contact, values));

  beforeAll(async () => {
    bench = await openRecords({ codpais: 'ESP', tipoidfiscal: 'NIF' });
    await bench.run((c) => c.records.insert(Country, { codpais: 'PRT', nombre: 'Portugal' }));
  });
  afterAll(() => bench.close());

  it('has empty texts and a description', async () => {
    const saved = await create({ nombre: 'M3 Ada', apellidos: 'Lovelace' });
    expect(saved).toMatchObject({
      apartado: '',
      cifnif: null,
      codpais: 'ESP',
      descripcion: 'M3 Ada Lovelace',
      email: '',
      langcode: '',
      web: '',
    });
    expect(await bench.run((c) => c.records.find(Contact, saved.idcontacto))).toEqual(saved);
  });

  it('is called by its address when it belongs to a party', async () => {
    await bench.run((c) =>
      c.records.insert(Supplier, { codproveedor: 'P', cifnif: '', nombre: 'P' }),
    );
    const address = { codproveedor: 'P', direccion: 'Calle "Mayor" 1', nombre: 'Ana' };
    expect((await create(address)).descripcion).toBe('Calle &quot;Mayor&quot; 1');
    expect((await create({ ...address, direccion: null })).descripcion).toBe('');
  });

  it('must say who or where', async () => {
    const { codes } = await refusedInsert(bench, Contact, { observaciones: 'x' });
    expect(codes).toEqual(['empty-contact-data']);
    expect((await create({ email: 'Ana@Example.com' })).email).toBe('ana@example.com');
  });

  it('must be in a country that exists', async () => {
    const { problem } = await refusedInsert(bench, Contact, { nombre: 'X', codpais: 'XXZ' });
    expect(problem).toMatchObject({ code: 'country-not-found', field: 'codpais' });
    const { idcontacto } = await create({ nombre: 'X', codpais: 'prt' });
    expect((await create({ nombre: 'X', codpais: null })).codpais).toBeNull();
    const moved = await refusedUpdate(bench, Contact, idcontacto, { codpais: 'XXZ' });
    expect(moved.codes).toEqual(['country-not-found']);
  });

  it('may keep the unknown country of an old database', async () => {
    const { idcontacto } = await create({ nombre: 'Old' });
    await bench.run((c) => c.records.assign(Contact, { idcontacto }, { codpais: 'XXZ' }));
    await bench.run(async (c) => {
      await c.records.update(Contact, (await c.records.find(Contact, idcontacto))!, {
        cargo: 'Jefa',
      });
    });
    expect(await bench.run((c) => c.records.find(Contact, idcontacto))).toMatchObject({
      cargo: 'Jefa',
    });
  });

  it('disappears from the parties that name it', async () => {
    const { idcontacto } = await create({ nombre: 'Shared' });
    await bench.run(async (c) => {
      const links = { idcontactoenv: idcontacto, idcontactofact: idcontacto };
      await c.records.insert(Customer, { codcliente: 'L', cifnif: '', nombre: 'L', ...links });
      await c.records.insert(Supplier, { codproveedor: 'L', cifnif: '', nombre: 'L', idcontacto });
      await c.records.insert(Agent, { codagente: 'L', nombre: 'L', idcontacto });
    });
    await bench.run(async (c) =>
      c.records.remove(Contact, (await c.records.find(Contact, idcontacto))!),
    );
    expect(await bench.run((c) => c.records.find(Customer, 'L'))).toMatchObject({
      idcontactoenv: null,
      idcontactofact: null,
    });
    expect(await bench.run((c) => c.records.find(Supplier, 'L'))).toMatchObject({
      idcontacto: null,
    });
    expect(await bench.run((c) => c.records.find(Agent, 'L'))).toMatchObject({ idcontacto: null });
  });
});
