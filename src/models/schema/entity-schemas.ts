import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { dialectOf } from '../../kernel/database/dialect.js';
import type { SchemaDialect } from '../../kernel/database/schema-dialect.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { fromDatabase, toDatabase, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';

/**
 * The models as TypeORM entities, for repositories of plugins and TypeORM's command line. Their
 * records have the same values as those of the life cycle.
 */
export function entitySchemas(registry: Registry, engine: 'mysql' | 'sqlite'): EntitySchema[] {
  const { types } = dialectOf(engine).schema;
  return registry.all.map((model) => entitySchema(model, types));
}

type Types = SchemaDialect['types'];

function entitySchema(model: ModelDefinition, types: Types): EntitySchema {
  return new EntitySchema({
    target: model.entity,
    name: model.name,
    tableName: model.table,
    columns: Object.fromEntries(
      model.columns.map((column) => [column.name, columnOptions(column, types)]),
    ),
    uniques: model.unique.map(({ name, columns }) => ({ name, columns: [...columns] })),
  });
}

function columnOptions(column: ColumnDefinition, types: Types): EntitySchemaColumnOptions {
  return {
    type: typeOf(column, types),
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
  types: Types,
): NonNullable<EntitySchemaColumnOptions['type']> {
  switch (kind) {
    case 'code':
    case 'text':
      return 'varchar';
    case 'longText':
    case 'json':
      return 'text';
    case 'integer':
      return types.integer;
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
      return types.moment;
  }
}
