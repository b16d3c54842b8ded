import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Database } from '../kernel/database/database.js';
import { sql } from '../kernel/database/sql.js';
import { select } from '../kernel/database/sql-table.js';
import { TableVersions } from '../kernel/database/table-versions.js';
import { API_KEY_HASH_PREFIX, hashApiKey } from './api-key-hash.js';
import { API_ACCESS, API_KEYS } from './key-tables.js';

/** What a key may do with one resource. */
export interface Permission {
  readonly get: boolean;
  readonly post: boolean;
  readonly put: boolean;
  readonly delete: boolean;
}

/** An enabled row of `api_keys` with its permissions by resource. */
export interface StoredKey {
  readonly id: number;
  readonly fullAccess: boolean;
  readonly permissions: ReadonlyMap<string, Permission>;
}

/** How long another program's change of a key may go unseen. */
const FRESH_MS = 2000;
const MOST_TOKENS = 5000;

interface RememberedKey {
  readonly key: Promise<StoredKey | null>;
  readonly version: number;
  readonly since: number;
}

/**
 * The API keys of the database. Look-ups are remembered for two seconds at most, and forgotten at
 * once when this server changes a key or a permission.
 */
@Injectable()
export class KeyStore {
  private readonly known = new Map<string, RememberedKey>();

  constructor(
    private readonly database: Database,
    private readonly versions: TableVersions,
  ) {}

  /** The enabled key of a token, or null. */
  find(token: string): Promise<StoredKey | null> {
    const version = this.versions.of('api_keys') + this.versions.of('api_access');
    const now = performance.now();
    const remembered = this.known.get(token);
    if (remembered && remembered.version === version && now - remembered.since < FRESH_MS) {
      return remembered.key;
    }
    const key = this.load(token);
    key.catch(() => this.known.delete(token));
    this.known.delete(token);
    this.known.set(token, { key, version, since: now });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_TOKENS) break;
      this.known.delete(oldest);
    }
    return key;
  }

  /**
   * Rows of other programs hold the key itself, ours its hash. The database compares without
   * regard to case, so the match is repeated byte by byte; a hash is no key.
   */
  private async load(token: string): Promise<StoredKey | null> {
    if (token === '' || token.length > 99 || token.includes('\0')) return null;
    const hash = hashApiKey(token);
    const { id, apikey, fullaccess, enabled } = API_KEYS;
    const rows = await this.database.read(
      select(
        { id, apikey, fullAccess: fullaccess },
        sql`FROM ${API_KEYS} WHERE ${apikey.in([token, hash])} AND ${enabled} = 1`,
      ),
    );
    const row = rows.find(({ apikey: stored }) =>
      sameBytes(stored, stored.startsWith(API_KEY_HASH_PREFIX) ? hash : token),
    );
    if (!row) return null;
    const { id: key, fullAccess } = row;
    return { id: key, fullAccess, permissions: await this.permissions(key) };
  }

  private async permissions(id: number): Promise<ReadonlyMap<string, Permission>> {
    const { resource, allowget, allowpost, allowput, allowdelete } = API_ACCESS;
    const rows = await this.database.read(
      select(
        { resource, get: allowget, post: allowpost, put: allowput, delete: allowdelete },
        sql`FROM ${API_ACCESS} WHERE ${API_ACCESS.idapikey.is(id)}`,
      ),
    );
    return new Map(rows.map(({ resource: name, ...allowed }) => [name, allowed]));
  }
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameBytes(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
