import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { bulkInsert, Registry } from '../../../src/models/index.js';
import type { Answered, TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { create, createProduct } from '../../support/documents.js';
import { nextPage } from '../../support/lists.js';

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MARK = '\uFEFF';
const MANY = 2500;

describeApi('lists as files', (api) => {
  beforeAll(async () => {
    const row = { channel: 'bulk', level: 'info', message: 'row', time: '2026-01-31 12:30:59' };
    const rows = Array.from({ length: MANY }, (_, index) => ({ ...row, idcontacto: index % 10 }));
    const { app } = api.server;
    const logs = app.get(Registry, { strict: false }).ofTable('logs');
    await app.get(UnitOfWork, { strict: false }).run((unit) => bulkInsert(logs, rows, unit));
  });

  const file = (path: string, accept?: string) => fileOf(api, path, accept);

  describe('as CSV', () => {
    it('have as many rows and the same columns as in JSON, of every resource', async () => {
      const resources = (await api.get('')).body.resources as string[];
      const registry = api.server.app.get(Registry, { strict: false });
      const generic = resources.filter((name) => registry.ofResource(name));
      expect(generic.length).toBeGreaterThan(60);
      let rows = 0;
      for (const resource of generic) {
        const search = resource === 'logmessages' ? 'channel=bulk&limit=0' : 'limit=0';
        const json = await api.get(`/${resource}?${search}`);
        const csv = await file(`/${resource}?${search}&format=csv&locale=es`);
        expect([resource, csv.status, csv.headers.get('content-type')]).toEqual([
          resource,
          200,
          'text/csv; charset=utf-8',
        ]);
        const records = parsed(csv);
        const columns = registry.ofResource(resource)!.visible.map(({ name }) => name);
        expect(records[0]).toEqual(columns);
        expect(records.length - 1).toBe(json.body.length);
        expect(csv.headers.get('x-total-count')).toBe(json.headers.get('x-total-count'));
        rows += records.length;
      }
      expect(rows).toBeGreaterThan(3000);
    });

    it('are UTF-8 with a mark, semicolons, texts in quotes, and no line at the end', async () => {
      const answer = await file('/divisas?coddivisa=EUR&locale=es', CSV);
      expect(answer.text).toBe(
        `${MARK}"coddivisa";"codiso";"descripcion";"simbolo";"tasaconv";"tasaconvcompra"\n` +
          '"EUR";"978";"EURO";"€";1;1',
      );
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="divisas.csv"');
      expect(answer.headers.get('vary')).toBe('Accept');
    });

    it('show no row but the header where there are none', async () => {
      const answer = await file(
        '/divisas?coddivisa=ZZZ&fields=coddivisa,codiso&format=csv&locale=es',
      );
      expect(answer.text).toBe(`${MARK}"coddivisa";"codiso"`);
      const long = await file(
        '/divisas?coddivisa=ZZZ&fields=coddivisa&format=csv&locale=es&limit=0',
      );
      expect(long.text).toBe(`${MARK}"coddivisa"`);
    });

    it('write days as people do, switches as 1 and 0, numbers with a comma, nothing as empty', async () => {
      const made = await create(api, 'formapagos', {
        codpago: 'CSV',
        descripcion: 'x',
        domiciliado: true,
        activa: false,
      });
      expect(made.codcuentabanco).toBeNull();
      const fields = 'fields=activa,codcuentabanco,domiciliado,plazovencimiento';
      const answer = await file(`/formapagos?codpago=CSV&${fields}&format=csv&locale=es`);
      expect(answer.text.split('\n')[1]).toBe('0;"";1;0');
      const log = await file('/logmessages?channel=bulk&limit=1&fields=time&format=csv&locale=es');
      expect(log.text.split('\n')[1]).toBe('"31-01-2026 12:30:59"');
      await createProduct(api, { referencia: 'P-1', precio: 1234.5 });
      const product = await file(
        '/productos?referencia=P-1&fields=precio,referencia&format=csv&locale=es',
      );
      expect(product.text.split('\n')[1]).toBe('1234,5;"P-1"');
    });

    it('have commas and decimal points in English', async () => {
      const search = 'referencia=P-1&fields=precio,referencia&format=csv';
      // An empty one is none: the server of the tests speaks English.
      for (const locale of ['', 'en', 'en_EN', 'EN-GB']) {
        const { text } = await file(`/productos?${search}&locale=${locale}`);
        expect(text).toBe(`${MARK}precio,referencia\n1234.5,P-1`);
      }
      for (const locale of ['es', 'fr_FR']) {
        const { text } = await file(`/productos?${search}&locale=${locale}`);
        expect(text.split('\n')[1]).toBe('1234,5;"P-1"');
      }
    });

    it('have texts as they were typed, formulas defused, negative numbers numbers', async () => {
      const texts = ['=1+1', '+34 600', '-x', '@me', '-12', 'a "q"; <b>', 'two\nlines'];
      for (const [index, descripcion] of texts.entries()) {
        await create(api, 'fabricantes', { codfabricante: `C${index}`, nombre: descripcion });
      }
      const answer = await file(
        '/fabricantes?filter[codfabricante_like]=C%25&fields=nombre&format=csv&locale=es',
      );
      const cells = parsed(answer).slice(1).flat();
      expect(cells).toEqual([
        ...["'=1+1", "'+34 600", "'-x", "'@me", '-12', 'a "q"; <b>', 'two\nlines'],
      ]);
    });

    it('answer filters, order, columns, limits, offsets and cursors as JSON does', async () => {
      const searches = [
        '',
        'limit=7&offset=3',
        'sort[nombre]=DESC&limit=5',
        'filter[codpais_like]=A&fields=codpais,nombre',
        'codpais=ESP',
        'limit=1001&fields=codpais',
        'limit=0&sort[codiso]=DESC',
      ];
      for (const search of searches) {
        const json = await api.get(`/pais?${search}`);
        const csv = await file(`/pais?${search}&format=csv&locale=es`);
        const [header = [], ...rows] = parsed(csv);
        const at = header.indexOf('codpais');
        const codes = json.body.map(({ codpais }: { codpais: string }) => codpais);
        expect(rows.map((row) => row[at])).toEqual(codes);
        expect(header).toEqual(Object.keys(json.body[0]));
        expect(csv.headers.get('x-total-count')).toBe(json.headers.get('x-total-count'));
        expect(csv.headers.has('link')).toBe(json.headers.has('link'));
      }
    });

    it('are walked by their links', async () => {
      const codes: (string | undefined)[] = [];
      let path: string | null = '/pais?limit=60&fields=codpais&format=csv&locale=es';
      while (path !== null) {
        const answer: Answered = await file(path);
        codes.push(...parsed(answer).slice(1).flat());
        path = nextPage(answer);
      }
      const { body } = await api.get('/pais?limit=0&fields=codpais');
      expect(codes).toEqual(body.map(({ codpais }: { codpais: string }) => codpais));
    });

    it('are complete where they are sent in pieces', async () => {
      const answer = await file(
        '/logmessages?channel=bulk&fields=id,idcontacto&limit=0&format=csv&locale=es',
      );
      expect(answer.text.split('\n')).toHaveLength(MANY + 1);
      const some = await file(
        '/logmessages?channel=bulk&limit=1200&fields=id&format=csv&locale=es',
      );
      expect(some.text.split('\n')).toHaveLength(1201);
      expect(some.headers.has('link')).toBe(true);
    });

    it('hide what JSON hides', async () => {
      const answer = await file('/apikeyes?format=csv&locale=es');
      expect(parsed(answer)[0]).not.toContain('apikey');
      await create(api, 'settings', { name: 'secret', properties: { password: 'p4ss', a: 1 } });
      const settings = await file('/settings?name=secret&format=csv&locale=es');
      expect(settings.text).toContain('""a"":1');
      expect(settings.text).not.toContain('p4ss');
    });
  });

  describe('as XLSX', () => {
    it('hold dates, numbers, switches and texts as such under a bold, frozen header', async () => {
      await create(api, 'cuentabancos', { descripcion: '=HYPERLINK("x")', codcuenta: '77' });
      const { sheet, headers } = await workbook(api, '/cuentabancos?codcuenta=77&format=xlsx');
      expect(headers.get('content-type')).toBe(XLSX);
      expect(headers.get('content-disposition')).toBe('attachment; filename="cuentabancos.xlsx"');
      expect(headers.get('x-total-count')).toBe('1');
      const header = sheet.getRow(1);
      expect(header.font).toMatchObject({ bold: true });
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      const row = cellsByName(sheet, 2);
      expect(row).toMatchObject({
        activa: true,
        codcuenta: '77',
        descripcion: '=HYPERLINK("x")',
        iban: null,
      });
    });

    it('hold days and moments as dates, old ones as text', async () => {
      const { sheet } = await workbook(api, '/logmessages?channel=bulk&limit=1', XLSX);
      expect(cellsByName(sheet, 2).time).toEqual(new Date('2026-01-31T12:30:59Z'));
      await create(api, 'clientes', { nombre: 'Old', cifnif: '', fechaalta: '1850-02-03' });
      await create(api, 'clientes', { nombre: 'New', cifnif: '', fechaalta: '2026-02-03' });
      const clients = await workbook(api, '/clientes?fields=fechaalta,nombre&format=xlsx');
      const days = [2, 3].map((row) => cellsByName(clients.sheet, row));
      expect(days).toEqual([
        { fechaalta: '03-02-1850', nombre: 'Old' },
        { fechaalta: new Date('2026-02-03T00:00:00Z'), nombre: 'New' },
      ]);
      expect(clients.sheet.getCell('A3').numFmt).toBe('dd-mm-yyyy');
    });

    it('are complete where they are sent in pieces, and where there are no rows', async () => {
      const { sheet } = await workbook(api, '/logmessages?channel=bulk&limit=0&format=xlsx');
      expect(sheet.rowCount).toBe(MANY + 1);
      const none = await workbook(api, '/divisas?coddivisa=ZZZ&format=xlsx');
      expect(none.sheet.rowCount).toBe(1);
    });
  });

  describe('by what a client accepts', () => {
    it.each([
      [undefined, 'application/json'],
      ['*/*', 'application/json'],
      ['text/csv', CSV],
      ['TEXT/CSV', CSV],
      ['text/csv, application/json', CSV],
      ['application/json, text/csv', 'application/json'],
      ['*/*, text/csv', 'application/json'],
      ['text/csv, */*', CSV],
      ['text/csv;q=0.5, application/json', 'application/json'],
      ['text/html, text/csv;q=0.9, */*;q=0.1', CSV],
      ['text/*', 'application/json'],
      ['image/png', 'application/json'],
      ['text/csv;q=0', 'application/json'],
      [XLSX, XLSX],
      ['nonsense', 'application/json'],
    ])('%s is answered in %s', async (accept, type) => {
      const answer = await file('/divisas?limit=1', accept);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')!.split(';')[0]).toBe(type);
    });

    it('the parameter wins', async () => {
      const json = await file('/divisas?limit=1&format=json', CSV);
      expect(json.body).toHaveLength(1);
      const csv = await file('/divisas?limit=1&format=CSV', 'application/json');
      expect(csv.headers.get('content-type')).toContain(CSV);
      const none = await file('/divisas?limit=1&format=', 'application/json');
      expect(none.body).toHaveLength(1);
    });

    it('single records and refusals stay JSON', async () => {
      expect((await file('/divisas/EUR?format=csv&locale=es', CSV)).body.coddivisa).toBe('EUR');
      const refused = await file('/divisas?filter[nope]=1', CSV);
      expect([refused.status, refused.body.code]).toEqual([400, 'fields-not-allowed']);
      expect(refused.headers.get('content-type')).toBe('application/json');
    });
  });

  it.each(['format=pdf', 'format[]=csv', 'locale=spanish', 'locale[]=es'])(
    'ignore %s, and name it',
    async (search) => {
      const { status, headers } = await file(`/divisas?${search}`);
      expect([status, headers.get('content-type'), headers.get('x-ignored-parameters')]).toEqual([
        200,
        'application/json',
        /^[a-z]+/.exec(search)![0],
      ]);
    },
  );

  it('refuse to hold what belongs to records', async () => {
    const { status, body } = await file('/facturaclientes?format=csv&expand=lineas');
    expect([status, body.code]).toEqual([400, 'invalid-expand']);
    expect(body.details).toMatchObject([{ field: 'expand', code: 'expansion-only-in-json' }]);
  });

  it('need the permission of the resource', async () => {
    const { status } = await api.get('/divisas?format=csv&locale=es', { token: 'nobody' });
    expect(status).toBe(401);
  });

  it('answer HEAD with the headers alone', async () => {
    for (const search of ['format=csv&locale=es', 'format=xlsx', 'format=csv&locale=es&limit=0']) {
      const answer = await api.call('HEAD', `/divisas?${search}`);
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(answer.headers.get('content-disposition')).toContain('divisas.');
      expect(answer.headers.has('x-total-count')).toBe(true);
    }
    expect(api.log.errors).toEqual([]);
  });

  it('leave no connection behind when their reader goes', async () => {
    for (let turn = 0; turn < 12; turn++) {
      const format = turn % 2 ? 'csv' : 'xlsx';
      const leaving = new AbortController();
      const path = `${api.base}/logmessages?channel=bulk&limit=0&format=${format}`;
      const response = await fetch(path, {
        headers: { Token: 'test-key' },
        signal: leaving.signal,
      });
      await response.body!.getReader().read();
      leaving.abort();
    }
    const { body } = await api.get('/logmessages?channel=bulk&limit=0&fields=id');
    expect(body).toHaveLength(MANY);
    expect(api.log.errors).toEqual([]);
  });
});

/** The text of the answer with its byte order mark, which `fetch` takes away. */
async function fileOf(api: TestApi, path: string, accept?: string): Promise<Answered> {
  const url = path.startsWith('/api/') ? new URL(path, api.base).href : api.base + path;
  const headers = { Token: 'test-key', ...(accept !== undefined && { Accept: accept }) };
  const response = await fetch(url, { headers });
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  const isJson = response.headers.get('content-type') === 'application/json';
  const body: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, text, body };
}

function parsed({ text }: Answered): string[][] {
  expect(text.startsWith(MARK)).toBe(true);
  return parse(text, { bom: true, delimiter: ';' });
}

async function workbook(api: TestApi, path: string, accept?: string) {
  const response = await fetch(api.base + path, {
    headers: { Token: 'test-key', ...(accept !== undefined && { Accept: accept }) },
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return { sheet: book.worksheets[0]!, headers: response.headers };
}

function cellsByName(sheet: ExcelJS.Worksheet, row: number): Record<string, ExcelJS.CellValue> {
  const names = (sheet.getRow(1).values as string[]).slice(1);
  return Object.fromEntries(
    names.map((name, at) => [name, sheet.getRow(row).getCell(at + 1).value]),
  );
}
