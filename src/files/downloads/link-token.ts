import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../kernel/config/config.js';
import { parseMoment, presentDay, type Day } from '../../kernel/dates/calendar.js';

/** What a link is signed for. */
export interface LinkTerms {
  /** The key of the file, such as `MyFiles/2026/11/1_scan.pdf`. */
  readonly key: string;
  readonly today: Day;
  /** What makes this file another than one that had its key before; null for a file without record. */
  readonly stamp: string | null;
}

/** Why a link is taken: for a day, until the file changes, or until a day. */
type Kind = 'daily' | 'permanent' | 'expiring';

/** What signs links: this server's secret, and what FacturaScripts signed with in the same place. */
export interface LinkSecrets {
  readonly own: string;
  /** Name of the database and password, one after the other; null where old links are not taken. */
  readonly old: string | null;
}

/** So short a password can be guessed from one old link, and then anybody can make others. */
const SHORTEST_PASSWORD = 12;

/**
 * What FacturaScripts signed links with beside a database; null where such links are not taken:
 * without a database server, with a secret of this server's own, and where the password is weak.
 */
export function oldSecret({
  database,
  fileSecret,
}: Pick<Config, 'database' | 'fileSecret'>): string | null {
  if (!database || fileSecret !== null) return null;
  const { name, password } = database;
  return [...password].length >= SHORTEST_PASSWORD ? name + password : null;
}

/** A token for the whole day of `today`. */
export function dailyToken({ own }: LinkSecrets, { key, today }: LinkTerms): string {
  return signed(own, 'daily', key, today);
}

/** A token for as long as the file stays what it is. */
export function permanentToken({ own }: LinkSecrets, { key, stamp }: LinkTerms): string {
  return signed(own, 'permanent', key, stamp ?? '');
}

/** A token up to and including a day. */
export function expiringToken({ own }: LinkSecrets, key: string, last: Day): string {
  return `${signed(own, 'expiring', key, last)}|${last}`;
}

/** Whether a token opens the file, whichever kind it is and whoever of both made it. */
export function isTokenFor(token: string, secrets: LinkSecrets, terms: LinkTerms): boolean {
  const { key, today, stamp } = terms;
  const bar = token.indexOf('|');
  if (bar !== -1) {
    const [signature, until] = [token.slice(0, bar), token.slice(bar + 1)];
    // Only what names a day: `tomorrow` would be one for ever.
    const last = parseMoment(until)?.slice(0, 10);
    if (last === undefined || last < today) return false;
    const made = signed(secrets.own, 'expiring', key, last);
    return isOneOf(signature, [made, ...oldTokens(secrets.old, key, until)]);
  }
  return isOneOf(token, [
    dailyToken(secrets, terms),
    ...(stamp === null ? [] : [permanentToken(secrets, terms)]),
    ...oldTokens(secrets.old, key, '', presentDay(today)),
  ]);
}

function signed(secret: string, kind: Kind, key: string, detail: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([kind, key, detail]))
    .digest('base64url');
}

/**
 * Links that FacturaScripts handed out stay good while its database and password do. What it hashed
 * has nothing between its parts (HTTP specification, section on downloads), so neither has this.
 */
function oldTokens(old: string | null, key: string, ...details: readonly string[]): string[] {
  if (old === null) return [];
  return details.map((detail) =>
    createHash('sha1')
      .update(old + key + detail)
      .digest('hex'),
  );
}

/** Takes as long for a near miss as for any other. */
function isOneOf(token: string, wanted: readonly string[]): boolean {
  const given = digest(token);
  return wanted.map((each) => timingSafeEqual(given, digest(each))).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
