import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallOptions } from '../../support/api.js';
import { describeApi, describeEngines } from '../../support/describe-api.js';
import { onDatabaseAsIs } from '../../../src/cli/database-access.js';
import { readConfig } from '../../../src/kernel/config/config.js';
import { type CommandLine, openCommandLine } from '../../support/command-line.js';
import { change, create } from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { chartFile, createYear, problemsOf, rowsOf } from './books.js';

const SMALL =
  'c,d,e\n4,Debtors,\n43,Customers,CLIENT\n4300000012,Twelve,\n57,Cash\n5700000000,Till\n';

describeApi('import of a chart of accounts', (api) => {
  let next = 2030;

  const newYear = async () => {
    const code = String(next++);
    await createYear(api, code);
    return code;
  };
  const send = (year: string, options: CallOptions) =>
    api.call('POST', `/importarPlanContable/${year}`, options);
  const importing = (year: string, csv: string, more: Record<string, unknown> = {}) =>
    send(year, { json: { csv, ...more } });
  const codes = async (codejercicio: string) =>
    (await rowsOf(api, 'subcuentas', { codejercicio })).map(({ codsubcuenta }) => codsubcuenta);

  it('takes the whole Spanish chart, with parents and roles', async () => {
    const codejercicio = await newYear();
    const { status, body } = await importing(codejercicio, chartFile());
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { ok: 'Record saved', data: { codejercicio }, cuentas: 915, subcuentas: 745 },
    });
    const accounts = await rowsOf(api, 'cuentas', { codejercicio });
    const by = (code: string) => accounts.find(({ codcuenta }) => codcuenta === code)!;
    expect(accounts).toHaveLength(915);
    expect(by('4')).toMatchObject({ parent_codcuenta: null, parent_idcuenta: null });
    expect(by('430')).toMatchObject({
      codcuentaesp: 'CLIENT',
      parent_codcuenta: '43',
      parent_idcuenta: by('43').idcuenta,
      debe: 0,
      saldo: 0,
    });
    expect(accounts.filter(({ parent_codcuenta }) => parent_codcuenta === null)).toHaveLength(9);
    const [vat] = await rowsOf(api, 'subcuentas', { codejercicio, codsubcuenta: '4770000021' });
    expect(vat).toMatchObject({ codcuenta: '477', idcuenta: by('477').idcuenta });
  });

  it('takes a file of a form, with commas, whatever the name of the part', async () => {
    const codejercicio = await newYear();
    const body = new FormData();
    body.append('archivo', new Blob([`\uFEFF${chartFile(',')}`]), 'chart.csv');
    const answer = await send(codejercicio, { body });
    expect(answer.body).toMatchObject({ cuentas: 915, subcuentas: 745 });
  });

  it('makes codes longer and shorter in their longest run of zeros', async () => {
    const longer = await newYear();
    expect((await importing(longer, SMALL, { longsubcuenta: 12 })).body.data).toMatchObject({
      longsubcuenta: 12,
    });
    expect(await codes(longer)).toEqual(['430000000012', '570000000000']);
    const shorter = await newYear();
    await importing(shorter, SMALL, { longsubcuenta: '8' });
    expect(await codes(shorter)).toEqual(['43000012', '57000000']);
    const same = await newYear();
    await importing(same, SMALL);
    expect(await codes(same)).toEqual(['4300000012', '5700000000']);
  });

  it('takes thousands of rows, but no more than fifty thousand', async () => {
    const codejercicio = await newYear();
    const rows = Array.from({ length: 3000 }, (_, row) => `43${String(row).padStart(8, '0')};x`);
    const chart = `c;d\n43;Customers\n${rows.join('\n')}\n`;
    const refused = await importing(codejercicio, chart + '1;x\n'.repeat(200_000));
    expectRefused(refused, 400, 'record-save-error');
    expect(problemsOf(refused)).toEqual(['csv chart-too-long']);
    const { body } = await importing(codejercicio, chart);
    expect(body).toMatchObject({ cuentas: 1, subcuentas: 3000 });
  });

  it('reads no row without end', async () => {
    const refused = await importing(await newYear(), `c;d\n1;"x${'\n2;y'.repeat(20_000)}`);
    expect(problemsOf(refused)).toEqual(['csv chart-file-unreadable']);
  });

  it('skips rows without a code, takes the last of two, and stores texts escaped', async () => {
    const codejercicio = await newYear();
    await importing(codejercicio, 'c;d\n1;One\n;None\n10000;Old\n10000;"L\'Ultima ""<b>"\n');
    expect(await rowsOf(api, 'subcuentas', { codejercicio })).toMatchObject([
      { codsubcuenta: '10000', descripcion: 'L&#39;Ultima &quot;&lt;b&gt;', codcuenta: '1' },
    ]);
  });

  it.each([
    ['semicolons', '1;One\n10000;"Caja; ""chica"""\n'],
    ['commas', '1,One\n10000,"Caja; ""chica"""\n'],
    ['quotes and CRLF', '"1";"One"\r\n"10000";"Caja; ""chica"""\r\n'],
    ['a byte order mark', '\uFEFF1;One\n10000;"Caja; ""chica"""\n'],
    ['a byte order mark and quotes', '\uFEFF"1","One"\r\n"10000","Caja; ""chica"""'],
    ['an empty first line', '\n1;One\n10000;"Caja; ""chica"""\n'],
    ['blanks', ' 1 ;One\n 10000 ;"Caja; ""chica"""\n'],
  ])('loses no account with a header row or without: %s', async (_name, rows) => {
    const mark = rows.startsWith('\uFEFF') ? '\uFEFF' : '';
    const bare = rows.slice(mark.length);
    const header = bare.includes(',') ? 'code,description' : 'code;description';
    for (const csv of [
      rows,
      `${mark}${header}\n${bare}`,
      `${mark}"Código"${header.slice(4)}\r\n${bare}`,
    ]) {
      const codejercicio = await newYear();
      const { body } = await importing(codejercicio, csv);
      expect(body).toMatchObject({ cuentas: 1, subcuentas: 1 });
      const [account] = await rowsOf(api, 'cuentas', { codejercicio });
      expect(account).toMatchObject({ codcuenta: '1', descripcion: 'One' });
      expect(await rowsOf(api, 'subcuentas', { codejercicio })).toMatchObject([
        { codsubcuenta: '10000', descripcion: 'Caja; &quot;chica&quot;' },
      ]);
    }
  });

  it.each([
    ['', 'csv field-required'],
    ['c;d\n', 'csv chart-without-levels'],
    ['c;d\n1;One\n2;Two\n', 'csv chart-without-levels'],
    ['c;d\n1;One\n20000;Orphan\n', 'csv chart-orphan'],
    ['c;d\n1;\n10000;x\n', 'csv chart-row-invalid'],
    ['c;d\nA;One\nA0000;x\n', 'csv chart-row-invalid'],
    ['c;d\n1;One\n10000000000000000;x\n', 'csv chart-row-invalid'],
    ['c;d\n1;"One\n10000;x\n', 'csv chart-file-unreadable'],
    ['c;d;e\n1;One;NOPE\n10000;x\n', 'csv chart-special-unknown'],
    ['c;d\n1;One\n100;x\n', 'longsubcuenta subaccount-length-out-of-range'],
  ])('refuses %j: %s', async (csv, problem) => {
    const codejercicio = await newYear();
    const answer = await importing(codejercicio, csv);
    expect(answer.status).toBe(400);
    expect(problemsOf(answer)).toEqual([problem]);
    expect(await rowsOf(api, 'cuentas', { codejercicio })).toEqual([]);
  });

  it('names the line of a bad row', async () => {
    const answer = await importing(await newYear(), 'c;d;e\n1;One\n\n10000;x;WRONG\n');
    expect(answer.body.message).toContain('line 4: there is no special account WRONG');
  });

  it('refuses a length that lacks zeros, makes codes the same, or is that of an account', async () => {
    const year = await newYear();
    const impossible = async (csv: string, longsubcuenta: number) =>
      problemsOf(await importing(year, csv, { longsubcuenta }));
    const refused = ['longsubcuenta chart-length-not-possible'];
    expect(await impossible('c;d\n1;One\n11111;x\n', 6)).toEqual(refused);
    expect(await impossible('c;d\n1;One\n10100;x\n', 4)).toEqual([]);
    const other = await newYear();
    const problems = async (csv: string, longsubcuenta: number) =>
      problemsOf(await importing(other, csv, { longsubcuenta }));
    expect(await problems('c;d\n1;One\n110011;x\n111001;x\n', 4)).toEqual(refused);
    expect(await problems('c;d\n1;One\n1000;x\n100000;x\n', 4)).toEqual(refused);
    expect(await problems('c;d\n1;One\n100000;x\n', 16)).toEqual([
      'longsubcuenta subaccount-length-out-of-range',
    ]);
    expect(await rowsOf(api, 'cuentas', { codejercicio: other })).toEqual([]);
  });

  it('refuses a year with a chart, a closed one, and one that is not there', async () => {
    const year = await newYear();
    await create(api, 'cuentas', { codejercicio: year, codcuenta: '1', descripcion: 'x' });
    expect(problemsOf(await importing(year, SMALL))).toEqual(['codejercicio chart-already-there']);
    const closed = await newYear();
    await change(api, `ejercicios/${closed}`, { estado: 'CERRADO' });
    expect(problemsOf(await importing(closed, SMALL))).toEqual(['codejercicio closed-exercise']);
    expectRefused(await importing('NONE', SMALL), 404, 'record-not-found');
  });

  it('answers POST with a year only, and refuses fields that it does not have', async () => {
    const year = await newYear();
    const path = `/importarPlanContable/${year}`;
    expectRefused(await api.get(path), 405, 'method-not-allowed');
    expectRefused(await api.call('PUT', path), 405, 'method-not-allowed');
    expectRefused(await api.call('POST', '/importarPlanContable'), 404, 'api-resource-invalid');
    expectRefused(await api.call('POST', `${path}/x`), 404, 'api-resource-invalid');
    const answer = await importing(year, SMALL, { longsubcuenta: 'x', what: 1 });
    expectRefused(answer, 400, 'invalid-parameters');
    expect(problemsOf(answer)).toEqual(['what unknown-parameter', 'longsubcuenta invalid-integer']);
    const latin = new FormData();
    latin.append('file', new Blob([Buffer.from('c;d\n1;Año\n', 'latin1')]), 'x.csv');
    expect(problemsOf(await send(year, { body: latin }))).toEqual(['file invalid-encoding']);
  });

  it('needs permission under its own name', async () => {
    const year = await newYear();
    const { apikey: none } = await makeKey(api, { ejercicios: ['get', 'post', 'put'] });
    expectRefused(await send(year, { json: { csv: SMALL }, token: none }), 403, 'forbidden');
    const { apikey } = await makeKey(api, { importarPlanContable: ['post'] });
    expect((await send(year, { json: { csv: SMALL }, token: apikey })).status).toBe(200);
  });

  it('is done once under an Idempotency-Key, file and all', async () => {
    const year = await newYear();
    const body = () => {
      const form = new FormData();
      form.append('archivo', new Blob([SMALL]), 'chart.csv');
      return form;
    };
    const headers = { 'Idempotency-Key': `chart-${year}` };
    const first = await send(year, { body: body(), headers });
    const second = await send(year, { body: body(), headers });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
  });
});

