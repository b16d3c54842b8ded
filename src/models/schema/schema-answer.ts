import { databaseType } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';

/** What stands in place of a key in the address of a schema. */
export const SCHEMA_SEGMENT = 'schema';

export interface SchemaColumn {
  readonly type: string;
  readonly default: string | null;
  readonly is_nullable: 'YES' | 'NO';
}

/** The visible columns of a model as `GET {resource}/schema` tells them. */
export function schemaOf(model: ModelDefinition): Record<string, SchemaColumn> {
  return Object.fromEntries(
    model.visible.map((column) => [
      column.name,
      {
        type: databaseType(column),
        default: column.default,
        is_nullable: column.nullable ? 'YES' : 'NO',
      },
    ]),
  );
}
