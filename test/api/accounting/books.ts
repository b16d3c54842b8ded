import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Answered, TestApi } from '../../support/api.js';
import { create, type Row, type Values } from '../../support/documents.js';

/** A line of an entry: ledger account, debit, credit, and further columns. */
export type Line = readonly [codsubcuenta: string, debe: number, haber: number, more?: Values];

const SEED = new URL('../../../seeds/ESP/plan-contable.csv', import.meta.url);

/** The installed chart of accounts as a file to import: 915 accounts, 745 ledger accounts. */
export function chartFile(delimiter = ';'): string {
  const rows: Record<string, string>[] = parse(readFileSync(SEED, 'utf8'), {
    columns: true,
    delimiter: ';',
  });
  const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map(({ codigo, descripcion, especial }) =>
    [codigo, quoted(descripcion), especial].join(delimiter),
  );
  return [`code${delimiter}description${delimiter}special`, ...lines].join('\n');
}

/** A fiscal year, the calendar one unless told otherwise, without a chart. */
export function createYear(api: TestApi, codejercicio: string, values: Values = {}): Promise<Row> {
  return create(api, 'ejercicios', {
    codejercicio,
    nombre: codejercicio,
    fechainicio: `01-01-${codejercicio}`,
    fechafin: `31-12-${codejercicio}`,
    ...values,
  });
}

export async function importChart(api: TestApi, year: string, csv = chartFile()): Promise<Row> {
  const { status, text, body } = await api.call('POST', `/importarPlanContable/${year}`, {
    json: { csv },
  });
  if (status !== 200) throw new Error(`importarPlanContable: ${status} ${text}`);
  return body;
}

export function createSubaccount(
  api: TestApi,
  codejercicio: string,
  codsubcuenta: string,
  descripcion = codsubcuenta,
): Promise<Row> {
  return create(api, 'subcuentas', { codejercicio, codsubcuenta, descripcion });
}

/** An entry with its lines, as a client writes it. */
export async function post(
  api: TestApi,
  fecha: string,
  lines: readonly Line[],
  values: Values = {},
): Promise<Row> {
  const entry = await create(api, 'asientos', { fecha, concepto: 'Entry', importe: 0, ...values });
  for (const [codsubcuenta, debe, haber, more] of lines) {
    const { idasiento, concepto } = entry;
    await create(api, 'partidas', { idasiento, concepto, codsubcuenta, debe, haber, ...more });
  }
  return entry;
}

/** The lines of an entry in their order: `['7000000000', 100, 0]` … */
export async function linesOf(api: TestApi, idasiento: number): Promise<Line[]> {
  const query = `filter[idasiento]=${idasiento}&sort[idpartida]=ASC&limit=0`;
  const { body } = await api.get(`/partidas?${query}`);
  return (body as Row[]).map(({ codsubcuenta, debe, haber }) => [codsubcuenta, debe, haber]);
}

export async function rowsOf(api: TestApi, resource: string, filter: Values = {}): Promise<Row[]> {
  const filters = Object.entries(filter).map(([name, value]) => `filter[${name}]=${String(value)}`);
  const { status, text, body } = await api.get(`/${resource}?${[...filters, 'limit=0'].join('&')}`);
  if (status !== 200) throw new Error(`GET /${resource}: ${status} ${text}`);
  return body as Row[];
}

/** What an answer refuses: field and code of each problem. */
export function problemsOf({ body }: Answered): string[] {
  return (body.details ?? []).map(({ field = '', code }: Record<string, string>) =>
    `${field} ${code}`.trim(),
  );
}

/** A report by its last part and query. */
export async function report(api: TestApi, name: string, query = ''): Promise<Row> {
  const { status, text, body } = await api.get(`/informes/${name}?${query}`);
  if (status !== 200) throw new Error(`GET /informes/${name}?${query}: ${status} ${text}`);
  return body as Row;
}
