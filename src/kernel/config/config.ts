import { availableParallelism } from 'node:os';
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
  /** Whether those proxies name their client in `CF-Connecting-IP`. */
  readonly trustedCloudflare: boolean;
  /** Largest request body, in bytes. */
  readonly bodyLimit: number;
  /** Largest request body with files in it, in bytes. */
  readonly uploadLimit: number;
  /** What all stored files may take together, in bytes; null without a limit. */
  readonly storageLimit: number | null;
  /** Where files are kept; null: in a folder of `dataDir`. */
  readonly bucket: BucketLocation | null;
  /** What download links are signed with; null: a secret that the database keeps. */
  readonly fileSecret: string | null;
  /** Where mail is handed over, as `smtp://user:password@host:587`; null: mail is not set up. */
  readonly smtpUrl: string | null;
  /** Sender of all mail; null: the e-mail address of the company of the document. */
  readonly mailFrom: string | null;
  /** Plugins that come with the server or as npm packages, by name. */
  readonly plugins: readonly string[];
  /** Folder in which each folder is a plugin. */
  readonly pluginsDir: string;
  /** Plugins that the API does not show. */
  readonly hiddenPlugins: readonly string[];
  /** Seconds that a statement may take on MySQL or MariaDB; 0 without a limit. */
  readonly statementTimeout: number;
  /** Threads that make PDF documents. */
  readonly pdfWorkers: number;
  /** How long a reader may take nothing of an answer before it is cut off, in seconds. */
  readonly streamTimeout: number;
  /** How long a list may be read for that is sent while it is read, in seconds. */
  readonly streamLimit: number;
  /** How long requests that run have to end when the server stops, in seconds. */
  readonly shutdownTimeout: number;
  /** Seconds that one may take for a document. */
  readonly pdfTimeout: number;
  readonly rateLimit: RateLimit | null;
  /** Documents that one key may send by mail in an hour. */
  readonly mailLimit: number;
  readonly logLevel: LogLevel;
  /** How many days the log keeps what requests came to; 0 keeps all. */
  readonly logDays: number;
}