describeEngines('facturanest chart import', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await openCommandLine(engine);
    await cli.run('install');
    await onDatabaseAsIs(readConfig(cli.environment), (database) =>
      database!.transaction((connection) =>
        connection.run(
          `INSERT INTO ejercicios (codejercicio, estado, fechainicio, fechafin, idempresa, nombre)
           VALUES ('1999', 'ABIERTO', '1999-01-01', '1999-12-31', 1, '1999')`,
        ),
      ),
    );
  });
  afterAll(() => cli.close());

  const importing = (text: string | Uint8Array, options = '--year 1999') => {
    const path = join(cli.folder, 'chart.csv');
    writeFileSync(path, text);
    return cli.run(`chart import ${path} ${options}`);
  };

  it.each([
    ['c;d\n1;One\n10000;x\n', '--year NONE', 'There is no fiscal year NONE.'],
    ['c;d\n1;One\n', '--year 1999', 'Field csv: a chart needs accounts'],
    ['c;d\n1;One\n10000;x\n', '--year 1999 --length 3', 'must be from 4 to 15, not 3'],
    [Buffer.from('c;d\n1;Año\n10000;x\n', 'latin1'), '--year 1999', 'is not in UTF-8'],
  ])('refuses %j %s', async (text, options, message) => {
    const { exitCode, err } = await importing(text, options);
    expect(exitCode).toBe(1);
    expect(err).toContain(message);
  });

  it('refuses files that are not there, and what is no number', async () => {
    expect(await cli.run('chart import nothing.csv --year 1999')).toMatchObject({
      exitCode: 1,
      err: 'There is no nothing.csv.\n',
    });
    expect((await cli.run(`chart import ${cli.folder} --year 1999`)).err).toMatch('is no file');
    expect((await importing('', '--year 1999 --length x')).exitCode).toBe(2);
    expect((await importing('', '')).exitCode).toBe(2);
  });

  it('imports the whole chart', async () => {
    expect(await importing(chartFile(), '--year 1999 --length 12')).toEqual({
      exitCode: 0,
      out: '',
      err: '915 accounts and 745 ledger accounts created.\n',
    });
    const { err } = await importing(chartFile());
    expect(err).toBe('The fiscal year 1999 has a chart of accounts already.\n');
  });
});
