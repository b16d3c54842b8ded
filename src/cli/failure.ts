import { ConfigError } from '../kernel/config/config.js';
import { RuleError } from '../kernel/errors/problem.js';
import { Translator } from '../kernel/translation/translator.js';
import { CATALOGUES } from '../translations/index.js';

/** A command that can not do what it was asked for: the message is all that people need. */
export class CommandFailure extends Error {}

/** What the drivers and Node tell of an error. */
interface SystemError {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly path?: string;
  readonly message: string;
}

/** Any error as a sentence for people that says what to do where that is known. */
export function explained(error: unknown): string {
  if (error instanceof CommandFailure || error instanceof ConfigError) return error.message;
  if (error instanceof RuleError) return ruleTexts(error);
  if (!(error instanceof Error)) return String(error);
  const { driverError } = error as { driverError?: unknown };
  const source = (driverError instanceof Error ? driverError : error) as SystemError;
  const reason = source.code?.startsWith('SQLITE_')
    ? embeddedReason(source.code)
    : REASONS[source.code ?? '']?.(source);
  return reason ?? (source.message || `${error.name} ${source.code ?? ''}`.trim());
}

/** What the rules refuse, in the language of the command line. */
export function ruleTexts(error: RuleError): string {
  const translator = new Translator(CATALOGUES, 'en_EN');
  return error.problems.map((problem) => `${translator.problem(problem)}.`).join(' ');
}

type Reason = (error: SystemError) => string;

const unreachable: Reason = ({ code, address, hostname, port }) => {
  const server = [address ?? hostname ?? 'the configured host', port].filter(Boolean).join(':');
  return `The database does not answer at ${server} (${code}): start it, or correct DATABASE_URL.`;
};

const REASONS: Readonly<Record<string, Reason>> = {
  EADDRINUSE: ({ address, port }) =>
    `Port ${port} of ${address} is in use: stop the program that has it, or set PORT to another.`,
  EADDRNOTAVAIL: ({ address }) => `HOST ${address} is no address of this machine.`,
  EACCES: ({ path, port, message }) =>
    port === undefined
      ? `${path ?? message}: permission denied.`
      : `Port ${port} needs more rights: set PORT to one over 1023.`,
  EISDIR: () => 'That is a folder, not a file.',
  EEXIST: ({ path }) => `${path} is a file where a folder should be.`,
  ENOTDIR: ({ path }) => `A part of ${path} is a file, not a folder.`,
  ENOENT: ({ path, message }) => (path ? `There is no ${path}.` : message),
  ENOSPC: () => 'The disk is full.',
  EROFS: ({ path }) => `${path ?? 'The disk'} can only be read.`,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  EAI_AGAIN: ({ hostname }) => `The host ${hostname} can not be looked up just now.`,
  ENOTFOUND: ({ hostname }) => `There is no host ${hostname}: correct HOST or DATABASE_URL.`,
  ER_ACCESS_DENIED_ERROR: ({ message }) =>
    `The database refuses user or password of DATABASE_URL (${message}).`,
  ER_DBACCESS_DENIED_ERROR: ({ message }) =>
    `The user of DATABASE_URL may not use that database (${message}).`,
  ER_BAD_DB_ERROR: ({ message }) =>
    `${message}: make it with CREATE DATABASE … CHARACTER SET utf8mb4, or correct DATABASE_URL.`,
  ER_CON_COUNT_ERROR: () => 'The database has too many connections open; try again later.',
};

function embeddedReason(code: string): string | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return 'Another program keeps the database busy; try again.';
  }
  switch (code) {
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return 'The file facturanest.db under DATA_DIR is damaged or no database: put a backup in its place.';
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return 'The database under DATA_DIR can not be opened for writing: check its owner and rights.';
    case 'SQLITE_FULL':
      return 'The disk is full.';
    default:
      return undefined;
  }
}
