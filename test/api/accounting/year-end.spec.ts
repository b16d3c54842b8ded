import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDatabaseAsIs } from '../../../src/cli/database-access.js';
import { readConfig } from '../../../src/kernel/config/config.js';
import type { TestApi } from '../../support/api.js';
import { describeApi, describeEngines } from '../../support/describe-api.js';
import { type CommandLine, openCommandLine } from '../../support/command-line.js';
import {
  change,
  create,
  createDocument,
  type Row,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import {
  chartFile,
  createSubaccount,
  createYear,
  importChart,
  linesOf,
  post,
  problemsOf,
  report,
  rowsOf,
} from './books.js';
import { INVOICE, PURCHASE_INVOICE } from '../../support/states.js';

/** What the specification has verified: a sale of 100 + 21, a purchase of 40 + 8.40, of 2024. */
async function bookExample(api: TestApi, year: string, calendar = year): Promise<void> {
  await createSubaccount(api, year, '4000000001');
  await post(api, `10-02-${calendar}`, [
    ['5720000000', 121, 0],
    ['4770000021', 0, 21],
    ['7000000000', 0, 100],
  ]);
  await post(api, `10-03-${calendar}`, [
    ['6000000000', 40, 0],
    ['4720000021', 8.4, 0],
    ['4000000001', 0, 48.4],
  ]);
}

describeApi('the end of a fiscal year', (api) => {
  const close = (year: string, json?: Values) =>
    api.call('POST', `/cerrarEjercicio/${year}`, json && { json });
  const reopen = (year: string, json?: Values) =>
    api.call('POST', `/abrirEjercicio/${year}`, json && { json });
  /** A year with the installed chart of accounts, and the one after it. */
  const yearPair = async (year: number) => {
    for (const each of [year, year + 1]) {
      await createYear(api, String(each));
      await importChart(api, String(each));
    }
    return String(year);
  };
  /** A year with what the specification has verified, which makes the next one. */
  const closeExample = async (year: string) => {
    await createYear(api, year);
    await importChart(api, year);
    await bookExample(api, year);
    return close(year, { iddiariocierre: 1, iddiarioapertura: '1' });
  };
  const stored = async () => [
    await rowsOf(api, 'ejercicios'),
    await rowsOf(api, 'asientos'),
    await rowsOf(api, 'partidas'),
    await rowsOf(api, 'subcuentas'),
  ];

  it('regularises, closes and opens as verified, copying the chart into a year that it makes', async () => {
    const { status, body } = await closeExample('2024');

    expect({ status, body }).toMatchObject({
      status: 200,
      body: { data: { codejercicio: '2024', estado: 'CERRADO' }, facturasbloqueadas: 0 },
    });
    const [r, c, a] = body.asientos as Row[];
    const common = { iddiario: 1, canal: null, documento: null, idempresa: 1 };
    expect([r, c, a]).toMatchObject([
      { operacion: 'R', fecha: '31-12-2024', importe: 100, codejercicio: '2024', ...common },
      { operacion: 'C', fecha: '31-12-2024', importe: 129.4, codejercicio: '2024', ...common },
      { operacion: 'A', fecha: '01-01-2025', importe: 129.4, codejercicio: '2025', ...common },
    ]);
    expect([r!.concepto, a!.concepto]).toEqual([
      'Regularisation of the fiscal year 2024',
      'Opening of the fiscal year 2025',
    ]);
    expect(await linesOf(api, r!.idasiento)).toEqual([
      ['6000000000', 0, 40],
      ['7000000000', 100, 0],
      ['1290000000', 0, 60],
    ]);
    expect(await linesOf(api, c!.idasiento)).toEqual([
      ['1290000000', 60, 0],
      ['4000000001', 48.4, 0],
      ['4720000021', 0, 8.4],
      ['4770000021', 21, 0],
      ['5720000000', 0, 121],
    ]);
    expect((await linesOf(api, a!.idasiento)).toSorted()).toEqual([
      ['1200000000', 0, 60],
      ['4000000001', 0, 48.4],
      ['4720000021', 8.4, 0],
      ['4770000021', 0, 21],
      ['5720000000', 121, 0],
    ]);
    expect(await rowsOf(api, 'cuentas', { codejercicio: '2025' })).toHaveLength(915);
    expect(await rowsOf(api, 'subcuentas', { codejercicio: '2025' })).toHaveLength(746);
    for (const { debe, haber, saldo } of await rowsOf(api, 'subcuentas', {
      codejercicio: '2024',
    })) {
      expect([debe - haber, saldo]).toEqual([0, 0]);
    }
    expect(await rowsOf(api, 'subcuentas', { codsubcuenta: '5720000000', codejercicio: '2025' }))
      // prettier-ignore
      .toMatchObject([{ debe: 121, haber: 0, saldo: 121 }]);
    expect(problemsOf(await close('2024'))).toEqual(['codejercicio closed-exercise']);
  });

  it('opens again, with or without the entries, and closes again', async () => {
    await closeExample('2018');
    const kept = await reopen('2018', { borrarapertura: 0, borrarcierre: 'false' });
    expect(kept.body).toMatchObject({ data: { estado: 'ABIERTO' }, asientos: [] });
    expect(await rowsOf(api, 'asientos', { codejercicio: '2018' })).toHaveLength(4);
    const again = await close('2018');
    expect(again.body.asientos).toMatchObject([{ importe: 100 }, { importe: 129.4 }, {}]);
    expect(await rowsOf(api, 'asientos', { codejercicio: '2018' })).toHaveLength(4);
    expect(await rowsOf(api, 'asientos', { codejercicio: '2019' })).toHaveLength(1);

    const removed = await reopen('2018');
    expect(removed.body.asientos.map(({ operacion }: Row) => operacion)).toEqual(['A', 'C', 'R']);
    expect(await rowsOf(api, 'asientos', { codejercicio: '2019' })).toEqual([]);
    const left = await rowsOf(api, 'asientos', { codejercicio: '2018' });
    expect(left.map(({ operacion }) => operacion)).toEqual([null, null]);
    expect((await report(api, 'sumasysaldos', 'codejercicio=2018')).totales).toMatchObject({
      debe: 169.4,
      haber: 169.4,
    });
  });

  it('takes a loss to the losses of earlier years', async () => {
    const year = await yearPair(1990);
    await post(api, `01-06-${year}`, [
      ['6000000000', 30, 0],
      ['5720000000', 0, 30],
    ]);
    const { asientos } = (await close(year)).body;
    const lines = await Promise.all(
      (asientos as Row[]).map(({ idasiento }) => linesOf(api, idasiento)),
    );
    expect(lines[0]).toContainEqual(['1290000000', 30, 0]);
    expect(lines[2]).toContainEqual(['1210000000', 30, 0]);
  });

  it('makes one entry of each kind for each channel', async () => {
    const year = await yearPair(1992);
    for (const [canal, amount] of [
      [7, 10],
      [3, 20],
      [null, 5],
    ] as const) {
      const lines = [
        ['5720000000', amount, 0],
        ['7000000000', 0, amount],
      ] as const;
      await post(api, `01-06-${year}`, lines, { canal });
    }
    const { asientos } = (await close(year)).body;
    expect(
      (asientos as Row[]).map(({ operacion, canal, importe }) => [operacion, canal, importe]),
    ).toEqual([
      ['R', null, 5],
      ['R', 3, 20],
      ['R', 7, 10],
      ['C', null, 5],
      ['C', 3, 20],
      ['C', 7, 10],
      ['A', null, 5],
      ['A', 3, 20],
      ['A', 7, 10],
    ]);
  });

  it('copies ledger accounts that the next year lacks, all of them when asked', async () => {
    const year = await yearPair(1994);
    await createSubaccount(api, year, '4300000777', 'With a balance');
    await createSubaccount(api, year, '4300000778', 'Without');
    await post(api, `01-06-${year}`, [
      ['4300000777', 5, 0],
      ['5720000000', 0, 5],
    ]);
    const codes = async () =>
      (await rowsOf(api, 'subcuentas', { codejercicio: '1995' }))
        .map(({ codsubcuenta, descripcion }) => [codsubcuenta, descripcion])
        .filter(([code]) => code.startsWith('43000007'));
    await close(year);
    expect(await codes()).toEqual([['4300000777', 'With a balance']]);
    await reopen(year);
    await close(year, { copiarsubcuentas: true });
    expect(await codes()).toEqual([
      ['4300000777', 'With a balance'],
      ['4300000778', 'Without'],
    ]);
  });

  it('only locks and closes a year without ledger accounts', async () => {
    await createYear(api, '1970', { fechainicio: '02-01-1970' });
    expect((await close('1970')).body).toMatchObject({
      data: { estado: 'CERRADO' },
      asientos: [],
    });
    expect(await rowsOf(api, 'ejercicios', { codejercicio: '1971' })).toEqual([]);
  });

  describe('is refused, and nothing changes,', () => {
    const refused = async (year: string, problem: string, json?: Values) => {
      const before = await stored();
      const answer = await close(year, json);
      expectRefused(answer, 400, 'record-save-error');
      expect(problemsOf(answer)).toEqual([problem]);
      expect(await stored()).toEqual(before);
    };

    it('while an entry does not balance', async () => {
      const year = await yearPair(1996);
      await bookExample(api, year);
      const entry = await post(api, `01-06-${year}`, [['5720000000', 0.01, 0]]);
      await refused(year, 'year-end-not-balanced');
      await api.call('DELETE', `/asientos/${entry.idasiento}`);
      expect((await close(year)).status).toBe(200);
    });

    it('while groups 8 and 9 have a balance', async () => {
      const year = await yearPair(1998);
      await post(api, `01-06-${year}`, [
        ['5720000000', 5, 0],
        ['9000000000', 0, 5],
      ]);
      await refused(year, 'year-end-group-with-balance');
    });

    it('without an account for the result, in this year or the next', async () => {
      const year = await yearPair(2000);
      await bookExample(api, year);
      const untag = async (codejercicio: string, codcuentaesp: string) => {
        const [account] = await rowsOf(api, 'cuentas', { codejercicio, codcuentaesp });
        await change(api, `cuentas/${account!.idcuenta}`, { codcuentaesp: null });
      };
      await untag('2001', 'PREVIO');
      await refused(year, 'year-end-no-previous-result-account');
      await untag(year, 'PYG');
      await refused(year, 'year-end-no-result-account');
    });

    it('while an invoice has not been posted', async () => {
      const year = await yearPair(2002);
      const { codcliente } = await create(api, 'clientes', { nombre: 'C', cifnif: '' });
      await create(api, 'facturaclientes', {
        ...{ codcliente, nombrecliente: 'C', cifnif: '', fecha: `01-06-${year}` },
        ...{ neto: 10, total: 10 },
      });
      await refused(year, 'invoice-without-acc-entry');
    });

    it('with a journal that there is not, and while the next year is closed', async () => {
      const year = await yearPair(2004);
      await bookExample(api, year);
      await refused(year, 'iddiarioapertura reference-not-found', { iddiarioapertura: 99 });
      await change(api, 'ejercicios/2005', { estado: 'CERRADO' });
      await refused(year, 'codejercicio closed-exercise');
    });
  });

  it('locks editable invoices, which stay locked', async () => {
    const year = await yearPair(2006);
    const { codcliente } = await create(api, 'clientes', { nombre: 'C', cifnif: '' });
    const { codproveedor } = await create(api, 'proveedores', { nombre: 'P', cifnif: '' });
    const common = { cifnif: '', fecha: `01-06-${year}` };
    const sale = await create(api, 'facturaclientes', {
      ...{ ...common, codcliente, nombrecliente: 'C' },
    });
    const purchase = await create(api, 'facturaproveedores', {
      ...{ ...common, codproveedor, nombre: 'P' },
    });
    expect((await close(year)).body).toMatchObject({ facturasbloqueadas: 2 });
    const now = async () => [
      (await api.get(`/facturaclientes/${sale.idfactura}`)).body,
      (await api.get(`/facturaproveedores/${purchase.idfactura}`)).body,
    ];
    const locked = [
      { idestado: INVOICE.issued, editable: false },
      { idestado: PURCHASE_INVOICE.received, editable: false },
    ];
    expect(await now()).toMatchObject(locked);
    await reopen(year);
    expect(await now()).toMatchObject(locked);
  });

  it('takes posted invoices along, and refuses to open a year of which the next one is closed', async () => {
    const year = await yearPair(2008);
    const { codcliente } = await create(api, 'clientes', { nombre: 'C', cifnif: '' });
    await createDocument(api, 'FacturaCliente', {
      ...{ codcliente, fecha: `01-06-${year}` },
      lineas: [{ descripcion: 'x', cantidad: 1, pvpunitario: 100, codimpuesto: 'IVA21' }],
    });
    const { status, body } = await close(year);
    expect({ status, body }).toMatchObject({ status: 200, body: { facturasbloqueadas: 1 } });
    expect((body.asientos as Row[]).map(({ importe }) => importe)).toEqual([100, 121, 121]);
    await change(api, 'ejercicios/2009', { estado: 'CERRADO' });
    expect(problemsOf(await reopen(year))).toEqual(['codejercicio closed-exercise']);
    expect((await reopen(year, { borrarapertura: 0 })).body.data.estado).toBe('ABIERTO');
  });

  it('follows years that are no calendar years', async () => {
    for (const [code, start] of [
      ['2012', 2012],
      ['2013', 2013],
    ] as const) {
      const days = { fechainicio: `01-07-${start}`, fechafin: `30-06-${start + 1}` };
      // The next year takes the length of its codes with the chart.
      await createYear(api, code, { ...days, longsubcuenta: code === '2013' ? 8 : 10 });
    }
    await importChart(api, '2012');
    await bookExample(api, '2012', '2013');
    const { asientos } = (await close('2012')).body;
    expect((asientos as Row[]).map(({ fecha }) => fecha)).toEqual([
      ...['30-06-2013', '30-06-2013', '01-07-2013'],
    ]);
    expect((await api.get('/ejercicios/2013')).body.longsubcuenta).toBe(10);
    expect(await rowsOf(api, 'cuentas', { codejercicio: '2013' })).toHaveLength(915);
  });

  it('is refused when ledger accounts would have another length in the next year', async () => {
    await createYear(api, '2016');
    await importChart(api, '2016');
    await createYear(api, '2017', { longsubcuenta: 8 });
    await api.call('POST', '/importarPlanContable/2017', {
      json: { csv: chartFile(), longsubcuenta: 8 },
    });
    await bookExample(api, '2016');
    expect(problemsOf(await close('2016'))).toEqual(['codsubcuenta account-length-error']);
    expect(problemsOf(await close('2016', { copiarsubcuentas: 1 }))).toEqual([
      'codsubcuenta account-length-error',
    ]);
  });

  it('happens once, however many ask at the same time', async () => {
    const year = await yearPair(2010);
    await bookExample(api, year);
    const answers = await Promise.all([close(year), close(year), close(year)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    expect(await rowsOf(api, 'asientos', { codejercicio: year })).toHaveLength(4);
    expect(await rowsOf(api, 'asientos', { codejercicio: '2011' })).toHaveLength(1);
  });

  it('is asked for by POST, with fields that it has, under a permission of its own', async () => {
    for (const name of ['cerrarEjercicio', 'abrirEjercicio']) {
      expectRefused(await api.get(`/${name}/${YEAR}`), 405, 'method-not-allowed');
      expectRefused(await api.call('POST', `/${name}`), 404, 'api-resource-invalid');
      expectRefused(await api.call('POST', `/${name}/NONE`), 404, 'record-not-found');
      const answer = await api.call('POST', `/${name}/${YEAR}`, { json: { fecha: 1 } });
      expectRefused(answer, 400, 'invalid-parameters');
      expect(problemsOf(answer)).toEqual(['fecha unknown-parameter']);
      const { apikey } = await makeKey(api, { ejercicios: ['post', 'put'], [name]: ['get'] });
      const denied = await api.call('POST', `/${name}/${YEAR}`, { token: apikey });
      expectRefused(denied, 403, 'forbidden');
    }
    const odd = await close(YEAR, { iddiariocierre: 'x', copiarsubcuentas: 'perhaps' });
    expect(problemsOf(odd)).toEqual([
      'iddiariocierre invalid-integer',
      'copiarsubcuentas invalid-boolean',
    ]);
  });
});

describeApi('the settlement of a VAT period', (api) => {
  /** A year with the example in its first quarter. */
  const booked = async (year: string) => {
    await createYear(api, year);
    await importChart(api, year);
    await bookExample(api, year);
    return year;
  };
  const period = (codejercicio: string, periodo: string, from: string, to: string, more?: Values) =>
    create(api, 'regularizacionimpuestos', {
      ...{ idempresa: 1, codejercicio, periodo, ...more },
      ...{ fechainicio: `${from}-${codejercicio}`, fechafin: `${to}-${codejercicio}` },
    });
  const firstQuarter = async (year: string) => period(await booked(year), 'T1', '01-01', '31-03');
  const settle = (id: number, json?: Values) =>
    api.call('POST', `/liquidarImpuestos/${id}`, json && { json });

  it('takes output and input VAT to what is to be paid', async () => {
    const { idregiva } = await firstQuarter('2024');
    const { status, body } = await settle(idregiva, { iddiario: 1 });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        data: { idregiva, fechaasiento: '31-03-2024' },
        asientos: [
          { fecha: '31-03-2024', importe: 21, iddiario: 1, operacion: null, documento: null },
        ],
      },
    });
    const [entry] = body.asientos as Row[];
    expect(body.data.idasiento).toBe(entry!.idasiento);
    expect(entry!.concepto).toBe('Settlement of VAT T1 2024');
    expect(await linesOf(api, entry!.idasiento)).toEqual([
      ['4770000021', 21, 0],
      ['4720000021', 0, 8.4],
      ['4750000000', 0, 12.6],
    ]);
  });

  it('replaces an earlier settlement, and counts what was posted since', async () => {
    const { idregiva } = await firstQuarter('2020');
    const { idasiento } = (await settle(idregiva)).body.data;
    await post(api, '15-03-2020', [
      ['4720000021', 20, 0],
      ['5720000000', 0, 20],
    ]);
    const { data, asientos } = (await settle(idregiva, { fechaasiento: '2020-04-20' })).body;
    expect(data).toMatchObject({ fechaasiento: '20-04-2020' });
    expect(await linesOf(api, asientos[0].idasiento)).toEqual([
      ['4770000021', 21, 0],
      ['4720000021', 0, 28.4],
      ['4700000000', 7.4, 0],
    ]);
    expect((await api.get(`/asientos/${idasiento}`)).status).toBe(404);
  });

  it('leaves out the settlement of another period, and opening and closing entries', async () => {
    expect((await settle((await firstQuarter('2021')).idregiva)).status).toBe(200);
    const second = await period('2021', 'T2', '01-04', '30-06');
    await post(
      api,
      '01-05-2021',
      [
        ['4770000021', 0, 1000],
        ['5720000000', 1000, 0],
      ],
      { operacion: 'A' },
    );
    expect(problemsOf(await settle(second.idregiva))).toEqual(['vat-settlement-empty']);
    const whole = await period('2021', 'Y', '01-01', '31-12');
    expect(problemsOf(await settle(whole.idregiva))).toEqual(['vat-settlement-empty']);
  });

  it('is refused while the period is locked, before its end, and in a closed year', async () => {
    await booked('2022');
    await post(api, '10-07-2022', [
      ['4720000021', 20, 0],
      ['5720000000', 0, 20],
    ]);
    const third = await period('2022', 'T3', '01-07', '30-09', { bloquear: true });
    const { idregiva } = third;
    const path = `regularizacionimpuestos/${idregiva}`;
    expect(problemsOf(await settle(idregiva))).toEqual(['fecha accounting-within-regularization']);
    expect(problemsOf(await settle(idregiva, { fechaasiento: '29-09-2022' }))).toEqual([
      'fechaasiento settlement-date-too-early',
    ]);
    expect(problemsOf(await settle(idregiva, { iddiario: 99 }))).toEqual([
      'iddiario reference-not-found',
    ]);
    await change(api, path, { bloquear: false });
    await change(api, 'ejercicios/2022', { estado: 'CERRADO' });
    expect(problemsOf(await settle(idregiva))).toEqual(['codejercicio closed-exercise']);
    await change(api, 'ejercicios/2022', { estado: 'ABIERTO' });
    expect((await settle(idregiva)).status).toBe(200);
  });

  it('is asked for by POST of a period that is there', async () => {
    const { idregiva } = await period(YEAR, 'T1', '01-01', '31-03');
    expectRefused(await api.get(`/liquidarImpuestos/${idregiva}`), 405, 'method-not-allowed');
    expectRefused(await settle(99999), 404, 'record-not-found');
    expectRefused(await api.call('POST', '/liquidarImpuestos/x'), 404, 'record-not-found');
    expect(problemsOf(await settle(idregiva, { fecha: '1' }))).toEqual(['fecha unknown-parameter']);
    const { apikey } = await makeKey(api, { regularizacionimpuestos: ['post', 'put'] });
    const denied = await api.call('POST', `/liquidarImpuestos/${idregiva}`, { token: apikey });
    expectRefused(denied, 403, 'forbidden');
  });
});

