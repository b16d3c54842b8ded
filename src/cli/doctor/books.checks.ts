import { newRegistry } from '../../schema.js';
import type { SqlReader } from '../../kernel/database/connection.js';
import type { Database } from '../../kernel/database/database.js';
import { literal, sql } from '../../kernel/database/sql.js';
import { adoptLiveTables, readLiveTables, type Registry } from '../../models/index.js';
import type { BookCheck, Books } from './book-check.js';
import { failure, ok, some, type Check } from './check.js';
import { documentChecks } from './document.book-checks.js';
import { invoiceChecks } from './invoice.book-checks.js';
import { ledgerChecks } from './ledger.book-checks.js';
import { stockChecks } from './stock.book-checks.js';

/** How many of each kind are named. */
const MOST_NAMED = 20;

export interface BooksOptions {
  /** Whether no stock was ever counted or corrected: all that is there came by documents. */
  readonly stockFromZero?: boolean;
}

/** As `checkBooks`, of a database that may lack tables. */
export async function booksChecks(database: Database, options: BooksOptions): Promise<Check[]> {
  const registry = newRegistry();
  const missing = adoptLiveTables(registry, await readLiveTables(database))
    .filter(({ kind }) => kind === 'missing table')
    .map(({ table }) => table);
  if (missing.length === 0) return checkBooks(database, registry, options);
  const message = `without the tables ${some(missing)}`;
  return [failure('Tables', message, 'Run "facturanest migrate", or start the server.')];
}

/**
 * Whether everything that is stored twice says the same: entries, balances, receipts, numbers,
 * risk, lines, served quantities and stock. One statement for each question, which adds up inside of the database and leaves
 * it as it is.
 */
export async function checkBooks(
  database: SqlReader,
  registry: Registry,
  { stockFromZero = false }: BooksOptions = {},
): Promise<Check[]> {
  const books = { registry, stockFromZero };
  const checks: Check[] = [];
  for (const check of allChecks(books)) {
    checks.push(await answerOf(check, database));
  }
  return checks;
}

function allChecks(books: Books): BookCheck[] {
  return [
    ...ledgerChecks(),
    ...invoiceChecks(books),
    ...documentChecks(books),
    ...stockChecks(books),
  ];
}

async function answerOf(check: BookCheck, database: SqlReader): Promise<Check> {
  const { name, status, fine, wrong, advice, found, text } = check;
  // The order makes what is named the same in each run.
  const rows = await database.read(
    sql`SELECT COUNT(*) OVER (), found.* FROM (${found}) found
      ORDER BY 2, 3, 4 LIMIT ${literal(MOST_NAMED)}`,
  );
  if (rows.length === 0) return ok(name, fine);
  const count = Number(rows[0]?.[0]);
  const rest = Array<string>(count - rows.length).fill('');
  const named = some([...rows.map(([, ...row]) => text(row)), ...rest], MOST_NAMED);
  return { name, status, message: `${count} ${wrong}: ${named}`, advice };
}
