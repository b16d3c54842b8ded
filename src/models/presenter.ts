import { presentDay } from '../kernel/dates/calendar.js';
import type { ColumnDefinition } from './registry/column.js';
import type { ModelDefinition } from './registry/model-definition.js';

/** What drivers return, what records hold, or what a client sent. */
type Shown = string | number | boolean | null | undefined;
type Writer = (value: Shown) => string;

/**
 * Writes rows and records of a model as JSON text: visible columns only, typed, days as
 * `DD-MM-YYYY`. It takes what drivers return and what records hold; a value that a client sent
 * and that is no value of its column comes out as it is.
 */
export class Presenter {
  private readonly writers: readonly (readonly [prefix: string, write: Writer])[];

  constructor(readonly columns: readonly ColumnDefinition[]) {
    this.writers = columns.map((column, index) => [
      `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`,
      writerOf(column),
    ]);
  }

  /** A row whose values stand in the order of `columns`; further values are left out. */
  row(values: readonly Shown[]): string {
    let text = '';
    for (let index = 0; index < this.writers.length; index++) {
      const [prefix, write] = this.writers[index] as readonly [string, Writer];
      text += prefix + write(values[index]);
    }
    return text + '}';
  }

  record(record: object): string {
    const values = record as Record<string, Shown>;
    return this.row(
      this.columns.map(({ name, kind }) =>
        kind === 'json' ? JSON.stringify(values[name] ?? []) : values[name],
      ),
    );
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
        if (typeof value === 'number') return String(value);
        return value === null || value === undefined ? 'null' : JSON.stringify(value);
      };
    case 'day':
    case 'moment':
      return (value) => (value ? quoted(presentDay(String(value))) : 'null');
    case 'time':
      return (value) => (value ? JSON.stringify(value) : 'null');
    case 'json':
      return writeJson;
    default: {
      const { shown } = column;
      return (value) => {
        if (value === null || value === undefined) return 'null';
        return quoted(shown ? shown(String(value)) : String(value));
      };
    }
  }
}

const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** A text as JSON; most need no escape, and to see that is faster than to stringify. */
function quoted(text: string): string {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Stored JSON goes out as its value, text that is no JSON as the text, nothing as a list. */
function writeJson(value: Shown): string {
  if (typeof value !== 'string' || value === '') return '[]';
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return JSON.stringify(value);
  }
}
