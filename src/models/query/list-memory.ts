import { Injectable } from '@nestjs/common';
import { forgetOldest, FreshValues } from '../../kernel/database/fresh-values.js';
import { TableVersions } from '../../kernel/database/table-versions.js';
import type { Statement } from '../../kernel/database/sql.js';
import type { Position } from './list-statement.js';

const FRESH_MS = 900;
const MOST_LISTS = 500;
const MOST_POSITIONS = 200;

interface RememberedList {
  /** Null until it is asked for. */
  total: Promise<number> | null;
  /** Where the page of an offset begins, for offsets that were read lately. */
  readonly positions: Map<string, Position>;
}

/**
 * What is known of lists that were read within the last second: how many rows they have and where
 * their pages begin. A COUNT over a large table costs more than the page itself, and an offset is
 * walked row by row. A write through this server makes it forget at once.
 */
@Injectable()
export class ListMemory {
  private readonly lists: FreshValues<string, RememberedList>;

  constructor(versions: TableVersions) {
    this.lists = new FreshValues(versions, { forMs: FRESH_MS, most: MOST_LISTS });
  }

  /** The list of these conditions on a table. */
  list(table: string, where: Statement): RememberedList {
    const name = `${table}\n${where.text}\n${JSON.stringify(where.values)}`;
    return this.lists.of(name, [table], () => ({ total: null, positions: new Map() }));
  }

  /** How many rows the list has; `count` runs when that is not known. */
  total(list: RememberedList, count: () => Promise<number>): Promise<number> {
    if (list.total) return list.total;
    const total = count();
    total.catch(() => (list.total = null));
    list.total = total;
    return total;
  }

  /** Where the page at `offset` begins in this order, if that is known. */
  position(list: RememberedList, order: string, offset: number): Position | undefined {
    return list.positions.get(`${order} ${offset}`);
  }

  remember(list: RememberedList, order: string, offset: number, position: Position): void {
    list.positions.set(`${order} ${offset}`, position);
    forgetOldest(list.positions, MOST_POSITIONS);
  }
}
