import { beforeAll, expect, it } from 'vitest';
import { Database } from '../../../src/kernel/database/database.js';
import type { TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { create, createDocument, createSubjects, type Subjects } from '../../support/documents.js';
import { sheetOf } from './sheets.js';

const DRAFT = 10;
const ISSUED = 11;
const OLD_IBAN = 'ES9121000418450200051332';
const NEW_IBAN = 'ES7921000813610123456789';

describeApi('an invoice that was issued', (api) => {
  let subjects: Subjects;

  beforeAll(async () => {
    subjects = await createSubjects(api);
    await create(api, 'cuentabancos', { codcuenta: '7', descripcion: 'x', iban: OLD_IBAN });
    await create(api, 'formapagos', {
      ...{ codpago: 'BANK', descripcion: 'Transfer', codcuentabanco: '7', imprimir: true },
    });
    await seller({ nombre: 'Old name', direccion: 'Old street', cifnif: 'B12345674' });
  });

  const seller = (values: object) => put(api, '/empresas/1', values);
  const invoice = async (idestado: number) => {
    const { codcliente } = subjects;
    const line = { descripcion: 'x', cantidad: 1, pvpunitario: 10 };
    const { doc } = await createDocument(api, 'FacturaCliente', {
      ...{ codcliente, codpago: 'BANK', lineas: [line] },
    });
    if (idestado !== DRAFT) await put(api, `/facturaclientes/${doc.idfactura}`, { idestado });
    return doc.idfactura as number;
  };
  const printed = async (id: number) => {
    const { company, payment } = await sheetOf(api, 'FacturaCliente', id);
    const { name, taxId, address } = company;
    return [name, taxId, address.street, payment?.method, payment?.iban.slice(-4)];
  };

  it('prints the seller and the payment that it was issued with, a draft those of today', async () => {
    const [issued, draft] = [await invoice(ISSUED), await invoice(DRAFT)];
    const old = ['Old name', 'B12345674', 'Old street', 'Transfer', '1332'];
    expect(await printed(issued)).toEqual(old);
    await seller({ nombre: 'Middle name' });
    await seller({ nombre: 'New name', direccion: 'New street', cifnif: 'A58818501' });
    await put(api, '/cuentabancos/7', { iban: NEW_IBAN });
    await put(api, '/formapagos/BANK', { descripcion: 'Bank' });
    const today = ['New name', 'A58818501', 'New street', 'Bank', '6789'];
    expect(await printed(issued)).toEqual(old);
    expect(await printed(draft)).toEqual(today);
    await put(api, `/facturaclientes/${draft}`, { idestado: ISSUED });
    const later = await invoice(ISSUED);
    expect(await printed(draft)).toEqual(today);
    expect(await printed(later)).toEqual(today);
    await seller({ nombre: 'Last name' });
    expect(await printed(issued)).toEqual(old);
    expect(await printed(draft)).toEqual(today);
    expect(await printed(later)).toEqual(today);
  });

  it('keeps nothing where no invoice shows the change', async () => {
    const database = api.server.app.get(Database, { strict: false });
    const count = async () =>
      Number((await database.rows('SELECT COUNT(*) FROM fn_former_records'))[0]?.[0]);
    const before = await count();
    await seller({ observaciones: 'Not printed' });
    await put(api, '/formapagos/BANK', { plazovencimiento: 30 });
    expect(before).toBeGreaterThan(0);
    expect(await count()).toBe(before);
  });
});

describeApi('the mentions of an invoice', (api) => {
  let subjects: Subjects;

  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const sheet = async (kind: string, values: object, line: object = {}) => {
    const { codcliente, codproveedor } = subjects;
    const subject = kind.endsWith('Cliente') ? { codcliente } : { codproveedor };
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100, ...line }];
    const { doc } = await createDocument(api, kind, { ...subject, ...values, lineas });
    return sheetOf(api, kind, doc.idfactura as number);
  };

  it('are those that its data call for', async () => {
    const plain = await sheet('FacturaCliente', {});
    expect([plain.mentions, plain.taxExceptions, plain.operationDay]).toEqual([[], [], null]);
    const exempt = await sheet('FacturaCliente', {}, { codimpuesto: 'IVA0' });
    expect(exempt.taxExceptions).toEqual(['ES_20']);
    const reversed = await sheet('FacturaCliente', { operacion: 'inv-sujeto-pasivo' });
    expect(reversed).toMatchObject({ mentions: ['reverseCharge'], taxExceptions: ['ES_84'] });
    const self = await sheet('FacturaProveedor', { numproveedor: '' });
    expect(self.mentions).toEqual(['selfBilling']);
    expect((await sheet('FacturaProveedor', { numproveedor: 'P-1' })).mentions).toEqual([]);
  });

  it('are with a row for each rate of withholding', async () => {
    const { codcliente } = subjects;
    const line = { descripcion: 'x', cantidad: 1, pvpunitario: 100 };
    const { doc } = await createDocument(api, 'FacturaCliente', {
      codcliente,
      lineas: [
        { ...line, irpf: 15 },
        { ...line, irpf: 2 },
      ],
    });
    const { totals } = await sheetOf(api, 'FacturaCliente', doc.idfactura as number);
    expect(totals.withholding).toBe(17);
    expect(totals.withholdings).toEqual([
      { rate: 15, amount: 15 },
      { rate: 2, amount: 2 },
    ]);
  });

  it('change with the scheme of the company, and call a CIF a NIF', async () => {
    await put(api, '/empresas/1', { regimeniva: 'Caja', tipoidfiscal: 'CIF' });
    const { fecha } = (
      await createDocument(api, 'FacturaCliente', {
        ...{ codcliente: subjects.codcliente, lineas: [] },
      })
    ).doc;
    const cash = await sheet('FacturaCliente', { fechadevengo: '01-01-2026' });
    expect(fecha).not.toBe('01-01-2026');
    expect(cash).toMatchObject({ mentions: ['cashBasis'], operationDay: '2026-01-01' });
    expect(cash.company.taxIdKind).toBe('NIF');
    expect((await api.get('/empresas/1')).body.tipoidfiscal).toBe('CIF');
  });
});

async function put(api: TestApi, path: string, json: object): Promise<void> {
  const answer = await api.call('PUT', path, { json });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
}
