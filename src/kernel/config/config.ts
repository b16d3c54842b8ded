import { resolve } from 'node:path';
import { z } from 'zod';

/** The options of one server process, read from the environment once and never changed. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where the MySQL or MariaDB server is; absent: the embedded database under `dataDir`. */
  readonly database: DatabaseLocation | null;
  readonly dataDir: string;
  /** The constant full-access key of the specification; null when none is configured. */
  readonly apiKey: string | null;
  readonly language: Language;
  /** IANA name of the zone of every date and time that goes in or out. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-3 code; names the folder of `seeds/` that a fresh installation takes. */
  readonly country: string;
  readonly trustedProxies: readonly string[];
  /** Largest request body, in bytes. */
  readonly bodyLimit: number;
  readonly rateLimit: RateLimit | null;
  readonly logLevel: LogLevel;
}

export interface DatabaseLocation {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

/** At most `requests` in any `seconds` for one key. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

export const LANGUAGES = ['es_ES', 'en_EN'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Thrown by `readConfig`: the message names each bad variable, a sentence a line. */
export class ConfigError extends Error {}

const text = z.string().trim();
const list = text.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const ENVIRONMENT = z.object({
  PORT: text.default('3000').transform(port),
  HOST: text.min(1, 'must be an address to listen on').default('127.0.0.1'),
  DATABASE_URL: text.optional().transform(databaseLocation),
  DATA_DIR: text.default('./data').transform((path) => resolve(path)),
  API_KEY: text.max(99, 'must have at most 99 characters').optional(),
  APP_LANG: z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`).default('es_ES'),
  TIMEZONE: text.default('Europe/Madrid').refine(isTimezone, 'must be an IANA time zone'),
  COUNTRY: text
    .regex(/^[A-Z]{3}$/, 'must be a country code of three capital letters, such as ESP')
    .default('ESP'),
  TRUSTED_PROXIES: list.default([]),
  BODY_LIMIT: text.default('10mb').transform(byteSize),
  RATE_LIMIT: text.optional().transform(rateLimit),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/**
 * Reads the options from environment variables; an empty variable counts as absent.
 *
 * @throws ConfigError when a variable has a value that can not be used
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given: Record<string, string> = Object.fromEntries(
    Object.keys(ENVIRONMENT.shape)
      .map((name): [string, string] => [name, environment[name]?.trim() ?? ''])
      .filter(([, value]) => value !== ''),
  );
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')} ${issue.message} (it is "${masked(issue.path, given)}").`,
    );
    throw new ConfigError(sentences.join('\n'));
  }
  const values = parsed.data;
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    database: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    apiKey: values.API_KEY ?? null,
    language: values.APP_LANG,
    timezone: values.TIMEZONE,
    country: values.COUNTRY,
    trustedProxies: values.TRUSTED_PROXIES,
    bodyLimit: values.BODY_LIMIT,
    rateLimit: values.RATE_LIMIT,
    logLevel: values.LOG_LEVEL,
  });
}

/** Nest token of the `Config` object. */
export const CONFIG = Symbol('CONFIG');

function masked(path: readonly PropertyKey[], given: Record<string, string>): string {
  const name = String(path[0]);
  const value = given[name] ?? '';
  if (name === 'API_KEY') return '…';
  // In an address that can not be read, the password may stand anywhere.
  return name === 'DATABASE_URL' ? value.replace(/^([a-z]*:\/\/)?.*$/s, '$1…') : value;
}

function port(value: string, context: z.RefinementCtx): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65535) return number;
  return refused(context, 'must be a port number from 0 to 65535', 0);
}

function databaseLocation(
  value: string | undefined,
  context: z.RefinementCtx,
): DatabaseLocation | null {
  if (!value) return null;
  const shape = 'must look like mysql://user:password@host:3306/database';
  if (!URL.canParse(value)) return refused(context, shape, null);
  const url = new URL(value);
  const [user, password, name] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (!['mysql:', 'mariadb:'].includes(url.protocol) || !url.hostname || !name) {
    return refused(context, shape, null);
  }
  if (user === undefined || password === undefined) return refused(context, shape, null);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(url.port || 3306), user, password, name };
}

/** Undefined when the percent signs in it make no sense. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function byteSize(value: string, context: z.RefinementCtx): number {
  const match = /^(\d{1,12})\s*(b|kb|mb|gb)?$/i.exec(value);
  if (!match) return refused(context, 'must be a size such as 500kb or 10mb', 0);
  const unit = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };
  return Number(match[1]) * unit[(match[2]?.toLowerCase() ?? 'b') as keyof typeof unit];
}

function rateLimit(value: string | undefined, context: z.RefinementCtx): RateLimit | null {
  if (!value) return null;
  const match = /^(\d{1,6})(?:\/(\d{1,5}))?$/.exec(value);
  const requests = Number(match?.[1] ?? 0);
  const seconds = Number(match?.[2] ?? 60);
  if (requests > 0 && seconds > 0) return { requests, seconds };
  return refused(context, 'must be a number of requests a minute, or REQUESTS/SECONDS', null);
}

function isTimezone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

function refused<T>(context: z.RefinementCtx, message: string, value: T): T {
  context.addIssue({ code: 'custom', message });
  return value;
}
