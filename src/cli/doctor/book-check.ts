import { presentDay } from '../../kernel/dates/calendar.js';
import { literal, sql, type Sql } from '../../kernel/database/sql.js';
import { columnOf } from '../../kernel/database/sql-table.js';
import type { SqlRow, SqlValue } from '../../kernel/database/sql-value.js';
import { AMOUNT_DECIMALS, toleranceOf } from '../../kernel/money/amounts.js';
import { liveTableOf, type Registry } from '../../models/index.js';
import { QUANTITY_DECIMALS } from '../../stock/index.js';

/** Amounts, and units of stock, that differ by less are equal. */
export const SAME_AMOUNT = toleranceOf(AMOUNT_DECIMALS);
export const SAME_UNITS = toleranceOf(QUANTITY_DECIMALS);

/** What to say where nobody but a program can have done it. */
export const REPORT =
  'Unless another program or hand wrote this database, report it as a fault of the server.';

/**
 * One question to the books, answered by one statement: it sees one moment, so that it can be asked
 * while a server writes.
 */
export interface BookCheck {
  readonly name: string;
  /** Whether what is found is in the way or only worth knowing. */
  readonly status: 'failure' | 'warning';
  /** What is so when nothing is found. */
  readonly fine: string;
  /** What is wrong with those found, which follow it. */
  readonly wrong: string;
  readonly advice: string;
  /** Finds what is wrong; the columns have names that differ. */
  readonly found: Sql;
  /** Names one of those found. */
  readonly text: (row: SqlRow) => string;
}

/** What the checks need to know of a database to write their statements. */
export interface Books {
  readonly registry: Registry;
  /** Whether all stock there is came and went by lines of documents. */
  readonly stockFromZero: boolean;
}

/** The sides of business with the tables of their invoices. */
export const INVOICES = [
  {
    model: 'FacturaCliente',
    invoices: sql`facturascli`,
    lines: sql`lineasfacturascli`,
    receipts: sql`recibospagoscli`,
    subject: sql`codcliente`,
  },
  {
    model: 'FacturaProveedor',
    invoices: sql`facturasprov`,
    lines: sql`lineasfacturasprov`,
    receipts: sql`recibospagosprov`,
    subject: sql`codproveedor`,
  },
] as const;

/** A column, of a table with an alias, as what equal texts and codes have in common. */
export function comparable(books: Books, table: string, name: string, alias?: string): Sql {
  const { operand, comparison } = columnOf(liveTableOf(books.registry.ofTable(table), alias), name);
  // The embedded engine forgets in unions that a code disregards case.
  return comparison === 'code' ? sql`LOWER(${operand})` : operand;
}

/** A condition: the two amounts are not the same; null is 0. */
export function differ(one: Sql, other: Sql, tolerance = SAME_AMOUNT): Sql {
  return sql`ABS(COALESCE(${one}, 0) - COALESCE(${other}, 0)) >= ${literal(tolerance)}`;
}

/** A sum as people read it: without what floating point leaves behind. */
export function amount(value: SqlValue | undefined): string {
  return String(Number(Number(value ?? 0).toFixed(3)));
}

export function day(value: SqlValue | undefined): string {
  return presentDay(String(value));
}
