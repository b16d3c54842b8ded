import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Database } from '../kernel/database/database.js';
import { FreshValues } from '../kernel/database/fresh-values.js';
import { TableVersions } from '../kernel/database/table-versions.js';
import { API_KEY_HASH_PREFIX, hashApiKey } from './api-key-hash.js';

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
    const rows = await this.database.rows(
      'SELECT id, apikey, fullaccess FROM api_keys WHERE apikey IN (?, ?) AND enabled = 1',
      [token, hash],
    );
    const row = rows.find(([, stored]) => {
      const text = String(stored);
      return sameBytes(text, text.startsWith(API_KEY_HASH_PREFIX) ? hash : token);
    });
    if (!row) return null;
    const id = Number(row[0]);
    return { id, fullAccess: Number(row[2]) === 1, permissions: await this.permissions(id) };
  }

  private async permissions(id: number): Promise<ReadonlyMap<string, Permission>> {
    const rows = await this.database.rows(
      `SELECT resource, allowget, allowpost, allowput, allowdelete
       FROM api_access WHERE idapikey = ?`,
      [id],
    );
    return new Map(
      rows.map(([resource, ...allowed]) => {
        const [get, post, put, del] = allowed.map((value) => Number(value) === 1);
        return [
          String(resource),
          { get: get ?? false, post: post ?? false, put: put ?? false, delete: del ?? false },
        ];
      }),
    );
  }
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameBytes(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
