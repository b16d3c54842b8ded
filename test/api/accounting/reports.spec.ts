import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { create, type Row } from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { createSubaccount, createYear, importChart, post, problemsOf, report } from './books.js';

const NAMES = [
  ...['sumasysaldos', 'mayor', 'balance', 'resultados', 'ivarepercutido', 'ivasoportado'],
  'descuadres',
];

/**
 * 2023: capital of 1000 in the bank. 2024: the same as opening, a sale in February, a purchase in
 * March, a customer who paid too much, depreciation and interest in June.
 */
async function book(api: TestApi): Promise<void> {
  for (const year of ['2023', '2024']) {
    await createYear(api, year);
    await importChart(api, year);
    await createSubaccount(api, year, '4300000001', "L'Hospital & <Co>");
    await createSubaccount(api, year, '2810000000', 'Depreciation');
  }
  const capital = [
    ['5720000000', 1000, 0],
    ['1000000000', 0, 1000],
  ] as const;
  await post(api, '05-05-2023', capital);
  await post(api, '01-01-2024', capital, { operacion: 'A' });
  await post(api, '10-02-2024', [
    ['4300000001', 121, 0],
    ['4770000021', 0, 21],
    ['7000000000', 0, 100],
  ]);
  await post(api, '15-02-2024', [
    ['5720000000', 130, 0],
    ['4300000001', 0, 130],
  ]);
  await post(api, '10-03-2024', [
    ['6000000000', 40, 0],
    ['4720000021', 8.4, 0],
    ['5720000000', 0, 48.4],
  ]);
  await post(api, '30-06-2024', [
    ['6810000000', 0.1, 0],
    ['2810000000', 0, 0.1],
  ]);
  await post(api, '30-06-2024', [
    ['6620000000', 0.2, 0],
    ['5720000000', 0, 0.2],
  ]);
}

