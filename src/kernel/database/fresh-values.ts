import type { TableVersions } from './table-versions.js';

interface Known<V> {
  readonly value: V;
  readonly version: number;
  readonly since: number;
}

export interface FreshValuesOptions {
  /** How long another program's writes may go unseen. */
  readonly forMs: number;
  /** How many values are kept; the oldest go first. All, when absent. */
  readonly most?: number;
}

/**
 * What was read from tables a moment ago, by key. Other programs write the tables too, so nothing
 * is believed for long; what this server commits to them makes it forget at once.
 */
export class FreshValues<K, V> {
  private readonly known = new Map<K, Known<V>>();
  private readonly forMs: number;
  private readonly most: number;

  constructor(
    private readonly versions: TableVersions,
    { forMs, most = Number.POSITIVE_INFINITY }: FreshValuesOptions,
  ) {
    this.forMs = forMs;
    this.most = most;
  }

  /**
   * The value of a key, made now where it is not known. A promise is shared by all who ask for it
   * meanwhile, and forgotten when it fails.
   *
   * @param tables what the value is read from
   */
  of(key: K, tables: readonly string[], make: () => V): V {
    const { version, known } = this.look(key, tables);
    if (known) return known.value;
    const since = performance.now();
    const value = make();
    const entry = { value, version, since };
    this.keep(key, entry);
    if (value instanceof Promise) value.catch(() => this.forget(key, entry));
    return value;
  }

  /**
   * The value of a key, read now where it is not known. It is kept once it is there: for those who
   * must not wait for what another one reads.
   *
   * @throws what `read` throws
   */
  async read(key: K, tables: readonly string[], read: () => Promise<V>): Promise<V> {
    const { version, known } = this.look(key, tables);
    if (known) return known.value;
    const since = performance.now();
    const value = await read();
    this.keep(key, { value, version, since });
    return value;
  }

  private look(key: K, tables: readonly string[]): { version: number; known?: Known<V> } {
    let version = 0;
    for (const table of tables) version += this.versions.of(table);
    const known = this.known.get(key);
    const isFresh = known?.version === version && performance.now() - known.since < this.forMs;
    return isFresh ? { version, known } : { version };
  }

  private keep(key: K, entry: Known<V>): void {
    // At the end of the order, as the newest.
    this.known.delete(key);
    this.known.set(key, entry);
    forgetOldest(this.known, this.most);
  }

  private forget(key: K, entry: Known<V>): void {
    if (this.known.get(key) === entry) this.known.delete(key);
  }
}

/** Takes what was put into a map first out of it until it has no more than so many. */
export function forgetOldest<K>(map: Map<K, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