describeEngines('facturanest year', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await openCommandLine(engine);
    await cli.run('install');
  });
  afterAll(() => cli.close());

  it('closes a year and opens it again', async () => {
    expect(await cli.run(`year close ${YEAR} --closing-journal 1 --copy-subaccounts`)).toEqual({
      exitCode: 0,
      out: '',
      err: `The fiscal year ${YEAR} is closed; 0 invoices were locked.\n`,
    });
    const again = await cli.run(`year close ${YEAR}`);
    expect([again.exitCode, again.err]).toEqual([1, `The fiscal year ${YEAR} is closed.\n`]);
    expect(await cli.run(`year reopen ${YEAR} --keep-opening --keep-closing`)).toEqual({
      exitCode: 0,
      out: '',
      err: `The fiscal year ${YEAR} is open.\n`,
    });
  });

  it('says which entries it posts and removes', async () => {
    await onDatabaseAsIs(readConfig(cli.environment), (database) =>
      database!.transaction(async (connection) => {
        await connection.run(
          `INSERT INTO asientos (idasiento, codejercicio, concepto, editable, fecha, idempresa,
             importe, numero) VALUES (1, ?, 'x', 1, ?, 1, 5, 1)`,
          [YEAR, `${YEAR}-02-01`],
        );
        const line =
          'INSERT INTO partidas (idasiento, idsubcuenta, codsubcuenta, concepto, debe, haber) ' +
          `SELECT 1, idsubcuenta, codsubcuenta, 'x', ?, ? FROM subcuentas
           WHERE codejercicio = ? AND codsubcuenta = ?`;
        await connection.run(line, [5, 0, YEAR, '5720000000']);
        await connection.run(line, [0, 5, YEAR, '7000000000']);
      }),
    );
    const entries = [
      `R ${YEAR}/2 31-12-${YEAR} 5 Asiento de regularización del ejercicio ${YEAR}`,
      `C ${YEAR}/3 31-12-${YEAR} 5 Asiento de cierre del ejercicio ${YEAR}`,
      `A ${Number(YEAR) + 1}/1 01-01-${Number(YEAR) + 1} 5 Asiento de apertura del ejercicio ` +
        `${Number(YEAR) + 1}`,
    ];
    const closed = await cli.run(`year close ${YEAR}`);
    expect(closed.out.split('\n')).toEqual([...entries.map((line) => `posted ${line}`), '']);
    const [r, c, a] = entries;
    const reopened = await cli.run(`year reopen ${YEAR}`);
    expect(reopened.out.split('\n')).toEqual([...[a, c, r].map((line) => `removed ${line}`), '']);
    await onDatabaseAsIs(readConfig(cli.environment), (database) =>
      database!.transaction((connection) => connection.run('DELETE FROM asientos')),
    );
  });

  it.each([
    ['year close NONE', 1, 'There is no fiscal year NONE.'],
    ['year reopen NONE', 1, 'There is no fiscal year NONE.'],
    [`year close ${YEAR} --opening-journal 99`, 1, 'there is no 99'],
    [`year close ${YEAR} --closing-journal x`, 2, 'It is the number of a journal.'],
    ['year', 2, 'Usage: facturanest year'],
  ])('%s', async (command, exitCode, message) => {
    const outcome = await cli.run(command);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.err).toContain(message);
  });
});
