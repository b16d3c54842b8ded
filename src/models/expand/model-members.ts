import type { SqlValue } from '../../kernel/database/sql-value.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import type { Entity } from '../registry/decorators.js';

/**
 * What the records of a model are shown with beyond their columns, by whoever reads all of those:
 * members that no table holds, such as links. A bundle declares them; lists that are files have none.
 */
export abstract class ModelMembers {
  abstract readonly model: Entity;
  /** The column whose values say what a record is shown with. */
  abstract readonly column: string;
  /** Names of the parameters of a request that it reads. */
  readonly parameters: readonly string[] = [];

  /**
   * @param values those of the column, of all records of a page
   * @param query of the request
   * @returns the members of each, in the order of the values
   */
  abstract of(values: readonly SqlValue[], query: FieldMap): Promise<readonly object[]>;
}
