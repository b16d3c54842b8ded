import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { create, type Row, type Values } from '../../support/documents.js';
import { createSubaccount, createYear, importChart, type Line, post, report } from './books.js';

const CUSTOMER = 'B11223344';
const SUPPLIER = 'B99887766';

/** A line of VAT or of surcharge: [ledger account, debit, credit, base, rate, surcharge]. */
type Vat = readonly [string, number, number, number, number, number];

describeApi('books of VAT', (api) => {
  let codcliente = '';
  let codproveedor = '';
  beforeAll(async () => {
    for (const year of ['2023', '2024']) {
      await createYear(api, year);
      await importChart(api, year);
      for (const code of ['4300000001', '4000000001']) await createSubaccount(api, year, code);
    }
    ({ codcliente } = await create(api, 'clientes', { nombre: 'ZA', cifnif: '' }));
    ({ codproveedor } = await create(api, 'proveedores', { nombre: 'ZAP', cifnif: '' }));
    await bookSales();
    await bookPurchases();
  });

  /** An invoice and, with lines, the entry that posts it. */
  async function invoice(sale: boolean, values: Values, vat?: readonly Vat[]): Promise<Row> {
    const own = sale
      ? { codcliente, nombrecliente: 'ZA Cliente Uno SL', cifnif: CUSTOMER }
      : { codproveedor, nombre: 'ZA Prov SL', cifnif: SUPPLIER };
    const resource = sale ? 'facturaclientes' : 'facturaproveedores';
    const made = await create(api, resource, { ...own, ...values });
    if (!vat) return made;
    const lines = vat.map(([code, debe, haber, baseimponible, iva, recargo]): Line => {
      const more = { baseimponible, iva, recargo, cifnif: own.cifnif };
      return [code, debe, haber, { ...more, codserie: made.codserie, factura: made.numero }];
    });
    const rest = lines.reduce((sum, [, debe, haber]) => sum + debe - haber, 0);
    const party = sale ? '4300000001' : '4000000001';
    const day = String(values['fechadevengo'] ?? values['fecha']);
    const entry = await post(api, day, [[party, Math.max(0, -rest), Math.max(0, rest)], ...lines], {
      importe: values['total'],
      documento: made.codigo,
    });
    const table = sale ? 'facturascli' : 'facturasprov';
    await api.execute(`UPDATE ${table} SET idasiento = ? WHERE idfactura = ?`, [
      entry.idasiento,
      made.idfactura,
    ]);
    return made;
  }

  async function bookSales(): Promise<void> {
    await invoice(
      true,
      { fecha: '10-01-2024', neto: 160, totaliva: 26, total: 186, numero2: 'REF77' },
      [
        ['4770000021', 0, 21, 100, 21, 0],
        ['4770000010', 0, 5, 50, 10, 0],
        ['4770000000', 0, 0, 10, 0, 0],
      ],
    );
    const surcharged = { neto: 200, totaliva: 31, totalrecargo: 6.6, total: 237.6 };
    await invoice(true, { fecha: '20-01-2024', ...surcharged }, [
      ['4770000021', 0, 21, 100, 21, 0],
      ['4770000021', 0, 5.2, 100, 0, 5.2],
      ['4770000010', 0, 10, 100, 10, 0],
      ['4770000010', 0, 1.4, 100, 0, 1.4],
    ]);
    await invoice(
      true,
      { fecha: '05-02-2024', operacion: 'intracomunitaria', neto: 200, total: 200 },
      [
        ['4770000000', 0, 0, 200, 0, 0],
        ['4720000000', 0, 0, 200, 0, 0],
      ],
    );
    await invoice(
      true,
      { fecha: '06-02-2024', codserie: 'R', neto: -100, totaliva: -21, total: -121 },
      [['4770000021', 21, 0, -100, 21, 0]],
    );
    await invoice(
      true,
      { fecha: '05-04-2024', fechadevengo: '31-03-2024', neto: 10, totaliva: 2.1, total: 12.1 },
      [['4770000021', 0, 2.1, 10, 21, 0]],
    );
    await invoice(true, { fecha: '06-04-2024', totalsuplidos: 30, total: 30 }, []);
    const unposted = { coddivisa: 'USD', tasaconv: 2, neto: 20, totaliva: 4.2, total: 24.2 };
    await invoice(true, { fecha: '07-04-2024', ...unposted });
    await invoice(true, { fecha: '01-12-2023', neto: 1, totaliva: 0.21, total: 1.21 }, [
      ['4770000021', 0, 0.21, 1, 21, 0],
    ]);
  }

  async function bookPurchases(): Promise<void> {
    await invoice(
      false,
      { fecha: '10-01-2024', numproveedor: '=PX-9', neto: 100, totaliva: 21, total: 121 },
      [['4720000021', 21, 0, 100, 21, 0]],
    );
    await invoice(
      false,
      { fecha: '11-01-2024', operacion: 'intracomunitaria', neto: 300, total: 300 },
      [
        ['4721000021', 63, 0, 300, 21, 0],
        ['4771000021', 0, 63, 300, 21, 0],
      ],
    );
  }

  const taxes = (rows: Row[]) =>
    rows.map((row) => [row.fecha, row.base, row.iva, row.cuota, row.recargo, row.cuotarecargo]);

  it('of issued invoices has a row for each rate, surcharge with its VAT', async () => {
    const { facturas, tipos, totales, sinasiento, ...head } = await report(
      api,
      'ivarepercutido',
      'desde=01-01-2024&hasta=31-03-2024',
    );
    expect(head).toEqual({
      ...{ informe: 'ivarepercutido', idempresa: 1, codejercicio: null },
      ...{ desde: '01-01-2024', hasta: '31-03-2024' },
    });
    expect(taxes(facturas)).toEqual([
      ['10-01-2024', 100, 21, 21, 0, 0],
      ['10-01-2024', 50, 10, 5, 0, 0],
      ['10-01-2024', 10, 0, 0, 0, 0],
      ['20-01-2024', 100, 21, 21, 5.2, 5.2],
      ['20-01-2024', 100, 10, 10, 1.4, 1.4],
      ['05-02-2024', 200, 0, 0, 0, 0],
      ['06-02-2024', -100, 21, -21, 0, 0],
      ['05-04-2024', 10, 21, 2.1, 0, 0],
    ]);
    expect(facturas[0]).toEqual({
      ...{ fecha: '10-01-2024', fechaoperacion: '10-01-2024', codserie: 'A', numero: '1' },
      ...{ codigo: expect.stringMatching(/2024A1$/), referencia: 'REF77', operacion: null },
      ...{ nombre: 'ZA Cliente Uno SL', cifnif: CUSTOMER, rectificada: null, total: 186 },
      ...{ base: 100, iva: 21, cuota: 21, recargo: 0, cuotarecargo: 0 },
      ...{ asiento: 1, idfactura: expect.any(Number) },
    });
    expect(facturas.at(-1)).toMatchObject({ fecha: '05-04-2024', fechaoperacion: '31-03-2024' });
    expect(tipos).toEqual([
      { base: 210, iva: 0, cuota: 0, recargo: 0, cuotarecargo: 0 },
      { base: 50, iva: 10, cuota: 5, recargo: 0, cuotarecargo: 0 },
      { base: 100, iva: 10, cuota: 10, recargo: 1.4, cuotarecargo: 1.4 },
      { base: 10, iva: 21, cuota: 2.1, recargo: 0, cuotarecargo: 0 },
      { base: 100, iva: 21, cuota: 21, recargo: 5.2, cuotarecargo: 5.2 },
    ]);
    const sums = { base: 470, cuota: 38.1, cuotarecargo: 6.6 };
    expect(totales).toEqual({ ...sums, facturas: 5, sinasiento: 0 });
    expect(sinasiento).toEqual([]);
  });

  it('names invoices without VAT, and apart those without an entry, in the currency of the books', async () => {
    const { facturas, sinasiento, totales } = await report(
      api,
      'ivarepercutido',
      'codejercicio=2024&desde=01-04-2024',
    );
    expect(facturas).toMatchObject([{ base: 0, iva: null, cuota: 0, total: 30 }]);
    expect(sinasiento).toMatchObject([
      { fecha: '07-04-2024', base: 10, iva: null, cuota: 2.1, total: 12.1, asiento: null },
    ]);
    expect(totales).toMatchObject({ base: 0, cuota: 0, facturas: 1, sinasiento: 1 });
  });

  it('of received invoices leaves out the VAT that the buyer owes in the place of the seller', async () => {
    const { facturas, totales } = await report(api, 'ivasoportado', 'codejercicio=2024');
    expect(taxes(facturas)).toEqual([
      ['10-01-2024', 100, 21, 21, 0, 0],
      ['11-01-2024', 300, 21, 63, 0, 0],
    ]);
    expect(facturas[0]).toMatchObject({ referencia: '=PX-9', nombre: 'ZA Prov SL', total: 121 });
    expect(totales).toMatchObject({ base: 400, cuota: 84, facturas: 2 });
  });

  it('may reach beyond a fiscal year', async () => {
    const { codejercicio, facturas } = await report(
      api,
      'ivarepercutido',
      'desde=01-12-2023&hasta=15-01-2024',
    );
    expect(codejercicio).toBeNull();
    expect(taxes(facturas)).toHaveLength(4);
    const year = await report(api, 'ivarepercutido', 'codejercicio=2023');
    expect(taxes(year.facturas)).toEqual([['01-12-2023', 1, 21, 0.21, 0, 0]]);
  });

  it('as CSV ends with the invoices that have no entry', async () => {
    const { text } = await api.get('/informes/ivarepercutido?codejercicio=2024&locale=en', {
      headers: { Accept: 'text/csv' },
    });
    const lines = text.split('\n');
    expect(lines[0]).toBe(
      'fecha,fechaoperacion,codserie,numero,codigo,referencia,nombre,cifnif,operacion,' +
        'rectificada,base,iva,cuota,recargo,cuotarecargo,total,asiento,idfactura',
    );
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toMatch(/^07-04-2024,.*,10,,2\.1,,0,12\.1,,\d+$/);
    const received = await api.get('/informes/ivasoportado?codejercicio=2024&locale=en', {
      headers: { Accept: 'text/csv' },
    });
    expect(received.text).toContain(",'=PX-9,ZA Prov SL,");
  });
});
