import { Injectable } from '@nestjs/common';
import { Permissions } from '../auth/index.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import type { Condition } from './query/list-query.js';
import type { ColumnValue } from './registry/column.js';
import type { ModelDefinition } from './registry/model-definition.js';
import { Registry } from './registry/registry.js';

/** Decides which records of a model that shows those of others a request may see; absent for all. */
export type VisibleRows = Condition;

/** Records such as log messages show something of others, which a key may not be allowed to read. */
@Injectable()
export class RowVisibility {
  constructor(
    private readonly registry: Registry,
    private readonly permissions: Permissions,
  ) {}

  /** What a row must say for the request to see it; undefined where it sees all of the model. */
  of(model: ModelDefinition, request: ApiRequest): VisibleRows | undefined {
    const column = model.shows;
    if (!column || request.caller?.fullAccess) return undefined;
    const readable = this.registry.all.filter(({ resource }) =>
      this.permissions.allows(request, resource, 'get'),
    );
    const values = ['', ...readable.map(({ name }) => name)];
    return { column, operator: 'in-or-null', values, connector: 'AND' };
  }
}

/** Whether a record is among those that a request may see. */
export function isVisible(record: object, visible: VisibleRows | undefined): boolean {
  if (!visible) return true;
  const value = (record as Readonly<Record<string, ColumnValue>>)[visible.column.name] ?? '';
  return (visible.values as readonly ColumnValue[]).includes(value);
}
