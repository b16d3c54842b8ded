import { Injectable } from '@nestjs/common';
import type { Entity } from './decorators.js';
import { ModelDefinition } from './model-definition.js';

/** Every model of the server, by resource, table and class. Names of SQL come from here only. */
@Injectable()
export class Registry {
  private readonly byResource = new Map<string, ModelDefinition>();
  private readonly byTable = new Map<string, ModelDefinition>();
  private readonly byEntity = new Map<Entity, ModelDefinition>();

  constructor(entities: readonly Entity[]) {
    for (const entity of entities) this.put(new ModelDefinition<object>(entity));
  }

  get all(): readonly ModelDefinition[] {
    return [...this.byResource.values()];
  }

  ofResource(resource: string): ModelDefinition | undefined {
    return this.byResource.get(resource);
  }

  /** By the name that records of other tables use, such as `FacturaCliente`. */
  ofName(name: string): ModelDefinition | undefined {
    return this.all.find((model) => model.name === name);
  }

  ofTable(table: string): ModelDefinition {
    return known(this.byTable.get(table), table);
  }

  /** The model of a class; undefined for a class that is none. */
  find(entity: Entity): ModelDefinition | undefined {
    return this.byEntity.get(entity);
  }

  of<T extends object>(entity: Entity<T>): ModelDefinition<T> {
    return known(this.byEntity.get(entity), entity.name) as ModelDefinition<T>;
  }

  /** Takes a model in, or a version of it with the columns of the live table. */
  put(definition: ModelDefinition): void {
    this.byResource.set(definition.resource, definition);
    this.byTable.set(definition.table, definition);
    this.byEntity.set(definition.entity, definition);
  }

  /** The tables whose rows a DELETE in `table` may change or take along, with `table` itself. */
  affectedByDelete(table: string): ReadonlySet<string> {
    const affected = new Set([table]);
    for (const current of affected) {
      for (const model of this.all) {
        const follows = model.columns.some(
          ({ references }) => references?.table === current && references.onDelete !== 'RESTRICT',
        );
        if (follows) affected.add(model.table);
      }
    }
    return affected;
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`No model is registered for ${name}`);
  return value;
}
