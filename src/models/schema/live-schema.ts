import type { Database } from '../../kernel/database/database.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { isFoldedName } from '../../kernel/database/fold.js';
import { databaseType, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';

/** A column as the live table has it. */
export interface LiveColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
}

export type LiveTables = ReadonlyMap<string, readonly LiveColumn[]>;

/** Where a table and its model differ; `missing` columns are not served, `extra` ones are. */
export interface SchemaDifference {
  readonly table: string;
  readonly kind: 'missing table' | 'missing' | 'extra' | 'type';
  readonly column?: string;
  readonly detail?: string;
}

/** Reads the columns of all tables, in their physical order. */
export async function readLiveTables(database: Database): Promise<LiveTables> {
  const rows = await database.rows(database.dialect.schema.selectColumns);
  const tables = new Map<string, LiveColumn[]>();
  for (const [table, name, type, nullable, byDefault] of rows) {
    if (isFoldedName(String(name))) continue;
    const columns = tables.get(String(table)) ?? [];
    columns.push({
      name: String(name),
      // SQLite writes the types that it knows in capitals.
      type: type === 'INTEGER' ? 'int(11)' : String(type).toLowerCase(),
      nullable: nullable === 'YES',
      default: defaultText(byDefault),
    });
    tables.set(String(table), columns);
  }
  return tables;
}

/**
 * Fits the registry to the database that it serves: columns that a plugin of the other program
 * added are served too, columns that an older version lacks are left out.
 */
export function adoptLiveTables(registry: Registry, tables: LiveTables): SchemaDifference[] {
  return registry.all.flatMap((model) => {
    const live = tables.get(model.table);
    if (!live) return [{ table: model.table, kind: 'missing table' as const }];
    const differences = differencesOf(model, live);
    if (differences.some(({ kind }) => kind !== 'type')) {
      registry.put(model.withColumns(live.map((column) => adopted(model, column))));
    }
    return differences;
  });
}

function differencesOf(model: ModelDefinition, live: readonly LiveColumn[]): SchemaDifference[] {
  const { table } = model;
  const byName = new Map(live.map((column) => [column.name, column]));
  const missing = model.columns
    .filter(({ name }) => !byName.has(name))
    .map(({ name }): SchemaDifference => ({ table, kind: 'missing', column: name }));
  const others = live.flatMap(({ name, type }): SchemaDifference[] => {
    const declared = model.column(name);
    if (!declared) return [{ table, kind: 'extra', column: name, detail: type }];
    const expected = databaseType(declared);
    return sameType(type, expected)
      ? []
      : [{ table, kind: 'type', column: name, detail: `${type}, not ${expected}` }];
  });
  return [...missing, ...others];
}

function adopted(model: ModelDefinition, live: LiveColumn): ColumnDefinition {
  const declared = model.column(live.name);
  if (declared) return declared;
  const length = /^varchar\((\d+)\)$/i.exec(live.type)?.[1];
  return {
    name: live.name,
    kind: kindOf(live.type),
    description: 'Column of the database that this server has no model of',
    ...(length && { length: Number(length) }),
    nullable: live.nullable,
    default: live.default,
    key: false,
    generated: false,
    hidden: false,
    protected: false,
    searchable: true,
  };
}

function kindOf(type: string): ColumnDefinition['kind'] {
  if (/^(tinyint\(1\)|boolean)$/i.test(type)) return 'boolean';
  if (/^(tiny|small|medium|big)?int/i.test(type)) return 'integer';
  if (/^(double|float|decimal|real|numeric)/i.test(type)) return 'real';
  if (/^date$/i.test(type)) return 'day';
  if (/^(timestamp|datetime)/i.test(type)) return 'moment';
  if (/^time/i.test(type)) return 'time';
  return /^varchar\(/i.test(type) ? 'text' : 'longText';
}

/** MySQL 8 writes `int` where MariaDB writes `int(11)`. */
function sameType(live: string, expected: string): boolean {
  return live === expected || (live === 'int' && expected === 'int(11)');
}

/** MariaDB gives `NULL` and quoted texts, MySQL bare ones. */
function defaultText(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined || value === 'NULL') return null;
  return String(value).replace(/^'(.*)'$/s, '$1');
}
