import type { ColumnDefinition } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';

/** One column of an order. */
export interface ExpansionOrder {
  readonly column: string;
  readonly descending?: boolean;
  /** The number that stands for null in the order; without it the engine decides. */
  readonly nullAs?: number;
}

/**
 * Records of another table that a record can be sent with (`?expand=name`): those whose column
 * holds its key. Any bundle may declare one for any model, its own or one that it knows the table
 * of.
 */
export interface Expansion {
  /** The name in `expand=`, and of the member with the list. */
  readonly name: string;
  /** The table of the records that are expanded; a name, so that folders need not see each other. */
  readonly parent: string;
  /** The model of the records in the list. */
  readonly child: Entity;
  /** The child's column that holds the key of the parent; it should reference it: that is indexed. */
  readonly column: string;
  /** How the list is sorted; the child's key decides at last. */
  readonly order?: readonly ExpansionOrder[];
}

/** An expansion over the columns that the live tables have. */
export interface ResolvedExpansion {
  readonly name: string;
  readonly child: ModelDefinition;
  readonly column: ColumnDefinition;
  readonly order: readonly ResolvedOrder[];
}

export interface ResolvedOrder extends Omit<ExpansionOrder, 'column'> {
  readonly column: ColumnDefinition;
}
