import { parseDay, parseMoment, parseTime } from '../../kernel/dates/calendar.js';
import type { Problem } from '../../kernel/errors/problem.js';
import { isScalar, type Scalar } from '../../kernel/http/body/field-values.js';
import type { ColumnDefinition, ColumnValue } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';

/** What a request body says about a record. */
export interface RecordInput {
  /** Values of columns, typed. An empty text stays one, for rules that give it a meaning. */
  readonly values: Record<string, ColumnValue>;
  /** Fields that are no columns but that the rules of the model ask for. */
  readonly extra: Record<string, unknown>;
  /** Names of fields that mean nothing here. */
  readonly ignored: string[];
  /** Columns whose value can not be one of their type; `values` has them as they were sent. */
  readonly problems: Problem[];
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const LOWEST_INTEGER = -2147483648;
export const HIGHEST_INTEGER = 2147483647;
const FIRST_MOMENT = '1970-01-02 00:00:00';
const LAST_MOMENT = '2038-01-18 03:14:07';

/** Sorts the fields of a body into columns and others, and types them by column. */
export function readInput(
  model: ModelDefinition,
  fields: Readonly<Record<string, unknown>>,
  extraNames: readonly string[] | 'all' = [],
): RecordInput {
  // A field may be called `__proto__`.
  const extra = Object.create(null) as Record<string, unknown>;
  const input: RecordInput = { values: {}, extra, ignored: [], problems: [] };
  for (const [name, raw] of Object.entries(fields)) {
    const column = model.column(name);
    if (extraNames === 'all' ? !column?.key : extraNames.includes(name)) input.extra[name] = raw;
    else if (!column || column.protected) input.ignored.push(name);
    else {
      const typed = typedValue(column, raw);
      if ('problem' in typed) {
        input.problems.push({ code: typed.problem, field: name, params: { value: shown(raw) } });
        input.values[name] = isScalar(raw) ? String(raw) : null;
      } else input.values[name] = typed.value;
    }
  }
  return input;
}

type Typed = { value: ColumnValue } | { problem: string };

/** A sent value as one of the column's type; `null` and the text `null` are NULL. */
export function typedValue(column: ColumnDefinition, raw: unknown): Typed {
  if (raw === null || raw === undefined || raw === 'null') return { value: null };
  if (column.kind === 'json') return { value: raw as ColumnValue };
  if (!isScalar(raw)) return { problem: 'scalar-expected' };
  if (raw === '') return { value: '' };
  switch (column.kind) {
    case 'code':
    case 'text':
    case 'longText':
      return typedText(String(raw));
    case 'integer':
      return typedInteger(raw);
    case 'real':
    case 'money':
      return typedNumber(raw);
    case 'boolean':
      return typedBoolean(raw);
    case 'day':
      return typedTime(parseDay(String(raw)), 'invalid-date');
    case 'time':
      return typedTime(parseTime(String(raw)), 'invalid-time');
    case 'moment': {
      const moment = parseMoment(String(raw));
      const inRange = moment !== null && moment >= FIRST_MOMENT && moment <= LAST_MOMENT;
      return typedTime(inRange ? moment : null, 'invalid-date');
    }
  }
}

function typedText(text: string): Typed {
  return text.includes('\0') ? { problem: 'invalid-character' } : { value: text.toWellFormed() };
}

function typedInteger(raw: Scalar): Typed {
  const text = numberText(raw);
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (value !== Math.trunc(value)) return { problem: 'invalid-integer' };
  return value < LOWEST_INTEGER || value > HIGHEST_INTEGER
    ? { problem: 'number-out-of-range' }
    : { value: value === 0 ? 0 : value };
}

function typedNumber(raw: Scalar): Typed {
  const text = numberText(raw);
  if (!NUMBER.test(text)) return { problem: 'invalid-number' };
  const value = Number(text);
  return Number.isFinite(value)
    ? { value: value === 0 ? 0 : value }
    : { problem: 'number-out-of-range' };
}

function numberText(raw: Scalar): string {
  return typeof raw === 'boolean' ? String(Number(raw)) : String(raw).trim();
}

function typedBoolean(raw: Scalar): Typed {
  switch (String(raw).trim().toLowerCase()) {
    case '1':
    case 't':
    case 'true':
      return { value: true };
    case '0':
    case 'f':
    case 'false':
      return { value: false };
    default:
      return { problem: 'invalid-boolean' };
  }
}

function typedTime(value: string | null, problem: string): Typed {
  return value === null ? { problem } : { value };
}

function shown(raw: unknown): string {
  return isScalar(raw) ? String(raw).slice(0, 60) : 'array';
}
