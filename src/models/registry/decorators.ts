import type {
  ColumnDefinition,
  ColumnKind,
  DeleteRule,
  Initial,
  Reference,
  Shown,
} from './column.js';

export interface ColumnOptions {
  /** NOT NULL. */
  required?: boolean;
  /** The database's default. */
  default?: string | number | boolean;
  /** The value of a new record, when it is not the database's default. */
  initial?: Initial | string | number | boolean;
  key?: boolean;
  references?: Reference;
  hidden?: boolean;
  protected?: boolean;
  /**
   * Whether a text is one that people write as they like, which a bare parameter (`?nombre=Rui`)
   * looks for inside; else it is a code or an address. Texts of 100 letters and more are, without.
   */
  freeText?: boolean;
  /** False: clients can not filter or sort by it. */
  searchable?: boolean;
  /** True for a number that nobody calculates with. */
  anySize?: boolean;
  /** What goes out instead of the stored value. */
  shown?: Shown;
}

/** A key over several columns, under the name that the database knows. */
export interface TableKey {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface ModelOptions {
  /** The name that records of other tables use for it, such as `FacturaCliente`. */
  name: string;
  /** Name in the address: `/api/3/{resource}`. */
  resource: string;
  table: string;
  /** What one row means to the business. */
  description: string;
  unique?: readonly TableKey[];
  /** Indexes beyond those of keys and references. */
  indexes?: readonly TableKey[];
  /** Columns that do not stand where they are declared, or their names say: behind which they do. */
  behind?: Readonly<Record<string, string>>;
  /**
   * The column that names the model of the record that a row shows something of: who may not read
   * that model does not see the row.
   */
  shows?: string;
  /**
   * A body that creates a row as it stands, on any day, in a business that has a first customer,
   * supplier, product and documents, and the rows of the other examples; a test sends each.
   */
  example?: Readonly<Record<string, unknown>>;
  /** A change of such a row, where that is not the first text of it. */
  exampleChange?: Readonly<Record<string, unknown>>;
}

export interface DeclaredModel extends ModelOptions {
  readonly entity: Entity;
  readonly columns: readonly ColumnDefinition[];
}

/** The class of a model. */
export type Entity<T extends object = object> = new () => T;

const columnsOf = new WeakMap<object, ColumnDefinition[]>();
const modelsOf = new WeakMap<object, ModelOptions>();

/** Declares a class as the model of a table. */
export function Model(options: ModelOptions): ClassDecorator {
  return (target) => {
    modelsOf.set(target, options);
  };
}

/** What the decorators of a class and of its base classes say. */
export function declaredModel(entity: Entity): DeclaredModel {
  const options = modelsOf.get(entity);
  if (!options) throw new Error(`${entity.name} has no @Model`);
  const columns = columnsIncludingInherited(entity);
  for (const [name, other] of Object.entries(options.behind ?? {}))
    moveBehind(columns, name, other);
  return { ...options, entity, columns };
}

function moveBehind(columns: ColumnDefinition[], name: string, other: string): void {
  const placeOf = (wanted: string) => columns.findIndex((column) => column.name === wanted);
  const moved = columns.splice(placeOf(name), 1);
  columns.splice(placeOf(other) + 1, 0, ...moved);
}

/**
 * A class that inherits columns may declare some again, and has them all in order of name, as the
 * tables of documents do; a class of its own has them in the order in which it declares them.
 */
function columnsIncludingInherited(entity: Entity): ColumnDefinition[] {
  const levels: ColumnDefinition[][] = [];
  let prototype = entity.prototype as object | null;
  for (; prototype; prototype = Object.getPrototypeOf(prototype) as object | null) {
    const own = columnsOf.get(prototype);
    if (own) levels.unshift(own);
  }
  if (levels.length === 1) return [...(levels[0] ?? [])];
  const byName = new Map(levels.flat().map((column) => [column.name, column]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A code of letters, digits and `_+.-`; compares without regard to case. */
export const Code = (length: number, description: string, options?: ColumnOptions) =>
  column('code', description, options, length);
/** A text of at most `length` characters. */
export const Text = (length: number, description: string, options?: ColumnOptions) =>
  column('text', description, options, length);
export const LongText = (description: string, options?: ColumnOptions) =>
  column('longText', description, options);
/** An integer key that the database generates. */
export const GeneratedKey = (description: string) =>
  column('integer', description, { key: true, required: true }, undefined, true);
export const Integer = (description: string, options?: ColumnOptions) =>
  column('integer', description, options);
/** A number with decimals that is no amount: a quantity, a percentage, a rate, a coordinate. */
export const Real = (description: string, options?: ColumnOptions) =>
  column('real', description, options);
/** An amount or price. */
export const Money = (description: string, options?: ColumnOptions) =>
  column('money', description, options);
export const Bool = (description: string, options?: ColumnOptions) =>
  column('boolean', description, options);
export const Day = (description: string, options?: ColumnOptions) =>
  column('day', description, options);
export const Time = (description: string, options?: ColumnOptions) =>
  column('time', description, options);
export const Moment = (description: string, options?: ColumnOptions) =>
  column('moment', description, options);
/** A value kept as JSON text; goes out as the value. */
export const Json = (description: string, options?: ColumnOptions) =>
  column('json', description, options);

export const today: Initial = { clock: 'today' };
export const now: Initial = { clock: 'now' };
export const timeOfDay: Initial = { clock: 'time' };
/** The value of a key of the `default` settings. */
export const setting = (name: string): Initial => ({ setting: name });

/** A foreign key on the primary key of `table`, or on `table.column`. */
export function to(target: string, onDelete: DeleteRule): Reference {
  const [table = target, column] = target.split('.');
  return { table, onDelete, ...(column && { column }) };
}

function column(
  kind: ColumnKind,
  description: string,
  options: ColumnOptions = {},
  length?: number,
  generated = false,
): PropertyDecorator {
  return (prototype, name) => {
    const known = columnsOf.get(prototype) ?? [];
    columnsOf.set(prototype, [
      ...known,
      {
        name: String(name),
        kind,
        description,
        ...(length !== undefined && { length }),
        nullable: !options.required && !options.key,
        default: defaultText(options.default),
        ...(options.initial !== undefined && { initial: asInitial(options.initial) }),
        key: options.key ?? false,
        generated,
        ...(options.references && { references: options.references }),
        ...(options.freeText !== undefined && { freeText: options.freeText }),
        hidden: options.hidden ?? false,
        protected: options.protected ?? false,
        searchable: options.searchable ?? true,
        ...(options.anySize && { anySize: true }),
        ...(options.shown && { shown: options.shown }),
      },
    ]);
  };
}

function defaultText(value: ColumnOptions['default']): string | null {
  if (value === undefined) return null;
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

function asInitial(value: NonNullable<ColumnOptions['initial']>): Initial {
  return typeof value === 'object' ? value : { constant: value };
}
