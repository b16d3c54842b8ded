import { expect } from 'vitest';
import type { Answered, TestApi } from './api.js';

export type Values = Readonly<Record<string, unknown>>;
/** A record as the server answers with it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its columns differ by resource
export type Row = Record<string, any>;
/** The answer of `crear*` and `editar*`. */
export interface Created {
  readonly doc: Row;
  readonly lines: readonly Row[];
}

export interface Kind {
  readonly name: string;
  readonly resource: string;
  readonly lineResource: string;
  /** Key column of the document, in its lines too. */
  readonly key: string;
  readonly side: 'sales' | 'purchases';
  /** Column of the customer or supplier. */
  readonly subject: 'codcliente' | 'codproveedor';
}

export const KINDS: readonly Kind[] = [
  kind('PresupuestoCliente', 'presupuestoclientes', 'idpresupuesto'),
  kind('PedidoCliente', 'pedidoclientes', 'idpedido'),
  kind('AlbaranCliente', 'albaranclientes', 'idalbaran'),
  kind('FacturaCliente', 'facturaclientes', 'idfactura'),
  kind('PresupuestoProveedor', 'presupuestoproveedores', 'idpresupuesto'),
  kind('PedidoProveedor', 'pedidoproveedores', 'idpedido'),
  kind('AlbaranProveedor', 'albaranproveedores', 'idalbaran'),
  kind('FacturaProveedor', 'facturaproveedores', 'idfactura'),
];

function kind(name: string, resource: string, key: string): Kind {
  const sales = name.endsWith('Cliente');
  return {
    name,
    resource,
    lineResource: `linea${resource}`,
    key,
    side: sales ? 'sales' : 'purchases',
    subject: sales ? 'codcliente' : 'codproveedor',
  };
}

export function kindOf(name: string): Kind {
  const found = KINDS.find((each) => each.name === name);
  if (!found) throw new Error(`no kind ${name}`);
  return found;
}

/** POSTs a record to a generic resource; the record as it was stored. */
export async function create(api: TestApi, resource: string, json: Values): Promise<Row> {
  const { status, text, body } = await api.call('POST', `/${resource}`, { json });
  if (status !== 200) throw new Error(`POST /${resource}: ${status} ${text}`);
  return body.data as Row;
}

/** PUTs changes to a record, as `/resource/key`; the record as it was stored. */
export async function change(api: TestApi, path: string, json: Values): Promise<Row> {
  const { status, text, body } = await api.call('PUT', `/${path}`, { json });
  if (status !== 200) throw new Error(`PUT /${path}: ${status} ${text}`);
  return body.data as Row;
}

export function createCustomer(api: TestApi, values: Values = {}): Promise<Row> {
  return create(api, 'clientes', { nombre: 'Customer', cifnif: '', ...values });
}

export function createSupplier(api: TestApi, values: Values = {}): Promise<Row> {
  return create(api, 'proveedores', { nombre: 'Supplier', cifnif: '', ...values });
}

/** A new customer or supplier for a document of the kind, as its body names it. */
export async function subjectOf(
  api: TestApi,
  kindName: string,
  values: Values = {},
): Promise<Values> {
  const { side, subject } = kindOf(kindName);
  const made = await (side === 'sales' ? createCustomer : createSupplier)(api, values);
  return { [subject]: made[subject] as unknown };
}

/**
 * A product, with `coste` and `codbarras` for its main variant among the values, and with units
 * in the warehouse ALG.
 */
export async function createProduct(
  api: TestApi,
  { coste, codbarras, ...values }: Values,
  stock?: number,
): Promise<Row> {
  const product = await create(api, 'productos', values);
  const { idproducto, referencia } = product;
  if (coste !== undefined || codbarras !== undefined) {
    const filter = `filter[idproducto]=${idproducto}`;
    const [variant] = (await api.get(`/variantes?${filter}`)).body as Row[];
    await change(api, `variantes/${variant?.idvariante}`, {
      ...(coste !== undefined && { coste }),
      ...(codbarras !== undefined && { codbarras }),
    });
  }
  if (stock !== undefined) {
    await create(api, 'stocks', { idproducto, referencia, codalmacen: 'ALG', cantidad: stock });
  }
  return product;
}

/** Creates a document of the kind, such as FacturaCliente, by its one-call route. */
export async function createDocument(
  api: TestApi,
  kindName: string,
  json: Values,
): Promise<Created> {
  const { status, text, body } = await api.call('POST', `/crear${kindName}`, { json });
  if (status !== 200) throw new Error(`crear${kindName}: ${status} ${text}`);
  return body as Created;
}

