import { parseDay, parseTime, presentDay, type Day } from '../../kernel/dates/calendar.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { InvalidRequestError } from '../../kernel/errors/refusal.js';
import { isScalar, scalarText, truthOf } from '../../kernel/http/body/field-values.js';
import { readInput, type ColumnValue, type Context } from '../../models/index.js';
import { fiscalKeyProblem } from '../../taxes/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
import { readLines, type LineRequest } from '../writing/line-request.js';

type Fields = Readonly<Record<string, unknown>>;

/** What follows from others: a client may send it, and it means nothing. */
export const DERIVED: ReadonlySet<string> = new Set([
  'codejercicio',
  'codigorect',
  'editable',
  'idasiento',
  'idempresa',
  'idestado_ant',
  'idfacturarect',
  'neto',
  'netosindto',
  'pagada',
  'total',
  'totalbeneficio',
  'totalcoste',
  'totaleuros',
  'totalirpf',
  'totaliva',
  'totalrecargo',
  'totalsuplidos',
  'vencida',
]);

/** Values of a document that a request sends, beside those that stand for themselves. */
export interface DocumentInput {
  readonly values: Partial<AnyDocument>;
  /** Columns whose value can not be one of theirs. */
  readonly problems: readonly Problem[];
}

/** Reads the columns of a body, but for those that the server derives and for `apart`. */
export function readColumns(
  kind: DocumentKind,
  fields: Fields,
  apart: readonly string[],
  context: Context,
  stored: Readonly<AnyDocument> | null = null,
): DocumentInput {
  const model = context.models.of(kind.document);
  const input = readInput(model, fields);
  const omitted = new Set([...DERIVED, ...apart, kind.key]);
  const values = Object.entries(input.values).filter(([name]) => !omitted.has(name));
  const { operacion } = input.values;
  const problem =
    operacion === stored?.operacion ? null : fiscalKeyProblem('operacion', operacion, 'operacion');
  const problems = input.problems.filter(({ field = '' }) => !omitted.has(field));
  return {
    values: Object.fromEntries(values),
    problems: problem ? [...problems, problem] : problems,
  };
}

/** Empty numbers mean 0 where a document is edited. */
export function emptyNumbersAsZero(
  kind: DocumentKind,
  values: Partial<AnyDocument>,
  context: Context,
): void {
  const model = context.models.of(kind.document);
  for (const [name, value] of Object.entries(values) as [string, ColumnValue][]) {
    const column = model.column(name);
    const isNumber = column && ['integer', 'real', 'money'].includes(column.kind);
    if (value === '' && isNumber && !column.references) Object.assign(values, { [name]: 0 });
  }
}

/** Whether a body asks for an invoice to be paid; `false`, `0` and no value do not. */
export function asksForPayment(fields: Fields): boolean {
  const { pagada } = fields;
  return isScalar(pagada) && truthOf(pagada);
}

/** @throws RuleError when a column can not take what was sent for it */
export function refuseProblems({ problems }: DocumentInput): void {
  const [first, ...others] = problems;
  if (first) throw new RuleError(first, ...others);
}

/** A field as text; empty when it is absent, null, a truth value or no single value. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return (typeof value !== 'boolean' && scalarText(value)) || '';
}

/** @throws InvalidRequestError `field-required` with the text that clients know */
export function requiredText(fields: Fields, name: string): string {
  const text = textOf(fields, name);
  if (text === '') throw missingField(name);
  return text;
}

/** A body that lacks a field. */
export function missingField(name: string): InvalidRequestError {
  return new InvalidRequestError('field-required', {
    params: { field: name },
    text: `${name} field is required`,
    problems: [{ code: 'field-required', field: name }],
  });
}

/** @throws InvalidRequestError with `code` for a text that is no day */
export function dayOf(fields: Fields, name: string, code = 'invalid-date'): Day | null {
  return parsed(parseDay, 'invalid-date', fields, name, code);
}

/** @throws InvalidRequestError with `code` for a text that is no time of day */
export function timeOf(fields: Fields, name: string, code = 'invalid-date'): string | null {
  return parsed(parseTime, 'invalid-time', fields, name, code);
}

function parsed(
  parse: (text: string) => string | null,
  problem: string,
  fields: Fields,
  field: string,
  code: string,
): string | null {
  const value = textOf(fields, field);
  if (value === '') return null;
  const result = parse(value);
  if (result !== null) return result;
  const problems = [{ code: problem, field, params: { value } }];
  throw new InvalidRequestError(code, { params: { field, value }, problems });
}

/**
 * Runs what dates a document or asks for its fiscal year.
 *
 * @throws InvalidRequestError with `code` for what it refuses
 */
export async function dated(
  fecha: Day,
  work: () => Promise<void>,
  code = 'invalid-date',
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const params = { field: 'fecha', value: presentDay(fecha) };
    throw new InvalidRequestError(code, { params, problems: error.problems });
  }
}

/** @throws InvalidRequestError for missing and for invalid lines */
export function requiredLines(fields: Fields): readonly LineRequest[] {
  const { lineas } = fields;
  if (lineas === undefined || lineas === null) throw missingField('lineas');
  const read = readLines(lineas);
  if ('problems' in read) throw invalidLines(read.problems);
  return read.lines;
}

/** Lines that are none; the text is one that clients know. */
export function invalidLines(problems: readonly Problem[]): InvalidRequestError {
  return new InvalidRequestError('invalid-lines', { text: 'Invalid lines', problems });
}