export interface DatabaseLocation {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

/** A bucket of an S3-compatible store. */
export interface BucketLocation {
  /** Such as `https://s3.eu-west-1.example.com`, without a path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What precedes the name of each object; empty or ending with a slash. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
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
  TRUSTED_CLOUDFLARE: text
    .regex(/^(?:on|off)$/i, 'must be on or off')
    .default('off')
    .transform((value) => value.toLowerCase() === 'on'),
  BODY_LIMIT: text.default('10mb').transform(byteSize),
  UPLOAD_LIMIT: text.default('200mb').transform(byteSize),
  STORAGE_LIMIT: text
    .optional()
    .transform((value, context) => (value ? byteSize(value, context) : null)),
  STORAGE_URL: text.optional().transform(bucketLocation),
  STORAGE_REGION: text.min(1).default('us-east-1'),
  FILE_SECRET: text.min(32, 'must have at least 32 characters').optional(),
  SMTP_URL: text.optional().transform(smtpUrl),
  MAIL_FROM: text.optional(),
  PLUGINS: list.default([]),
  PLUGINS_DIR: text.default('./plugins').transform((path) => resolve(path)),
  HIDDEN_PLUGINS: list.default([]),
  STATEMENT_TIMEOUT: text.default('30').transform(secondsFrom(0)),
  PDF_WORKERS: text.optional().transform(workers),
  STREAM_TIMEOUT: text.default('30').transform(secondsFrom(1)),
  STREAM_LIMIT: text.default('3600').transform(secondsFrom(1)),
  SHUTDOWN_TIMEOUT: text.default('10').transform(secondsFrom(1)),
  PDF_TIMEOUT: text.default('30').transform(secondsFrom(1)),
  RATE_LIMIT: text.optional().transform(rateLimit),
  MAIL_LIMIT: text.default('200').transform(mails),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  LOG_DAYS: text.default('90').transform(days),
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
    trustedCloudflare: values.TRUSTED_CLOUDFLARE,
    bodyLimit: values.BODY_LIMIT,
    uploadLimit: values.UPLOAD_LIMIT,
    storageLimit: values.STORAGE_LIMIT,
    bucket: values.STORAGE_URL && { ...values.STORAGE_URL, region: values.STORAGE_REGION },
    fileSecret: values.FILE_SECRET ?? null,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? null,
    plugins: values.PLUGINS,
    pluginsDir: values.PLUGINS_DIR,
    hiddenPlugins: values.HIDDEN_PLUGINS,
    statementTimeout: values.STATEMENT_TIMEOUT,
    pdfWorkers: values.PDF_WORKERS,
    streamTimeout: values.STREAM_TIMEOUT,
    streamLimit: values.STREAM_LIMIT,
    shutdownTimeout: values.SHUTDOWN_TIMEOUT,
    pdfTimeout: values.PDF_TIMEOUT,
    rateLimit: values.RATE_LIMIT,
    mailLimit: values.MAIL_LIMIT,
    logLevel: values.LOG_LEVEL,
    logDays: values.LOG_DAYS,
  });
}

/** Nest token of the `Config` object. */
export const CONFIG = Symbol('CONFIG');

function masked(path: readonly PropertyKey[], given: Record<string, string>): string {
  const name = String(path[0]);
  const value = given[name] ?? '';
  if (name === 'API_KEY' || name === 'FILE_SECRET') return '…';
  // In an address that can not be read, the password may stand anywhere.
  return name.endsWith('_URL') ? value.replace(/^([a-z]*:\/\/)?.*$/s, '$1…') : value;
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

function bucketLocation(
  value: string | undefined,
  context: z.RefinementCtx,
): Omit<BucketLocation, 'region'> | null {
  if (!value) return null;
  const shape = 'must look like https://access-key:secret-key@host/bucket';
  if (!URL.canParse(value)) return refused(context, shape, null);
  const url = new URL(value);
  const [accessKey, secretKey, path] = [url.username, url.password, url.pathname].map(decoded);
  const [bucket, ...prefix] = (path ?? '').split('/').filter(Boolean);
  if (!['http:', 'https:'].includes(url.protocol) || !accessKey || !secretKey || !bucket) {
    return refused(context, shape, null);
  }
  const endpoint = `${url.protocol}//${url.host}`;
  return {
    endpoint,
    bucket,
    prefix: prefix.map((part) => `${part}/`).join(''),
    accessKey,
    secretKey,
  };
}

function smtpUrl(value: string | undefined, context: z.RefinementCtx): string | null {
  if (!value) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.hostname && ['smtp:', 'smtps:'].includes(url.protocol)) return value;
  return refused(context, 'must look like smtp://user:password@host:587', null);
}

/** One core is left to the requests themselves. */
function workers(value: string | undefined, context: z.RefinementCtx): number {
  if (!value) return Math.min(4, Math.max(1, availableParallelism() - 1));
  if (/^\d{1,2}$/.test(value) && Number(value) > 0) return Number(value);
  return refused(context, 'must be a number of threads from 1 to 99', 1);
}

function days(value: string, context: z.RefinementCtx): number {
  if (/^\d{1,5}$/.test(value)) return Number(value);
  return refused(context, 'must be a number of days from 0 to 99999', 0);
}

/** Reads a number of seconds, of a day at most. */
function secondsFrom(least: number) {
  return (value: string, context: z.RefinementCtx): number => {
    const seconds = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
    if (seconds >= least && seconds <= 86_400) return seconds;
    return refused(context, `must be a number of seconds from ${least} to 86400`, least);
  };
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

function mails(value: string, context: z.RefinementCtx): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  return refused(context, 'must be a number of mails an hour from 0 to 999999', 0);
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
