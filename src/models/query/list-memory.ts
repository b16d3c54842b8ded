import { Injectable } from '@nestjs/common';
import { TableVersions } from '../../kernel/database/table-versions.js';
import type { Statement } from '../../kernel/database/sql.js';
import type { Position } from './list-statement.js';

/** How long another program's writes may go unseen. */
const FRESH_MS = 900;
const MOST_LISTS = 500;
const MOST_POSITIONS = 200;

interface RememberedList {
  readonly version: number;
  readonly since: number;
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
  private readonly lists = new Map<string, RememberedList>();

  constructor(private readonly versions: TableVersions) {}

  /** The list of these conditions on a table. */
  list(table: string, where: Statement): RememberedList {
    const name = `${table}\n${where.text}\n${JSON.stringify(where.values)}`;
    const version = this.versions.of(table);
    const now = performance.now();
    const known = this.lists.get(name);
    if (known && known.version === version && now - known.since < FRESH_MS) return known;
    const list = { version, since: now, total: null, positions: new Map() };
    this.lists.delete(name);
    this.lists.set(name, list);
    forgetOldest(this.lists, MOST_LISTS);
    return list;
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

function forgetOldest<K>(map: Map<K, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
