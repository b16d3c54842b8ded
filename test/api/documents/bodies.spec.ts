import { beforeAll, describe, expect, it } from 'vitest';
import type { Answered, CallOptions } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  createDocument,
  expectDenied,
  kindOf,
  readDocument,
  type Row,
  subjectOf,
  type Values,
} from '../../support/documents.js';

type Lines = readonly Readonly<Record<string, string | number | boolean>>[];

/** A flag as forms have it. */
const text = (value: unknown): string =>
  typeof value === 'boolean' ? String(Number(value)) : String(value);
const entries = (values: Values): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, text(value)]);
/** `lineas[0][cantidad]=2` */
const nested = (lines: Lines): [string, string][] =>
  lines.flatMap((line, index) =>
    entries(line).map(([key, value]): [string, string] => [`lineas[${index}][${key}]`, value]),
  );
const texts = (line: Lines[number]) => Object.fromEntries(entries(line));

function multipart(fields: readonly [string, string][]): FormData {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

/** The ways in which one request may be written. */
const BODIES: Readonly<Record<string, (values: Values, lines: Lines) => CallOptions>> = {
  'JSON with a list': (values, lineas) => ({ json: { ...values, lineas } }),
  'JSON with JSON text': (values, lines) => ({
    json: { ...values, lineas: JSON.stringify(lines) },
  }),
  'JSON of texts': (values, lines) => ({
    json: { ...texts(values as Lines[number]), lineas: lines.map(texts) },
  }),
  'form with JSON text': (values, lines) => ({
    body: new URLSearchParams([...entries(values), ['lineas', JSON.stringify(lines)]]),
  }),
  'form with JSON text of texts': (values, lines) => ({
    body: new URLSearchParams([...entries(values), ['lineas', JSON.stringify(lines.map(texts))]]),
  }),
  'form with nested fields': (values, lines) => ({
    body: new URLSearchParams([...entries(values), ...nested(lines)]),
  }),
  'form with a charset': (values, lines) => ({
    body: new URLSearchParams([...entries(values), ['lineas', JSON.stringify(lines)]]).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  }),
  'multipart with JSON text': (values, lines) => ({
    body: multipart([...entries(values), ['lineas', JSON.stringify(lines)]]),
  }),
  'multipart with nested fields': (values, lines) => ({
    body: multipart([...entries(values), ...nested(lines)]),
  }),
};

const LINES: Lines = [
  { descripcion: 'Ñandú & "x" = 1+1 [a]', cantidad: 2, pvpunitario: 10.5, dtopor: 5 },
  { descripcion: '', cantidad: -1, pvpunitario: 3, codimpuesto: 'IVA4', suplido: true, orden: 3 },
  { descripcion: 'c', cantidad: 0.5, pvpunitario: 7, irpf: 15, suplido: false },
];
const HEADER = {
  fecha: '15-03-2024',
  hora: '10:20:30',
  dtopor1: 2.5,
  observaciones: 'a+b & c=d',
};
/** What differs between two documents that mean the same. */
const OWN = ['idpresupuesto', 'idfactura', 'idlinea', 'codigo', 'numero', 'idasiento'];

function shared(record: Row): Row {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !OWN.includes(name)));
}

function meaning({ body }: Pick<Answered, 'body'>): unknown {
  return { doc: shared(body.doc), lines: body.lines.map(shared) };
}

