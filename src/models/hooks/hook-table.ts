import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { HookName, ModelHooks } from './model-hooks.js';

type Hooks = Readonly<Partial<Record<HookName, (...values: readonly unknown[]) => unknown>>>;

/** The hooks of plugins into the life cycle, by model; none until the plugins are wired. */
@Injectable()
export class HookTable {
  private hooks: readonly ModelHooks[] = [];
  private chains = new Map<ModelDefinition, HookChain | null>();

  /** Takes the hooks of all plugins, in the order in which they run. */
  use(hooks: readonly ModelHooks[]): void {
    this.hooks = hooks;
    this.chains = new Map();
  }

  /** What hooks into the model; null, and thus nothing to do, for nearly all. */
  of<T extends object>(model: ModelDefinition<T>): HookChain | null {
    if (this.hooks.length === 0) return null;
    const definition = model as unknown as ModelDefinition;
    const known = this.chains.get(definition);
    if (known !== undefined) return known;
    const own = this.hooks.filter(({ model: of }) => of === 'all' || of === model.entity);
    const chain = own.length > 0 ? new HookChain(own) : null;
    this.chains.set(definition, chain);
    return chain;
  }
}

/** The hooks into one model. */
export class HookChain {
  constructor(private readonly hooks: readonly ModelHooks[]) {}

  /** @throws RuleError `refused-by-plugin` when a hook returns false, or what a hook throws */
  async run(name: HookName, ...values: readonly unknown[]): Promise<void> {
    for (const hooks of this.hooks) {
      const verdict = await (hooks as unknown as Hooks)[name]?.(...values);
      if (verdict === false && !NOTICES.has(name)) {
        refuse('refused-by-plugin', undefined, { name: hooks.constructor.name });
      }
    }
  }
}

/** Hooks that are told, not asked. */
const NOTICES: ReadonlySet<HookName> = new Set(['onInsert', 'onUpdate', 'onDelete']);
