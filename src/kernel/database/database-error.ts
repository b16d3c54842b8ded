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
  fatal?: boolean;
}

/** All turns of those who read long results stayed taken: later it may work. */
export class TooManyStreamsError extends Error {
  override readonly message = 'Too many long results are being read';
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

/** What keeps a database from doing what it was asked, through no fault of the statement. */
export type Trouble =
  /** It could not be asked, went away, or was too busy to the end: later it may work. */
  | 'unavailable'
  /** The statement took longer than statements may. */
  | 'too-long'
  /** There is no room left on a disk. */
  | 'full'
  /** A text of the statement has letters that a column it is compared with can not hold. */
  | 'incomparable'
  /** A pattern has more wildcards than the engine can follow. */
  | 'hard-pattern';

/** By the codes of the server, of the drivers, and of the system. */
const TROUBLES = new Map<string | number | undefined, Trouble>([
  // Too many connections, shutting down, killed.
  ...([1040, 1053, 1203, 1317, 1927] as const).map((code) => [code, 'unavailable'] as const),
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST'].map(
    (code) => [code, 'unavailable'] as const,
  ),
  // MariaDB's and MySQL's own.
  ...([1969, 3024] as const).map((code) => [code, 'too-long'] as const),
  ...([1021, 1114] as const).map((code) => [code, 'full'] as const),
  ...['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].map(
    (code) => [code, 'full'] as const,
  ),
  // Comparisons of utf8mb4 with what is not: of two, of three, of more, of a bound text.
  ...([1267, 1270, 1271, 3988] as const).map((code) => [code, 'incomparable'] as const),
  [1436, 'hard-pattern'],
]);
/** "Got error 28": what storage engines call a full disk. */
const ENGINE_FULL = /^Got error 28\b/;

/** What kept the database, or a disk, from doing it; null for a refusal or a mistake. */
export function troubleOf(error: unknown): Trouble | null {
  const { code, errno, message = '', fatal } = (error ?? {}) as DriverError;
  const known = TROUBLES.get(errno) ?? TROUBLES.get(code);
  if (known) return known;
  if (errno === 1030 && ENGINE_FULL.test(message)) return 'full';
  // The driver calls it fatal when a connection is of no more use, also before a statement is sent.
  return fatal === true || refusalOf(error)?.kind === 'conflict' ? 'unavailable' : null;
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
