import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Database } from '../kernel/database/database.js';
import { FreshValues } from '../kernel/database/fresh-values.js';
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

const FRESH_MS = 2000;
const MOST_TOKENS = 5000;
const TABLES = ['api_keys', 'api_access'];

/**
 * The API keys of the database. Look-ups are remembered for two seconds at most, and forgotten at
 * once when this server changes a key or a permission.
 */
@Injectable()
export class KeyStore {
  private readonly known: FreshValues<string, Promise<StoredKey | null>>;

  constructor(
    private readonly database: Database,
    versions: TableVersions,
  ) {
    this.known = new FreshValues(versions, { forMs: FRESH_MS, most: MOST_TOKENS });
  }

  /** The enabled key of a token, or null. */
  find(token: string): Promise<StoredKey | null> {
    return this.known.of(token, TABLES, () => this.load(token));
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
