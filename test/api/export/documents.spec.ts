import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answered, KEY, type TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  type Created,
  createDocument,
  createSubjects,
  expectDenied,
  KINDS,
  subjectOf,
  type Subjects,
} from '../../support/documents.js';
import { makeKey } from '../../support/keys.js';

const MARK = '\uFEFF';

describeApi('documents leave the server', (api) => {
  let subjects: Subjects;
  let invoice: Created;

  beforeAll(async () => {
    subjects = await createSubjects(api);
    invoice = await createDocument(api, 'FacturaCliente', {
      codcliente: subjects.codcliente,
      observaciones: 'Notes "quoted" <b>',
      dtopor1: 5,
      lineas: [
        { descripcion: 'First; line', cantidad: 3, pvpunitario: 12.5, irpf: 15 },
        { descripcion: '=SUM(A1)\nand more', cantidad: 1, pvpunitario: 100, dtopor: 10 },
      ],
    });
  });

  const exported = (search = '', id: number | string = invoice.doc.idfactura) =>
    bytesOf(api, `/exportarFacturaCliente/${id}${search && `?${search}`}`);

  describe('as PDF', () => {
    it('under the code of the document, of every kind', async () => {
      for (const { name, key } of KINDS) {
        const subject = await subjectOf(api, name);
        const { doc } = await createDocument(api, name, {
          ...subject,
          lineas: [{ descripcion: 'x', cantidad: 1, pvpunitario: 1 }],
        });
        const answer = await bytesOf(api, `/exportar${name}/${doc[key]}?type=PDF`);
        expect([name, answer.status, answer.headers.get('content-type')]).toEqual([
          name,
          200,
          'application/pdf',
        ]);
        expect(answer.headers.get('content-disposition')).toBe(
          `inline; filename=${doc.codigo}.pdf`,
        );
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        expect(answer.text.slice(0, 4)).toBe('%PDF');
      }
    });

    it.each(['', 'type=pdf', 'type=csv', 'type=', 'type=Asiento', 'type[]=CSV', 'type=toString'])(
      'also for %j',
      async (search) => {
        const answer = await exported(search);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          200,
          'application/pdf',
        ]);
      },
    );

    it('under a name that is safe, whatever the code is', async () => {
      const { doc } = await createDocument(api, 'PresupuestoCliente', {
        codcliente: subjects.codcliente,
        lineas: [],
      });
      const path = `/exportarPresupuestoCliente/${doc.idpresupuesto}`;
      for (const [codigo, name] of [
        ['P-1/2', 'P-1_2'],
        ['a b,"c"\\', 'a_b__c__'],
        ['../ñ', '___'],
        ['', `PresupuestoCliente_${doc.idpresupuesto}`],
      ] as const) {
        const values = [codigo, doc.idpresupuesto];
        await api.execute('UPDATE presupuestoscli SET codigo = ? WHERE idpresupuesto = ?', values);
        const { headers } = await bytesOf(api, path);
        expect(headers.get('content-disposition')).toBe(`inline; filename=${name}.pdf`);
      }
    });
  });

  describe('as CSV', () => {
    const table = async (search = 'type=CSV&locale=es', id?: number) => {
      const answer = await exported(search, id);
      expect(answer.text.startsWith(MARK)).toBe(true);
      const options = { bom: true, delimiter: ';', columns: true } as const;
      return parse<Record<string, string>>(answer.text, options);
    };

    it('with headers that say so', async () => {
      const { status, headers } = await exported('type=CSV');
      expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
        200,
        'text/csv; charset=utf-8',
        `attachment; filename=${invoice.doc.codigo}.csv`,
      ]);
    });

    it('a row for each line, with both values where names coincide', async () => {
      const rows = await table();
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({
        descripcion: 'First; line',
        cantidad: '3',
        pvpunitario: '12,5',
        irpf: '15',
        documento_irpf: String(invoice.doc.irpf).replace('.', ','),
        idfactura: String(invoice.doc.idfactura),
        documento_idfactura: String(invoice.doc.idfactura),
        codigo: invoice.doc.codigo,
        dtopor1: '5',
        total: String(invoice.doc.total).replace('.', ','),
        observaciones: 'Notes "quoted" <b>',
        fecha: invoice.doc.fecha,
        editable: '1',
        pagada: '0',
        suplido: '0',
        mostrar_precio: '1',
        femail: '',
      });
      expect(rows[1]).toMatchObject({ descripcion: "'=SUM(A1)\nand more", dtopor: '10' });
    });

    it('names all columns of the lines, then all of the document', async () => {
      const [row = {}] = await table();
      const line = Object.keys(invoice.lines[0]!);
      const document = Object.keys(invoice.doc).map((name) =>
        line.includes(name) ? `documento_${name}` : name,
      );
      expect(Object.keys(row)).toEqual([...line, ...document]);
    });

    it('quotes texts alone, with line feeds between rows and none at the end', async () => {
      const { text } = await exported('type=CSV&locale=es');
      expect(text.endsWith('\n')).toBe(false);
      expect(text).not.toContain('\r');
      const [header, first] = text.slice(1).split('\n');
      expect(header!.split(';').every((name) => /^"\w+"$/.test(name))).toBe(true);
      expect(first).toMatch(/;3;|^3;/);
      expect(first).toContain('"First; line"');
      expect(first).toContain('"Notes ""quoted"" <b>"');
    });

    it('has commas and decimal points in English', async () => {
      const { text } = await exported('type=CSV&locale=en');
      const [row] = parse<Record<string, string>>(text, { bom: true, columns: true });
      expect(row).toMatchObject({ pvpunitario: '12.5', total: String(invoice.doc.total) });
    });

    it('one row where there are no lines', async () => {
      const empty = await createDocument(api, 'FacturaCliente', {
        codcliente: subjects.codcliente,
        lineas: [],
      });
      const rows = await table('type=CSV&locale=es', empty.doc.idfactura as number);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ codigo: empty.doc.codigo, idlinea: '', cantidad: '' });
    });
  });

  describe('as XLS', () => {
    const workbook = async (search = 'type=XLS') => {
      const answer = await exported(search);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'application/octet-stream',
      ]);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename=${invoice.doc.codigo}.xlsx`,
      );
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(answer.bytes.buffer as ArrayBuffer);
      return book;
    };

    it('a sheet of the lines, and one of the document', async () => {
      const book = await workbook('type=XLS&lang=en_EN');
      const code = String(invoice.doc.codigo).toLowerCase();
      expect(book.worksheets.map(({ name }) => name)).toEqual(['lines', code]);
      expect(book.title).toContain(invoice.doc.codigo);
      const [lines, document] = book.worksheets;
      expect(lines!.rowCount).toBe(3);
      expect(document!.rowCount).toBe(2);
      expect((lines!.getRow(1).values as string[]).slice(1)).toEqual(
        Object.keys(invoice.lines[0]!),
      );
      expect((document!.getRow(1).values as string[]).slice(1)).toEqual(Object.keys(invoice.doc));
    });

    it('with the name of the lines in the language of the document', async () => {
      const book = await workbook('type=XLS&lang=es_ES');
      expect(book.worksheets[0]!.name).toBe('lineas');
    });

    it('numbers as numbers with two decimals, days as days, texts as they were typed', async () => {
      const [lines, document] = (await workbook()).worksheets;
      const cell = (sheet: ExcelJS.Worksheet, row: number, name: string) =>
        sheet.getRow(row).getCell((sheet.getRow(1).values as string[]).indexOf(name));
      expect(cell(lines!, 2, 'pvpunitario')).toMatchObject({ value: 12.5, numFmt: '#,##0.00' });
      expect(cell(lines!, 2, 'idlinea')).toMatchObject({ value: invoice.lines[0]!.idlinea });
      expect(cell(lines!, 3, 'descripcion').value).toBe('=SUM(A1)\nand more');
      expect(cell(lines!, 3, 'suplido').value).toBe(0);
      const day = String(invoice.doc.fecha).split('-').reverse().join('-');
      expect(cell(document!, 2, 'fecha')).toMatchObject({
        value: new Date(`${day}T00:00:00Z`),
        numFmt: 'dd-mm-yyyy',
      });
      expect(cell(document!, 2, 'numero').value).toBe(invoice.doc.numero);
      expect(cell(document!, 2, 'editable').value).toBe(1);
      expect(cell(document!, 2, 'total').value).toBe(invoice.doc.total);
    });
  });

  describe('HEAD', () => {
    it.each([
      ['PDF', 'application/pdf'],
      ['CSV', 'text/csv; charset=utf-8'],
      ['XLS', 'application/octet-stream'],
    ])('has the headers of %s and no body', async (type, mediaType) => {
      const path = `/exportarFacturaCliente/${invoice.doc.idfactura}?type=${type}`;
      const { status, headers, text } = await api.call('HEAD', path);
      expect([status, headers.get('content-type'), text]).toEqual([200, mediaType, '']);
      expect(headers.get('content-disposition')).toContain(invoice.doc.codigo);
    });

    it('sends no mail', async () => {
      const path = `/exportarFacturaCliente/${invoice.doc.idfactura}?type=MAIL`;
      expect((await api.call('HEAD', path)).status).toBe(405);
    });
  });

  describe('refuse', () => {
    const refused = (method: string, path: string) => api.call(method, path);

    it('every method but GET and HEAD, before they look at the number', async () => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
        for (const id of ['/1', '/', '/999999']) {
          const answer = await refused(method, `/exportarFacturaCliente${id}`);
          expectDenied(answer, 405, 'method-not-allowed');
        }
      }
    });

    it('an address without a number', async () => {
      expectDenied(await refused('GET', '/exportarFacturaCliente/'), 400, 'record-not-specified');
      for (const path of ['/exportarFacturaCliente', '/exportarfacturacliente/1', '/exportarX/1']) {
        expectDenied(await refused('GET', path), 404, 'api-resource-invalid');
      }
    });

    it.each(['999999', 'x', '1abc', '1.0', '-1', '99999999999999999999', '%00', "1'--"])(
      'a number that no document has: %s',
      async (id) => {
        expectDenied(
          await refused('GET', `/exportarFacturaCliente/${id}`),
          404,
          'record-not-found',
        );
      },
    );

    it('nothing beyond the number', async () => {
      const answer = await exported('', `${invoice.doc.idfactura}/more/segments`);
      expect(answer.status).toBe(200);
    });

    it('keys without the permission of the route', async () => {
      const { apikey: token } = await makeKey(api, { exportarFacturaCliente: ['get'] });
      const id = invoice.doc.idfactura as number;
      const call = (path: string) => api.get(path, { token });
      expect((await call(`/exportarFacturaCliente/${id}?type=CSV`)).status).toBe(200);
      expect((await call(`/exportarPedidoCliente/${id}`)).status).toBe(403);
      expect((await call(`/facturaclientes/${id}`)).status).toBe(403);
    });
  });

  it('no parameter makes the server fail', async () => {
    const values = [
      '',
      '0',
      '-1',
      '999999',
      'abc',
      '1e9',
      "'",
      '%00',
      'x'.repeat(500),
      '__proto__',
    ];
    for (const name of ['format', 'lang', 'email', 'type']) {
      for (const value of values) {
        expect((await exported(`${name}=${value}`)).status).toBe(200);
      }
      expect((await exported(`${name}[]=1&${name}[a][b]=2`)).status).toBe(200);
    }
    expect(api.log.errors).toEqual([]);
  });

  it('also when another program stored what it should not', async () => {
    const { doc } = await createDocument(api, 'PedidoCliente', {
      codcliente: subjects.codcliente,
      lineas: [{ descripcion: 'x', cantidad: 1, pvpunitario: 1 }],
    });
    await create(api, 'settings', { name: 'other', properties: {} });
    await api.execute('UPDATE pedidoscli SET codpais = ?, codtrans = NULL, observaciones = NULL', [
      'XXX',
    ]);
    await api.execute('UPDATE lineaspedidoscli SET descripcion = NULL, orden = NULL');
    for (const type of ['PDF', 'CSV', 'XLS']) {
      const answer = await bytesOf(api, `/exportarPedidoCliente/${doc.idpedido}?type=${type}`);
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });
});

interface Bytes extends Omit<Answered, 'body'> {
  readonly bytes: Uint8Array;
}

async function bytesOf(api: TestApi, path: string): Promise<Bytes> {
  const response = await fetch(api.base + path, { headers: { Token: KEY } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { status: response.status, headers: response.headers, text, bytes };
}