describeApi('bodies of documents', (api) => {
  describe.each(['PresupuestoCliente', 'FacturaProveedor'])('%s', (kind) => {
    let subject: Values;
    let wanted: unknown;
    beforeAll(async () => {
      subject = await subjectOf(api, kind);
      const json = { ...subject, ...HEADER, lineas: LINES };
      wanted = meaning({ body: await createDocument(api, kind, json) });
    });

    it('has the lines that are compared', () => {
      expect(wanted).toMatchObject({
        doc: { dtopor1: 2.5, observaciones: 'a+b & c=d', totalsuplidos: -2.93 },
        lines: [
          { cantidad: -1, suplido: true, orden: 3 },
          { descripcion: 'Ñandú & &quot;x&quot; = 1+1 [a]', dtopor: 5 },
          { cantidad: 0.5, irpf: 15, suplido: false },
        ],
      });
    });

    describe.each(Object.keys(BODIES))('%s', (way) => {
      const written = (values: Values, lines: Lines) => BODIES[way]!(values, lines);

      it.each(['POST', 'PUT'])('creates with %s', async (method) => {
        const options = written({ ...subject, ...HEADER }, LINES);
        const answer = await api.call(method, `/crear${kind}`, options);
        expect([answer.status, answer.text]).toEqual([200, answer.text]);
        expect(meaning(answer)).toEqual(wanted);
      });

      it.each(['PUT', 'PATCH'])('edits with %s', async (method) => {
        const first = { ...subject, fecha: '15-03-2024', hora: '09:00:00' };
        const json = { ...first, lineas: [{ descripcion: 'old', pvpunitario: 1 }, {}] };
        const { doc, lines } = await createDocument(api, kind, json);
        const id = Number(doc[kindOf(kind).key]);
        const [changed, ...added] = LINES;
        const idlinea = Number(lines[0]?.idlinea);
        const options = written(HEADER, [{ idlinea, ...changed }, ...added]);
        const answer = await api.call(method, `/editar${kind}/${id}`, options);
        expect([answer.status, answer.text]).toEqual([200, answer.text]);
        expect(meaning(answer)).toEqual(wanted);
        expect(answer.body.lines[1].idlinea).toBe(idlinea);
        expect(answer.body).toEqual(await readDocument(api, kind, id));
      });
    });

    it.each<[string, CallOptions]>([
      ['no body', {}],
      ['an empty JSON object', { json: {} }],
      ['an empty form', { body: new URLSearchParams() }],
      ['plain text', { body: 'a=b', headers: { 'Content-Type': 'text/plain' } }],
    ])('says what is missing in %s', async (_name, options) => {
      const column = kindOf(kind).subject;
      const created = await api.call('POST', `/crear${kind}`, options);
      expectDenied(created, 400, `${column} field is required`);
      const { doc } = await createDocument(api, kind, { ...subject, ...HEADER, lineas: [] });
      const path = `/editar${kind}/${doc[kindOf(kind).key]}`;
      for (const method of ['PUT', 'PATCH']) {
        expectDenied(await api.call(method, path, options), 400, 'lineas field is required');
      }
    });

    it('does not read fields from the query', async () => {
      const column = kindOf(kind).subject;
      const query = `?${column}=${String(subject[column])}`;
      const answer = await api.call('POST', `/crear${kind}${query}`, { form: { lineas: '[]' } });
      expectDenied(answer, 400, `${column} field is required`);
    });

    it.each<[string, CallOptions]>([
      ['JSON', { body: '{"lineas":[', headers: { 'Content-Type': 'application/json' } }],
      ['a JSON list', { json: [1] }],
      ['a JSON text', { json: 'x' }],
    ])('refuses a body of broken %s', async (_name, options) => {
      const { status, body } = await api.call('POST', `/crear${kind}`, options);
      expect([status, body.status]).toEqual([400, 'error']);
    });
  });

  it('of nested fields may name lines and values in any brackets of a form', async () => {
    const subject = await subjectOf(api, 'PresupuestoCliente');
    const fields = entries({ ...subject, fecha: '15-03-2024' });
    const send = (...lines: [string, string][]) => {
      const body = new URLSearchParams([...fields, ...lines]);
      return api.call('POST', '/crearPresupuestoCliente', { body });
    };
    const gaps = await send(['lineas[3][pvpunitario]', '1'], ['lineas[7][pvpunitario]', '2']);
    expect(gaps.body.lines).toMatchObject([{ pvpunitario: 1 }, { pvpunitario: 2 }]);
    const open = await send(['lineas[][pvpunitario]', '1'], ['lineas[][pvpunitario]', '2']);
    expect(open.body.lines).toMatchObject([{ pvpunitario: 1 }, { pvpunitario: 2 }]);
    expectDenied(await send(['lineas[0]', 'x']), 400, 'Invalid lines');
    expectDenied(await send(['lineas[0][cantidad][]', '2']), 400, 'Invalid lines');
  });

  it('names the fields that mean nothing', async () => {
    const { codcliente } = await subjectOf(api, 'PedidoCliente');
    const json = { codcliente, lineas: [], total: 5, idpedido: 1, nonsense: 'x', numero2: 'y' };
    const { headers } = await api.call('POST', '/crearPedidoCliente', { json });
    expect(headers.get('X-Ignored-Fields')).toBe('total, idpedido, nonsense');
  });
});