describeApi('reports', (api) => {
  beforeAll(async () => {
    await book(api);
  });

  const lines = (rows: Row[], ...names: string[]) => rows.map((row) => names.map((n) => row[n]));
  const csv = async (name: string, query: string) => {
    const { status, headers, text } = await api.get(`/informes/${name}?locale=es&${query}`, {
      headers: { Accept: 'text/csv' },
    });
    expect(status).toBe(200);
    return { headers, text, lines: text.split('\n') };
  };

  describe('the trial balance', () => {
    it('has ledger accounts with their sums, and accounts with those below them', async () => {
      const { cuentas, ...rest } = await report(api, 'sumasysaldos', 'codejercicio=2024');
      expect(rest).toEqual({
        ...{ informe: 'sumasysaldos', idempresa: 1, codejercicio: '2024' },
        ...{ desde: '01-01-2024', hasta: '31-12-2024' },
        totales: { apertura: 0, debe: 299.7, haber: 299.7, saldo: 0 },
      });
      expect(cuentas.filter(({ codigo }: Row) => codigo.startsWith('5'))).toEqual([
        ...['5', '57', '572'].map((codigo) => ({
          ...{ codigo, descripcion: expect.any(String), subcuenta: false },
          ...{ apertura: 1000, debe: 130, haber: 48.6, saldo: 1081.4 },
        })),
        {
          ...{ codigo: '5720000000', descripcion: expect.any(String), subcuenta: true },
          ...{ apertura: 1000, debe: 130, haber: 48.6, saldo: 1081.4 },
        },
      ]);
      expect(cuentas.find(({ codigo }: Row) => codigo === '6')).toMatchObject({
        ...{ apertura: 0, debe: 40.3, haber: 0, saldo: 40.3 },
      });
    });

    it('of some days has what precedes them as opening balance', async () => {
      const query = 'desde=2024-02-11&hasta=10-03-2024&nivel=1';
      const { cuentas, totales } = await report(api, 'sumasysaldos', query);
      expect(lines(cuentas, 'codigo', 'apertura', 'debe', 'haber', 'saldo')).toEqual([
        ['1', -1000, 0, 0, -1000],
        ['4', 100, 8.4, 130, -21.6],
        ['5', 1000, 130, 48.4, 1081.6],
        ['6', 0, 40, 0, 40],
        ['7', -100, 0, 0, -100],
      ]);
      expect(totales).toEqual({ apertura: 0, debe: 178.4, haber: 178.4, saldo: 0 });
    });

    it('shows codes up to a length', async () => {
      const { cuentas } = await report(api, 'sumasysaldos', 'codejercicio=2023&nivel=3');
      expect(lines(cuentas, 'codigo')).toEqual([['1'], ['10'], ['100'], ['5'], ['57'], ['572']]);
    });

    it('leaves out what closes the year unless it is asked for', async () => {
      await api.call('POST', '/cerrarEjercicio/2023');
      const of2023 = async (query: string) =>
        (await report(api, 'sumasysaldos', `codejercicio=2023${query}`)).totales;
      expect(await of2023('')).toEqual({ apertura: 0, debe: 1000, haber: 1000, saldo: 0 });
      expect(await of2023('&cierre=1')).toMatchObject({ debe: 2000, haber: 2000 });
      const { cuentas } = await report(
        api,
        'sumasysaldos',
        'codejercicio=2023&cierre=true&nivel=1',
      );
      expect(lines(cuentas, 'codigo', 'saldo')).toEqual([
        ['1', 0],
        ['5', 0],
      ]);
      // The opening of 2024 stays: the closing has made it anew.
      await api.call('POST', '/abrirEjercicio/2023', { json: { borrarapertura: false } });
    });
  });

  describe('the ledger', () => {
    it('of an account runs from the balance before the period', async () => {
      const query = 'codsubcuenta=572.0&desde=01-02-2024&hasta=30-06-2024';
      const { partidas, subcuentas, totales } = await report(api, 'mayor', query);
      expect(lines(partidas, 'fecha', 'concepto', 'debe', 'haber', 'saldo')).toEqual([
        [null, 'Opening balance', 0, 0, 1000],
        ['15-02-2024', 'Entry', 130, 0, 1130],
        ['10-03-2024', 'Entry', 0, 48.4, 1081.6],
        ['30-06-2024', 'Entry', 0, 0.2, 1081.4],
      ]);
      expect(partidas[1]).toMatchObject({
        ...{ codsubcuenta: '5720000000', numero: 3, operacion: null, documento: null },
        ...{ idasiento: expect.any(Number), idpartida: expect.any(Number) },
      });
      const sums = { apertura: 1000, debe: 130, haber: 48.6, saldo: 1081.4 };
      expect(subcuentas).toEqual([
        { codsubcuenta: '5720000000', descripcion: expect.any(String), ...sums },
      ]);
      expect(totales).toEqual(sums);
    });

    it('of all accounts follows their codes, and agrees with the stored balances', async () => {
      const { partidas, subcuentas, totales } = await report(api, 'mayor', 'codejercicio=2024');
      const codes = subcuentas.map(({ codsubcuenta }: Row) => codsubcuenta);
      expect(codes).toEqual(codes.toSorted());
      expect(codes).toHaveLength(10);
      expect(partidas).toHaveLength(14);
      expect(totales).toEqual({ apertura: 0, debe: 1299.7, haber: 1299.7, saldo: 0 });
      for (const { idpartida, saldo } of partidas) {
        expect((await api.get(`/partidas/${idpartida}`)).body.saldo).toBe(saldo);
      }
    });

    it('lists accounts with a balance and no lines, and the empty one that was asked for', async () => {
      const { partidas, subcuentas } = await report(
        api,
        'mayor',
        'desde=01-12-2024&hasta=31-12-2024',
      );
      expect(lines(partidas, 'concepto')).toEqual(partidas.map(() => ['Opening balance']));
      expect(subcuentas).toHaveLength(10);
      const empty = await report(api, 'mayor', 'codejercicio=2024&codsubcuenta=1290000000');
      expect(empty.partidas).toEqual([]);
      expect(lines(empty.subcuentas, 'codsubcuenta', 'saldo')).toEqual([['1290000000', 0]]);
      const before = await report(api, 'mayor', 'desde=01-01-2024&hasta=01-01-2024');
      expect(lines(before.subcuentas, 'codsubcuenta')).toEqual([['1000000000'], ['5720000000']]);
    });

    it('is sent in pieces when it is long', async () => {
      const { idasiento } = await post(api, '01-01-2023', []);
      const [{ idsubcuenta } = {}] = (
        await api.get('/subcuentas?filter[codejercicio]=2023&filter[codsubcuenta]=5700000000')
      ).body;
      const row = `(${idasiento}, ${idsubcuenta}, '5700000000', 1, 1)`;
      const columns = 'idasiento, idsubcuenta, codsubcuenta, debe, haber';
      await api.execute(`INSERT INTO partidas (${columns}) VALUES ${Array(1500).fill(row).join()}`);
      const answer = await api.get('/informes/mayor?codejercicio=2023&codsubcuenta=5700000000');
      expect(answer.headers.get('content-length')).toBeNull();
      expect(answer.body).toMatchObject({ totales: { apertura: 0, debe: 1500, haber: 1500 } });
      expect(answer.body.partidas).toHaveLength(1500);
      const text = await csv('mayor', 'codejercicio=2023&codsubcuenta=5700000000');
      expect(text.lines).toHaveLength(1501);
      await api.call('DELETE', `/asientos/${idasiento}`);
    });
  });

  describe('the balance sheet', () => {
    it('has assets, equity with the result of the year so far, and liabilities', async () => {
      const { cuentas, totales } = await report(api, 'balance', 'codejercicio=2024');
      expect(lines(cuentas, 'seccion', 'codigo', 'importe')).toEqual([
        ['activo', '2', -0.1],
        ['activo', '28', -0.1],
        ['activo', '281', -0.1],
        ['activo', '4', 8.4],
        ['activo', '47', 8.4],
        ['activo', '472', 8.4],
        ['activo', '5', 1081.4],
        ['activo', '57', 1081.4],
        ['activo', '572', 1081.4],
        ['patrimonioneto', '1', 1000],
        ['patrimonioneto', '10', 1000],
        ['patrimonioneto', '100', 1000],
        ['pasivo', '4', 30],
        ['pasivo', '43', 9],
        ['pasivo', '430', 9],
        ['pasivo', '47', 21],
        ['pasivo', '477', 21],
      ]);
      expect(totales).toEqual({
        ...{ activo: 1089.7, patrimonioneto: 1059.7, pasivo: 30 },
        ...{ resultado: 59.7, diferencia: 0 },
      });
    });

    it('is that of a day, and the same when the year is closed', async () => {
      const query = 'hasta=14-02-2024&nivel=1';
      const before = await report(api, 'balance', query);
      expect(before.totales).toMatchObject({ activo: 1121, patrimonioneto: 1100, pasivo: 21 });
      expect(before.desde).toBe('01-01-2024');
      const whole = (await report(api, 'balance', 'codejercicio=2024&nivel=15')).cuentas;
      expect(whole.filter(({ subcuenta }: Row) => subcuenta)).toHaveLength(6);
      expect((await api.call('POST', '/cerrarEjercicio/2024')).status).toBe(200);
      expect((await report(api, 'balance', 'codejercicio=2024&nivel=15')).cuentas).toEqual(whole);
      await api.call('POST', '/abrirEjercicio/2024');
    });

    it('says by how much entries do not balance', async () => {
      const { idasiento } = await post(api, '01-06-2023', [['5720000000', 0.01, 0]]);
      const { totales } = await report(api, 'balance', 'codejercicio=2023');
      expect(totales).toMatchObject({ activo: 1000.01, patrimonioneto: 1000, diferencia: 0.01 });
      const { asientos, totales: count } = await report(api, 'descuadres', 'codejercicio=2023');
      expect(asientos).toEqual([
        {
          ...{ fecha: '01-06-2023', numero: expect.any(Number), idasiento, concepto: 'Entry' },
          ...{ documento: null, debe: 0.01, haber: 0, diferencia: 0.01 },
        },
      ]);
      expect(count).toEqual({ asientos: 1 });
      await api.call('DELETE', `/asientos/${idasiento}`);
      const none = await report(api, 'descuadres', 'desde=2023-01-01&hasta=2024-12-31');
      expect(none).toMatchObject({ codejercicio: null, asientos: [], totales: { asientos: 0 } });
    });
  });

  it('profit and loss has the results by part, of the days that are asked for', async () => {
    const year = await report(api, 'resultados', 'codejercicio=2024&nivel=2');
    expect(lines(year.cuentas, 'seccion', 'codigo', 'importe')).toEqual([
      ['explotacion', '6', -40.1],
      ['explotacion', '60', -40],
      ['explotacion', '68', -0.1],
      ['explotacion', '7', 100],
      ['explotacion', '70', 100],
      ['financiero', '6', -0.2],
      ['financiero', '66', -0.2],
    ]);
    expect(year.totales).toEqual({
      ...{ explotacion: 59.9, financiero: -0.2, antesdeimpuestos: 59.7 },
      ...{ impuesto: 0, resultado: 59.7 },
    });
    const march = await report(api, 'resultados', 'desde=01-03-2024&hasta=31-03-2024');
    expect(march.totales).toMatchObject({ resultado: -40 });
    const closed = await api.call('POST', '/cerrarEjercicio/2024');
    expect(closed.status).toBe(200);
    expect(await report(api, 'resultados', 'codejercicio=2024&nivel=2')).toEqual(year);
    await api.call('POST', '/abrirEjercicio/2024');
  });

  describe('as CSV', () => {
    it('are written as lists are, with texts as they were typed', async () => {
      const { headers, lines: text } = await csv('sumasysaldos', 'codejercicio=2024');
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('content-disposition')).toBe(
        'attachment; filename="sumasysaldos-2024-2024-01-01-2024-12-31.csv"',
      );
      expect(headers.get('vary')).toBe('Accept');
      const names = ['codigo', 'descripcion', 'subcuenta', 'apertura', 'debe', 'haber', 'saldo'];
      expect(text[0]).toBe(names.map((name) => `"${name}"`).join(';'));
      expect(text).toContain('"4300000001";"L\'Hospital & <Co>";1;0;121;130;-9');
      expect(text.some((line) => /;\d+,\d+;/.test(line))).toBe(true);
      expect(text.at(-1)).not.toBe('');
      const english = await csv('sumasysaldos', 'codejercicio=2024&locale=en');
      expect(english.lines[0]).toBe(names.join(','));
      expect(english.lines).toContain("4300000001,L'Hospital & <Co>,1,0,121,130,-9");
      expect(english.lines.some((line) => /,\d+\.\d+,/.test(line))).toBe(true);
    });

    it('quote what needs it, and defuse formulas', async () => {
      const texts = ['=1+1', '+A1', '-2', '@x', 'a,b', 'say "x"', ' two\nlines'];
      const { idasiento } = await post(
        api,
        '01-07-2024',
        texts.map((concepto) => ['5700000000', 0, 0, { concepto }] as const),
      );
      const { text } = await csv('mayor', 'codejercicio=2024&codsubcuenta=5700000000&locale=en');
      const rows = parse<Record<string, string>>(text, { columns: true });
      expect(rows.slice(0, 7).map(({ concepto }) => concepto)).toEqual([
        ...["'=1+1", "'+A1", '-2', "'@x", 'a,b', 'say "x"', 'two\nlines'],
      ]);
      await api.call('DELETE', `/asientos/${idasiento}`);
    });

    it('are sent to who prefers them only', async () => {
      const typeFor = async (accept: string) => {
        const path = '/informes/sumasysaldos?codejercicio=2024';
        const { headers } = await api.get(path, { headers: { Accept: accept } });
        return headers.get('content-type');
      };
      expect(await typeFor('*/*')).toBe('application/json');
      expect(await typeFor('text/html')).toBe('application/json');
      expect(await typeFor('text/csv;q=0.5, application/json')).toBe('application/json');
      expect(await typeFor('text/csv, application/json;q=0.5')).toMatch('text/csv');
    });
  });

  it('are workbooks too, with numbers as numbers, days as days and texts as they were typed', async () => {
    const { idasiento } = await post(api, '01-07-2024', [
      ['5700000000', 0, 0, { concepto: '=1+1', documento: '007' }],
      ['5700000000', 12.5, 0, { concepto: "O'Brien <x>" }],
    ]);
    const path = '/informes/mayor?codejercicio=2024&codsubcuenta=5700000000&desde=01-07-2024';
    const headersOfCall = { headers: { Token: 'test-key' } };
    const answer = await fetch(`${api.base}${path}&format=xlsx`, headersOfCall);
    const { status, headers } = answer;
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="mayor-.*\.xlsx"$/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const [sheet] = book.worksheets;
    const names = (sheet!.getRow(1).values as string[]).slice(1);
    const rows = (sheet!.getRows(2, sheet!.rowCount - 1) ?? []).map((row) =>
      Object.fromEntries(names.map((name, at) => [name, row.getCell(at + 1).value])),
    );
    const fecha = new Date('2024-07-01T00:00:00Z');
    const [first, second] = rows.filter((row) => row.idasiento === idasiento);
    expect(first).toMatchObject({ fecha, concepto: '=1+1', documento: '007', debe: 0 });
    expect(second).toMatchObject({ fecha, concepto: "O'Brien <x>", debe: 12.5, haber: 0 });
    expect(rows).toHaveLength((await api.get(`${path}&format=json`)).body.partidas.length);
    const ignored = await api.get(`${path}&format=pdf`);
    expect([ignored.status, ignored.headers.get('x-ignored-parameters')]).toEqual([200, 'format']);
    await api.call('DELETE', `/asientos/${idasiento}`);
  });

  describe('refuse', () => {
    const problems = async (name: string, query: string) => {
      const answer = await api.get(`/informes/${name}?${query}`);
      expectRefused(answer, 400, 'invalid-parameters');
      return problemsOf(answer);
    };

    it.each([
      ['balance', 'desde=01-01-2024&x=1', ['desde unknown-parameter', 'x unknown-parameter']],
      ['mayor', 'desde=31-02-2024&hasta=x', ['desde invalid-date', 'hasta invalid-date']],
      ['mayor', 'desde[]=01-01-2024', ['desde scalar-expected']],
      ['mayor', 'codsubcuenta=%00', ['codsubcuenta invalid-character']],
      ['mayor', 'codsubcuenta=99', ['codsubcuenta reference-not-found']],
      ['mayor', 'idempresa=x&codejercicio=2024', ['idempresa invalid-integer']],
      [
        'mayor',
        'idempresa=99',
        ['idempresa reference-not-found', 'codejercicio exercise-not-found'],
      ],
      ['mayor', 'codejercicio=NONE', ['codejercicio reference-not-found']],
      ['mayor', 'hasta=01-01-1999', ['hasta exercise-not-found']],
      ['mayor', 'desde=01-01-1999', ['desde exercise-not-found']],
      ['mayor', 'codejercicio=2024&hasta=01-01-2023', ['hasta date-out-of-exercise']],
      ['mayor', 'desde=31-12-2023&hasta=01-01-2024', ['desde date-out-of-exercise']],
      ['mayor', 'desde=02-01-2024&hasta=01-01-2024', ['desde start-date-after-end-date']],
      ['sumasysaldos', 'nivel=0', ['nivel number-out-of-range']],
      ['sumasysaldos', 'nivel=16', ['nivel number-out-of-range']],
      ['sumasysaldos', 'cierre=maybe', ['cierre invalid-boolean']],
      ['resultados', 'nivel=many', ['nivel invalid-integer']],
      ['ivasoportado', 'nivel=1', ['nivel unknown-parameter']],
    ])('%s?%s', async (name, query, expected) => {
      expect(await problems(name, query)).toEqual(expected);
    });

    it('the year of another company', async () => {
      const { idempresa } = await create(api, 'empresas', { nombre: 'Other', nombrecorto: 'O' });
      expect(await problems('mayor', `codejercicio=2024&idempresa=${idempresa}`)).toEqual([
        'idempresa exercise-company-mismatch',
      ]);
      await createYear(api, 'O24', {
        ...{ idempresa, fechainicio: '01-01-2024', fechafin: '31-12-2024' },
      });
      const own = await report(api, 'balance', `idempresa=${idempresa}&hasta=01-06-2024`);
      expect(own).toMatchObject({ idempresa, codejercicio: 'O24', cuentas: [] });
      expect(await report(api, 'balance', 'codejercicio=o24')).toMatchObject({ idempresa });
    });

    it('other methods, other names, and keys without permission', async () => {
      const { apikey } = await makeKey(api, { asientos: ['get'], informes: ['post'] });
      const { apikey: reader } = await makeKey(api, { informes: ['get'] });
      expectRefused(await api.get('/informes/mayor', { token: apikey }), 403, 'forbidden');
      for (const name of NAMES) {
        const path = `/informes/${name}`;
        expectRefused(await api.call('POST', path, { form: {} }), 405, 'method-not-allowed');
        expect((await api.get(path, { token: reader })).status).toBe(200);
        expect((await api.get(`${path}/`)).status).toBe(200);
        const head = await api.call('HEAD', path);
        expect([head.status, head.text]).toEqual([200, '']);
      }
      for (const path of ['/informes', '/informes/', '/informes/x', '/informes/mayor/x']) {
        expectRefused(await api.get(path), 404, 'api-resource-invalid');
      }
    });
  });

  it('are about the present year of the default company when nothing is said', async () => {
    const year = String(new Date().getFullYear());
    for (const name of NAMES) {
      expect(await report(api, name)).toMatchObject({
        ...{ informe: name, idempresa: 1, codejercicio: year },
        ...{ desde: `01-01-${year}`, hasta: `31-12-${year}` },
      });
    }
  });
});
