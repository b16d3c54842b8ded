import { unfoldedName } from './fold.js';

/** What a statement was refused for, in words that both engines share. */
export type Refusal =
  /** A foreign key of the written row points to nothing. `column` is absent on SQLite. */
  | { kind: 'missing-reference'; column?: string }
  /** Another row points to the one that was to go. */
  | { kind: 'still-referenced' }
  /** A unique key is taken. MySQL names the key, SQLite its columns. */
  | { kind: 'duplicate'; key?: string; columns?: string[] }
  /** A value does not fit its column. */
  | { kind: 'bad-value'; column?: string }
  /** The table has used up the numbers that its generated key can take. */
  | { kind: 'no-more-keys' }
  /** Another transaction was in the way; running the whole unit of work again may succeed. */
  | { kind: 'conflict' };

interface DriverError {
  code?: string;
  errno?: number;
  message?: string;
}

const statements = new WeakMap<object, string>();

/** Remembers the text of the statement that failed: what a driver tells of it has the values in it. */
export function failedAt(sql: string, error: unknown): void {
  if (typeof error === 'object' && error !== null) statements.set(error, sql);
}

/** The statement that an error comes from, without its values; null for any other error. */
export function statementOf(error: unknown): string | null {
  return (typeof error === 'object' && error !== null && statements.get(error)) || null;
}

/** What a driver calls its error, such as `ER_NO_SUCH_TABLE`; its text would say the values. */
export function codeOf(error: unknown): string {
  return (error as DriverError | null)?.code ?? '';
}

/** Explains an error of either driver; null when it is no refusal but a failure. */
export function refusalOf(error: unknown): Refusal | null {
  const { code = '', errno, message = '' } = (error ?? {}) as DriverError;
  return errno === undefined ? ofSqlite(code, message) : ofMysql(errno, message);
}

/** Too many connections, shutting down, killed: codes of the server; the others are of the net. */
const UNAVAILABLE = new Set<string | number | undefined>([
  1040,
  1053,
  1203,
  1927,
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
]);

/** Whether the database could not be asked, or was too busy to the end: later it may work. */
export function isUnavailable(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as DriverError;
  return UNAVAILABLE.has(code) || UNAVAILABLE.has(errno) || refusalOf(error)?.kind === 'conflict';
}

/** `'name'`, `'table.name'`, or MariaDB's `` `database`.`table`.`name` ``. */
const IN_COLUMN = /column (?:`[^`]+`\.)*['`](?:[^'`]*\.)?(\w+)['`]/i;

function ofMysql(errno: number, message: string): Refusal | null {
  switch (errno) {
    case 1205: // lock wait timeout
    case 1213: // deadlock
    case 1020: // record has changed since last read (MariaDB snapshot isolation)
    case 1047: // Galera: node not ready
      return { kind: 'conflict' };
    case 1216:
    case 1452: {
      const column = /FOREIGN KEY \(`([^`]+)`\)/.exec(message)?.[1];
      return { kind: 'missing-reference', ...(column && { column }) };
    }
    case 1217:
    case 1451:
      return { kind: 'still-referenced' };
    case 1062: {
      const key = /for key '(?:[^']*\.)?([^'.]+)'/.exec(message)?.[1];
      return { kind: 'duplicate', ...(key && { key }) };
    }
    case 167: // MariaDB: the next generated key is out of range
    case 1467:
      return { kind: 'no-more-keys' };
    case 1048: // can not be null
    case 1263:
    case 1264: // out of range
    case 1265: // data truncated
    case 1292: // incorrect date
    case 1364: // no default
    case 1366: // incorrect value
    case 1406: {
      const column = IN_COLUMN.exec(message)?.[1] ?? /Field '([^']+)'/.exec(message)?.[1];
      return { kind: 'bad-value', ...(column && { column }) };
    }
    default:
      return null;
  }
}

function ofSqlite(code: string, message: string): Refusal | null {
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'conflict' };
  if (!code.startsWith('SQLITE_CONSTRAINT')) return null;
  if (message.includes('FOREIGN KEY')) return { kind: 'missing-reference' };
  const columns = [...message.matchAll(/\.(\w+)/g)].map((match) => unfoldedName(match[1] ?? ''));
  if (message.includes('UNIQUE')) {
    const key = /index '([^']+)'/.exec(message)?.[1];
    return { kind: 'duplicate', ...(key ? { key } : { columns }) };
  }
  return { kind: 'bad-value', ...(columns[0] && { column: columns[0] }) };
}
