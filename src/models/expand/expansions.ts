import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import type { IgnoredParameters } from '../query/ignored-parameters.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import type { Expansion, ResolvedExpansion } from './expansion.js';

/** The parameter that asks for expansions. */
export const EXPAND = 'expand';

const NONE: readonly ResolvedExpansion[] = [];

/** What the records of each model can be expanded by. */
export class Expansions {
  private readonly byParent = new Map<string, Expansion[]>();

  /** @throws Error for a declaration that does not fit the models, so that the start fails */
  constructor(
    private readonly registry: Registry,
    declared: readonly Expansion[],
  ) {
    for (const expansion of declared) {
      const siblings = this.byParent.get(expansion.parent) ?? [];
      const mistake = mistakeIn(expansion, siblings, registry);
      if (mistake) {
        throw new Error(`Expansion ${expansion.name} of ${expansion.parent}: ${mistake}`);
      }
      this.byParent.set(expansion.parent, [...siblings, expansion]);
    }
  }

  /** The expansions of a model, in the order of their declaration, as its live tables allow them. */
  of(model: ModelDefinition): readonly ResolvedExpansion[] {
    const declared = this.byParent.get(model.table);
    return declared?.flatMap((expansion) => this.resolved(expansion, model)) ?? NONE;
  }

  /** Those that `expand=a,b` of a request asks for, in the order of their declaration. */
  chosen(
    model: ModelDefinition,
    query: FieldMap,
    ignored: IgnoredParameters,
  ): readonly ResolvedExpansion[] {
    const value = query.get(EXPAND);
    if (value === undefined) return NONE;
    const names = typeof value === 'string' ? value.split(',') : [];
    const wanted = new Set(names.map((name) => name.trim()).filter(Boolean));
    const chosen = this.of(model).filter(({ name }) => wanted.delete(name));
    if (wanted.size > 0 || typeof value !== 'string') ignored.add(EXPAND);
    return chosen;
  }

  /** A table of an older version may lack the column; one of a plugin may have a column so named. */
  private resolved(expansion: Expansion, parent: ModelDefinition): ResolvedExpansion[] {
    const { name } = expansion;
    const child = this.registry.of(expansion.child);
    const column = child.column(expansion.column);
    if (!column || parent.column(name)) return [];
    const order = (expansion.order ?? []).flatMap((each) => {
      const sorted = child.column(each.column);
      return sorted ? [{ ...each, column: sorted }] : [];
    });
    const isTotal = order.some((each) => each.column.key);
    return [{ name, child, column, order: isTotal ? order : [...order, { column: child.key }] }];
  }
}

/** What is wrong with a declaration; null when it fits. */
function mistakeIn(
  { name, parent, child, column, order = [] }: Expansion,
  siblings: readonly Expansion[],
  registry: Registry,
): string | null {
  const childModel = registry.of(child);
  const unknown = [column, ...order.map((each) => each.column)].find(
    (each) => !childModel.column(each),
  );
  if (unknown !== undefined) return `${childModel.table} has no column ${unknown}`;
  if (registry.ofTable(parent).column(name)) return 'a column of the table has that name';
  return siblings.some((other) => other.name === name) ? 'it is declared twice' : null;
}
