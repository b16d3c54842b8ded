import type { ColumnDefinition } from './column.js';
import { declaredModel, type Entity, type TableKey } from './decorators.js';

/** A model as the server uses it: its declaration, looked up by name. */
export class ModelDefinition<T extends object = object> {
  readonly name: string;
  readonly resource: string;
  readonly table: string;
  readonly description: string;
  readonly unique: readonly TableKey[];
  readonly indexes: readonly TableKey[];
  /** A body that creates a row as it stands. */
  readonly example: Readonly<Record<string, unknown>> | undefined;
  /** A change of such a row. */
  readonly exampleChange: Readonly<Record<string, unknown>> | undefined;
  readonly key: ColumnDefinition;
  readonly columns: readonly ColumnDefinition[];
  /** The columns that clients may read, filter and sort by. */
  readonly visible: readonly ColumnDefinition[];
  /** The column that names the model whose records rows show something of; absent for none. */
  readonly shows: ColumnDefinition | undefined;
  private readonly byName: ReadonlyMap<string, ColumnDefinition>;

  constructor(
    readonly entity: Entity<T>,
    columns?: readonly ColumnDefinition[],
  ) {
    const declared = declaredModel(entity);
    this.name = declared.name;
    this.resource = declared.resource;
    this.table = declared.table;
    this.description = declared.description;
    this.example = declared.example;
    this.exampleChange = declared.exampleChange;
    this.unique = declared.unique ?? [];
    this.indexes = declared.indexes ?? [];
    this.columns = columns ?? declared.columns;
    this.visible = this.columns.filter((column) => !column.hidden);
    this.byName = new Map(this.columns.map((column) => [column.name, column]));
    const key = this.columns.find((column) => column.key);
    this.shows = declared.shows === undefined ? undefined : this.column(declared.shows);
    if (!key) throw new Error(`Model ${this.name} has no key`);
    this.key = key;
  }

  column(name: string): ColumnDefinition | undefined {
    return this.byName.get(name);
  }

  /** The same model over the columns that a live table really has. */
  withColumns(columns: readonly ColumnDefinition[]): ModelDefinition<T> {
    return new ModelDefinition(this.entity, columns);
  }
}
