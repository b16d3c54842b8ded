import { Database } from '../../../src/kernel/database/database.js';
import type { CallOptions, TestApi } from '../../support/api.js';
import { expectRefused } from '../../support/envelope.js';

export const ENVIRONMENT = { TRUSTED_PROXIES: 'loopback', BODY_LIMIT: '64kb' };

export const COMMON_HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
  'cache-control': 'private, no-cache, must-revalidate',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, PATCH, OPTIONS',
};
export const EXPOSED = [
  'X-Total-Count',
  'X-Core-Version',
  'Content-Disposition',
  'Link',
  'Retry-After',
];
export const BAN_SECONDS = 600;

let addresses = 0;

/** Headers of a client whose address no other test has: each has its own count of refusals. */
export function someone(): Record<string, string> {
  addresses += 1;
  return { 'X-Forwarded-For': `10.20.${addresses >> 8}.${addresses & 255}` };
}

export async function refuseFiveTimes(api: TestApi, options: CallOptions): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expectRefused(await api.get('/divisas', options), 401, 'auth-token-invalid');
  }
}

/** How many rows there are, from the SQL after `FROM`. */
export async function countOf(api: TestApi, fromWhere: string): Promise<number> {
  const [row] = await api.server.app.get(Database).rows(`SELECT COUNT(*) FROM ${fromWhere}`);
  return Number(row?.[0]);
}
