import { Inject, Injectable } from '@nestjs/common';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import { membersText } from '../../kernel/http/routes/json-writer.js';
import type { ColumnDefinition } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { ResolvedExpansion } from './expansion.js';
import { ExpansionReader } from './expansion-reader.js';
import type { ModelMembers } from './model-members.js';

/** Nest token of the `ModelMembers` of all bundles. */
export const MODEL_MEMBERS = Symbol('MODEL_MEMBERS');

/** What the records of one answer are shown with beside their columns. */
export interface Additions {
  readonly expanded: readonly ResolvedExpansion[];
  readonly members: readonly ModelMembers[];
  readonly query: FieldMap;
}

/** Reads what records are shown with beside their columns, for all records of a page at once. */
@Injectable()
export class AdditionReader {
  private readonly byModel = new Map<Entity, ModelMembers[]>();

  constructor(
    private readonly expansions: ExpansionReader,
    @Inject(MODEL_MEMBERS) members: readonly ModelMembers[],
  ) {
    for (const each of members) {
      this.byModel.set(each.model, [...(this.byModel.get(each.model) ?? []), each]);
    }
  }

  /** The parameters that the members of a model are read by. */
  parametersOf(model: ModelDefinition): readonly string[] {
    return this.byModel.get(model.entity)?.flatMap(({ parameters }) => parameters) ?? [];
  }

  /** What a request gets, with what it asked to be expanded; undefined without anything. */
  chosen(
    model: ModelDefinition,
    query: FieldMap,
    expanded: readonly ResolvedExpansion[],
  ): Additions | undefined {
    // Who names columns wants nothing else.
    const members = query.has('fields') ? undefined : this.byModel.get(model.entity);
    if (!members && expanded.length === 0) return undefined;
    return { expanded, members: members ?? [], query };
  }

  /**
   * The further members of each row as they stand before its closing brace: `,"lineas":[…]`.
   *
   * @param columns of the rows, in their order
   * @returns null when those of several rows are too much to be held at once
   */
  async texts(
    { expanded, members, query }: Additions,
    columns: readonly ColumnDefinition[],
    rows: readonly SqlRow[],
  ): Promise<readonly string[] | null> {
    const key = columns.findIndex((column) => column.key);
    const keys = rows.map((row) => row[key]);
    const listsOf = await this.expansions.members(expanded, keys);
    if (!listsOf) return null;
    const found: (readonly object[])[] = [];
    for (const each of members) {
      const index = columns.findIndex(({ name }) => name === each.column);
      const values = rows.map((row) => row[index] ?? null);
      found.push(await each.of(values, query));
    }
    return keys.map(
      (each, index) =>
        listsOf(each) + found.map((objects) => membersText(objects[index] ?? {})).join(''),
    );
  }
}
