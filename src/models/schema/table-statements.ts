import type { Dialect } from '../../kernel/database/dialect.js';
import {
  comparisonOf,
  databaseType,
  isLetters,
  type ColumnDefinition,
} from '../registry/column.js';
import type { TableKey } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import { foreignKeyName, plainForeignKeyName } from './foreign-key-names.js';

/** The collation that the reference installation has; the embedded engine imitates it. */
export const COLLATION = 'utf8mb4_unicode_520_ci';

/** Whose collation is that of the tables that are there already. */
export const COLLATED_TABLE = 'empresas';

/** Foreign keys over text want the collation of the tables that are there, if it can hold all text. */
export function usableCollation(found: string | number | null | undefined): string {
  const collation = String(found ?? '');
  return collation.startsWith('utf8mb4') ? collation : COLLATION;
}

/**
 * The statements that create the table of a model where it is missing: columns, keys, foreign
 * keys; on the embedded engine the indexes too that MySQL makes by itself.
 */
export function createTableStatements(
  model: ModelDefinition,
  registry: Registry,
  dialect: Dialect,
  collation = COLLATION,
): string[] {
  const { quote, schema } = dialect;
  const parts = [
    ...model.columns.map((column) => columnClause(column, dialect)),
    ...foldedColumns(model, dialect),
    ...(schema.generatedKey === null || !model.key.generated
      ? [`PRIMARY KEY (${quote(model.key.name)})`]
      : []),
    ...model.unique.map(
      ({ name, columns }) => `${schema.uniqueKey(quote(name))} (${columns.map(quote).join(', ')})`,
    ),
    ...(schema.indexesWithTable
      ? model.indexes.map(
          ({ name, columns }) => `KEY ${quote(name)} (${columns.map(quote).join(', ')})`,
        )
      : []),
    ...model.columns.flatMap((column) => foreignKeyClause(model, column, registry, dialect)),
  ];
  const options = schema.tableOptions(collation);
  return [
    `CREATE TABLE IF NOT EXISTS ${quote(model.table)} (\n  ${parts.join(',\n  ')}\n)${options}`,
    ...(schema.indexesWithTable ? [] : embeddedIndexes(model, dialect)),
  ];
}

/**
 * The statement that adds a column to a table that has rows: one that must not be empty begins
 * with its default, else with nothing of its kind. Its folded twin is added when the server starts.
 */
export function addColumnStatement(
  model: ModelDefinition,
  column: ColumnDefinition,
  dialect: Dialect,
): string {
  const bare = !column.nullable && column.default === null;
  const byDefault = /^(?:int|double|tinyint|integer|boolean)/i.test(databaseType(column))
    ? '0'
    : "''";
  const clause = columnClause(bare ? { ...column, default: byDefault } : column, dialect);
  return `ALTER TABLE ${dialect.quote(model.table)} ADD COLUMN ${clause}`;
}

function columnClause(column: ColumnDefinition, { schema, quote }: Dialect): string {
  const name = quote(column.name);
  if (schema.generatedKey !== null && column.generated) return name + schema.generatedKey;
  const type = databaseType(column);
  const collate = isLetters(column) ? schema.letters : '';
  const nullable = column.nullable ? (column.kind === 'moment' ? ' NULL' : '') : ' NOT NULL';
  const byDefault =
    column.default !== null
      ? ` DEFAULT ${column.default}`
      : column.nullable && column.kind !== 'longText'
        ? ' DEFAULT NULL'
        : '';
  return `${name} ${type}${collate}${nullable}${byDefault}${column.generated ? ' AUTO_INCREMENT' : ''}`;
}

/** Folded texts stand behind the columns of the model. */
function foldedColumns(model: ModelDefinition, dialect: Dialect): string[] {
  if (!dialect.keepsFolded) return [];
  return model.columns
    .filter((column) => comparisonOf(column) === 'text')
    .map(({ name }) => `${dialect.operand(name, 'text')} text`);
}

function foreignKeyClause(
  model: ModelDefinition,
  column: ColumnDefinition,
  registry: Registry,
  { quote }: Dialect,
): string[] {
  if (!column.references) return [];
  const { table, onDelete } = column.references;
  const target = column.references.column ?? registry.ofTable(table).key.name;
  return [
    `CONSTRAINT ${quote(foreignKeyName(model.table, column.name))} FOREIGN KEY (${quote(column.name)}) ` +
      `REFERENCES ${quote(table)} (${quote(target)}) ON DELETE ${onDelete} ON UPDATE CASCADE`,
  ];
}

/**
 * The indexes of the embedded engine that no key brings along: those that the model declares and, of
 * a table with codes for keys, the order in which its lists are, which is not that of the codes.
 */
export function furtherIndexes(model: ModelDefinition, dialect: Dialect): string[] {
  if (dialect.schema.indexesWithTable) return [];
  const { table, key, indexes } = model;
  const { quote } = dialect;
  const declared = indexes.map((each) => createIndex('INDEX', each, model, dialect));
  if (comparisonOf(key) !== 'code') return declared;
  const order = dialect.orderOperand(key.name, 'code');
  return [
    `CREATE INDEX IF NOT EXISTS ${quote(`fn_order_${table}`)} ON ${quote(table)} (${order})`,
    ...declared,
  ];
}

/**
 * Foreign keys need an index to be followed backwards, and unique keys over free text one that
 * ignores accents, under the name that MySQL would report.
 */
function embeddedIndexes(model: ModelDefinition, dialect: Dialect): string[] {
  const { quote } = dialect;
  const onReferences = model.columns
    .filter(({ references }) => references)
    .map(
      ({ name }) =>
        `CREATE INDEX IF NOT EXISTS ${quote(plainForeignKeyName(model.table, name))} ` +
        `ON ${quote(model.table)} (${quote(name)})`,
    );
  return [
    ...onReferences,
    ...furtherIndexes(model, dialect),
    ...model.unique.map((key) => createIndex('UNIQUE INDEX', key, model, dialect)),
  ];
}

/** Over what the columns compare by. */
function createIndex(
  kind: 'INDEX' | 'UNIQUE INDEX',
  { name, columns }: TableKey,
  model: ModelDefinition,
  { quote, operand }: Dialect,
): string {
  const operands = columns.map((columnName) => {
    const column = model.column(columnName);
    return column ? operand(columnName, comparisonOf(column)) : quote(columnName);
  });
  return `CREATE ${kind} IF NOT EXISTS ${quote(name)} ON ${quote(model.table)} (${operands.join(', ')})`;
}
