import { presentDay } from '../kernel/dates/calendar.js';
import type { SqlValue } from '../kernel/database/sql-value.js';
import type { ColumnDefinition, Shown } from './registry/column.js';
import type { ModelDefinition } from './registry/model-definition.js';

/** What drivers return, what records hold, or what a client sent. */
type Value = string | number | boolean | null | undefined;
type Writer = (value: Value) => string;

interface Replacement {
  readonly index: number;
  readonly shown: Shown;
  readonly from: readonly number[];
}

/**
 * Writes rows and records of a model as JSON text: visible columns only, typed, days as
 * `DD-MM-YYYY`. It takes what drivers return and what records hold; a value that a client sent
 * and that is no value of its column comes out as it is.
 */
export class Presenter {
  private readonly writers: readonly (readonly [prefix: string, write: Writer])[];
  /** Positions of columns that others are shown by. */
  private readonly replaced: readonly Replacement[];

  /** @param selected the columns of the rows: those of the answer, then those that only serve it */
  constructor(
    columns: readonly ColumnDefinition[],
    private readonly selected: readonly ColumnDefinition[] = columns,
  ) {
    this.writers = columns.map((column, index) => [
      `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`,
      writerOf(column),
    ]);
    const position = (name: string) => selected.findIndex((column) => column.name === name);
    this.replaced = columns.flatMap(({ shown }, index) =>
      shown ? [{ index, shown, from: (shown.from ?? []).map(position) }] : [],
    );
  }

  /** A row whose values stand in the order of the selected columns. */
  row(stored: readonly Value[]): string {
    const values = this.values(stored);
    let text = '';
    for (let index = 0; index < this.writers.length; index++) {
      const [prefix, write] = this.writers[index] as readonly [string, Writer];
      text += prefix + write(values[index]);
    }
    return text + '}';
  }

  record(record: object): string {
    const values = record as Record<string, Value>;
    return this.row(
      this.selected.map(({ name, kind }) =>
        kind === 'json' ? JSON.stringify(values[name] ?? []) : values[name],
      ),
    );
  }

  /** The values of such a row as they are shown. */
  values<V extends Value>(stored: readonly V[]): readonly (V | SqlValue)[] {
    if (this.replaced.length === 0) return stored;
    const values: (V | SqlValue)[] = [...stored];
    for (const { index, shown, from } of this.replaced) {
      const value = stored[index];
      const others = from.map((position) => (stored[position] ?? null) as SqlValue);
      if (typeof value === 'boolean') continue;
      values[index] = shown.as(value ?? null, ...others);
    }
    return values;
  }
}

const presenters = new WeakMap<ModelDefinition, Presenter>();

/** The presenter of all visible columns of a model. */
export function presenterOf(model: ModelDefinition): Presenter {
  const known = presenters.get(model);
  if (known) return known;
  const presenter = new Presenter(model.visible);
  presenters.set(model, presenter);
  return presenter;
}

function writerOf(column: ColumnDefinition): Writer {
  switch (column.kind) {
    case 'boolean':
      return (value) => {
        if (value === null || value === undefined) return 'null';
        return typeof value === 'string' ? JSON.stringify(value) : String(Number(value) === 1);
      };
    case 'integer':
    case 'real':
    case 'money':
      return (value) => {
        if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
        return value === null || value === undefined ? 'null' : JSON.stringify(value);
      };
    case 'day':
    case 'moment':
      return (value) => (value ? quoted(presentDay(String(value))) : 'null');
    case 'time':
      return (value) => (value ? JSON.stringify(value) : 'null');
    case 'json':
      return writeJson;
    default:
      return (value) => (value === null || value === undefined ? 'null' : quoted(String(value)));
  }
}

const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** A text as JSON; most need no escape, and to see that is faster than to stringify. */
function quoted(text: string): string {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Stored JSON goes out as its value, text that is no JSON as the text, nothing as a list. */
function writeJson(value: Value): string {
  if (typeof value !== 'string' || value === '') return '[]';
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return JSON.stringify(value);
  }
}