/** Edits a document by its one-call route. */
export async function editDocument(
  api: TestApi,
  kindName: string,
  id: number,
  json: Values,
): Promise<Created> {
  const { status, text, body } = await api.call('PUT', `/editar${kindName}/${id}`, { json });
  if (status !== 200) throw new Error(`editar${kindName}: ${status} ${text}`);
  return body as Created;
}

/** A document and its lines, in the order of the document, as the generic resources have them. */
export async function readDocument(api: TestApi, kindName: string, id: number): Promise<Created> {
  const { resource, lineResource, key } = kindOf(kindName);
  const order = 'sort[orden]=DESC&sort[idlinea]=ASC&limit=0';
  const doc = await api.get(`/${resource}/${id}`);
  const lines = await api.get(`/${lineResource}?filter[${key}]=${id}&${order}`);
  return { doc: doc.body as Row, lines: lines.body as Row[] };
}

/** Documents, lines and sequences of a kind: what a refused request must leave as it was. */
export async function storedOf(api: TestApi, kindName: string): Promise<unknown> {
  const { resource, lineResource } = kindOf(kindName);
  const sequences = `secuenciadocumentos?filter[tipodoc]=${kindName}&limit=0`;
  const paths = [`${resource}?limit=0`, `${lineResource}?limit=0`, sequences];
  const answers = await Promise.all(paths.map((path) => api.get(`/${path}`)));
  return answers.map(({ body }) => body as unknown);
}

/** Keys of which the answers carry a text in the language of the server. */
const TRANSLATED: readonly string[] = [
  'api-resource-invalid',
  'error-calculating-totals',
  'invalid-date',
  'non-editable-document',
  'record-save-error',
];

/** A refusal of a one-call route: by a key with its text, or by the literal text. */
export function expectDenied(answer: Answered, status: number, text: string): void {
  const { body } = answer;
  const said = TRANSLATED.includes(text) ? { code: text } : { message: text };
  const code = /^[a-z-]+$/.test(text) ? text : expect.stringMatching(/\S/);
  const expected = { http: status, status: 'error', code, message: expect.stringMatching(/\S/) };
  expect({ http: answer.status, ...body }).toMatchObject({ ...expected, ...said });
  expect(body.error).toBe(body.message);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|SQLITE|SELECT |INSERT /);
}

/** A customer and a supplier, so that there is a subject for every kind of document. */
export interface Subjects {
  readonly codcliente: string;
  readonly codproveedor: string;
}

export async function createSubjects(api: TestApi): Promise<Subjects> {
  const { codcliente } = await createCustomer(api);
  const { codproveedor } = await createSupplier(api);
  return { codcliente, codproveedor };
}

/** Creates a document for the customer or the supplier, whichever the kind has. */
export function createFor(
  subjects: Subjects,
  api: TestApi,
  kindName: string,
  json: Values,
): Promise<Created> {
  const { subject } = kindOf(kindName);
  return createDocument(api, kindName, { [subject]: subjects[subject], lineas: [], ...json });
}

/** The year in which a fresh installation has its fiscal year. */
export const YEAR = String(new Date().getFullYear());

let seriesMade = 0;

/** A numbering series of its own, so that no other scenario takes its numbers. */
export async function createSeries(api: TestApi): Promise<string> {
  seriesMade += 1;
  const codserie = `Z${seriesMade}`;
  await create(api, 'series', { codserie, descripcion: codserie });
  return codserie;
}

/** Units of a reference in a warehouse: there, reserved, expected. Null without a row of stock. */
export async function unitsOf(
  api: TestApi,
  referencia: string,
  codalmacen = 'ALG',
): Promise<[number, number, number] | null> {
  const filter = `filter[referencia]=${referencia}&filter[codalmacen]=${codalmacen}`;
  const [row] = (await api.get(`/stocks?${filter}`)).body as Row[];
  return row ? [row.cantidad, row.reservada, row.pterecibir] : null;
}

/** The traces of what was generated from a document, oldest first. */
export async function tracesOf(api: TestApi, kindName: string, id: number): Promise<Row[]> {
  const filter = `filter[model1]=${kindName}&filter[iddoc1]=${id}`;
  return (await api.get(`/doctransformations?${filter}&limit=0`)).body as Row[];
}
