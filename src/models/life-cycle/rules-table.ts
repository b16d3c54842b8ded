import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { ModelRules } from './rules.js';

/** The rules of all models, by the model that they are of. */
export class RulesTable {
  private readonly rules = new Map<Entity, ModelRules<object>>();

  constructor(rules: readonly ModelRules<object>[]) {
    for (const each of rules) this.rules.set(each.model, each);
  }

  /** None of a model without behaviour. */
  of<T extends object>(model: ModelDefinition<T>): Partial<ModelRules<T>> {
    return (this.rules.get(model.entity) ?? {}) as Partial<ModelRules<T>>;
  }
}
