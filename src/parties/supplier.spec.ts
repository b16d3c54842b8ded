import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Contact, Supplier, TaxIdType } from './index.js';

describe('suppliers', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Supplier>) =>
    bench.run((c) => c.records.insert(Supplier, values));

  beforeAll(async () => {
    bench = await openRecords({ tipoidfiscal: 'NIF' });
    await bench.run((c) => c.records.insert(TaxIdType, { tipoidfiscal: 'CIF', validar: true }));
  });
  afterAll(() => bench.close());

  it('has defaults and a contact with the whole name', async () => {
    const saved = await create({ codproveedor: 'P100', nombre: 'Suministros Gil', cifnif: 'B1' });
    expect(saved).toMatchObject({ acreedor: false, razonsocial: 'Suministros Gil', fax: '' });
    const contact = await bench.run((c) => c.records.find(Contact, saved.idcontacto));
    expect(contact).toMatchObject({
      apellidos: '',
      codcliente: null,
      codproveedor: 'P100',
      descripcion: 'Suministros Gil',
      nombre: 'Suministros Gil',
    });
    expect(await bench.run((c) => c.records.find(Supplier, 'P100'))).toEqual(saved);
  });

  it('counts codes', async () => {
    expect((await create({ nombre: 'Auto', cifnif: '' })).codproveedor).toBe('1');
  });

  it('looks at the e-mail address before the tax number', async () => {
    const values = { nombre: 'X', cifnif: 'B87654321', tipoidfiscal: 'CIF', email: 'nope' };
    expect((await refusedInsert(bench, Supplier, values)).codes).toEqual(['not-valid-email']);
    const { codes } = await refusedInsert(bench, Supplier, { ...values, email: '' });
    expect(codes).toEqual(['not-valid-fiscal-number']);
  });

  it('combines operations and exceptions as purchases may', async () => {
    const values = { nombre: 'X', cifnif: '', operacion: 'importacion' };
    expect((await create({ ...values, excepcioniva: '' })).operacion).toBe('importacion');
    const { codes } = await refusedInsert(bench, Supplier, { ...values, excepcioniva: 'ES_84' });
    expect(codes).toEqual(['invalid-operation-exception-combination']);
  });
});
