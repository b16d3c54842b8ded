import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { SqlValue } from '../../kernel/database/database.js';
import { fromDatabase, toDatabase, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';

/**
 * The models as TypeORM entities, for repositories of plugins and TypeORM's command line. Their
 * records have the same values as those of the life cycle.
 */
export function entitySchemas(registry: Registry, engine: 'mysql' | 'sqlite'): EntitySchema[] {
  return registry.all.map((model) => entitySchema(model, engine));
}

function entitySchema(model: ModelDefinition, engine: 'mysql' | 'sqlite'): EntitySchema {
  return new EntitySchema({
    target: model.entity,
    name: model.name,
    tableName: model.table,
    columns: Object.fromEntries(
      model.columns.map((column) => [column.name, columnOptions(column, engine)]),
    ),
    uniques: model.unique.map(({ name, columns }) => ({ name, columns: [...columns] })),
  });
}

function columnOptions(
  column: ColumnDefinition,
  engine: 'mysql' | 'sqlite',
): EntitySchemaColumnOptions {
  return {
    type: typeOf(column, engine),
    ...(column.length !== undefined && { length: column.length }),
    nullable: column.nullable,
    ...(column.default !== null && { default: Number(column.default) }),
    ...(column.key && { primary: true }),
    ...(column.generated && { generated: 'increment' as const }),
    comment: column.description,
    transformer: {
      to: (value: unknown) => (value === undefined ? value : toDatabase(column, value)),
      from: (value: SqlValue | undefined) => fromDatabase(column, value ?? null),
    },
  };
}

function typeOf(
  { kind }: ColumnDefinition,
  engine: 'mysql' | 'sqlite',
): NonNullable<EntitySchemaColumnOptions['type']> {
  switch (kind) {
    case 'code':
    case 'text':
      return 'varchar';
    case 'longText':
    case 'json':
      return 'text';
    case 'integer':
      return engine === 'mysql' ? 'int' : 'integer';
    case 'boolean':
      return 'tinyint';
    case 'real':
    case 'money':
      return 'double';
    case 'day':
      return 'date';
    case 'time':
      return 'time';
    case 'moment':
      // As `datetime` TypeORM would take and write moments of the embedded engine in UTC.
      return engine === 'mysql' ? 'timestamp' : 'text';
  }
}
