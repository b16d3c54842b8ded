import { fieldNames } from '../../kernel/http/routes/dto.js';
import type { ModelDefinition } from '../../models/index.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { lineObjects, LineRequest, numberOf } from '../writing/line-request.js';
import { PRINT_FLAGS } from '../writing/line-values.js';
import { isScalar } from '../../kernel/http/body/field-values.js';
import { DERIVED } from './document-input.js';
import { REFUND_PREFIX, RefundFields } from './one-call-fields.js';

type Fields = Readonly<Record<string, unknown>>;

/** Members that only lines of sales documents have. */
const OF_SALES: ReadonlySet<string> = new Set(['coste', ...PRINT_FLAGS]);

/** What a body is read for. */
export interface Reading {
  readonly kind: DocumentKind;
  readonly model: ModelDefinition;
  /** Columns of the document that mean nothing here beside those that never do. */
  readonly fixed: readonly string[];
  /** The lines that the document has now, where some were there before; null for a new one. */
  readonly edited: readonly Readonly<AnyLine>[] | null;
}

/** The names of a body that mean nothing: fields, and members of lines as `lineas[0].price`. */
export function meaninglessNames(fields: Fields, reading: Reading): string[] {
  const { kind, model, fixed } = reading;
  const names = Object.keys(fields).filter((name) => {
    if (name === 'lineas' || (name === 'pagada' && kind.stage === 'invoice')) return false;
    const isColumn = model.column(name) && name !== kind.key && !DERIVED.has(name);
    return !isColumn || fixed.includes(name);
  });
  return [...names, ...meaninglessMembers(fields['lineas'], reading)];
}

/** The fields of a refund that mean nothing. */
export function meaninglessOfRefund(fields: Fields): string[] {
  const known = new Set(fieldNames(RefundFields));
  return Object.keys(fields).filter((name) => !known.has(name) && !name.startsWith(REFUND_PREFIX));
}

function meaninglessMembers(lineas: unknown, { kind, edited }: Reading): string[] {
  const known = new Set(fieldNames(LineRequest));
  const keys = new Set(edited?.map(({ idlinea }) => idlinea));
  const means = (name: string, line: Fields): boolean => {
    if (name === 'idlinea') return edited !== null;
    if (name === 'referencia') return !isOneOf(keys, line['idlinea']);
    return known.has(name) && (kind.side === 'sales' || !OF_SALES.has(name));
  };
  return lineObjects(lineas).flatMap((line, index) =>
    Object.keys(line)
      .filter((name) => !means(name, line))
      .map((name) => `lineas[${index}].${name}`),
  );
}

function isOneOf(keys: ReadonlySet<number>, idlinea: unknown): boolean {
  return isScalar(idlinea) && keys.has(numberOf(idlinea));
}
