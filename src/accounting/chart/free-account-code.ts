import { fold } from '../../kernel/database/fold.js';
import { sql } from '../../kernel/database/sql.js';
import { freeText, namedTable, select } from '../../kernel/database/sql-table.js';
import type { Context, Entity } from '../../models/index.js';
import { expandedCode } from './subaccount-code.js';
import { Subaccount } from './subaccount.entity.js';
import type { TaggedAccount } from './year-chart.js';

/** Low numbers that are tried first. */
const LOW_NUMBERS = 49;
/** Accounts with so many ledger accounts have hardly a low number left. */
const MANY = 99;
const BATCH = 100;
const MOST_BATCHES = 100;

/** For whom, and where, a code is looked for. */
export interface Wanted {
  /** Customers or suppliers: no two of a kind share a ledger account of their own. */
  readonly kind: Entity;
  /** The code of the customer or supplier, whose digits are tried first. */
  readonly subject: string;
  readonly account: TaggedAccount;
  readonly codejercicio: string;
  /** Of the codes of ledger accounts in the year. */
  readonly length: number;
}

/**
 * The first code for a new ledger account of a customer or supplier that is free: the digits of
 * their own code, 1 to 49, then the next numbers; null when there is none. The caller keeps others
 * from taking it.
 */
export async function freeAccountCode(wanted: Wanted, context: Context): Promise<string | null> {
  const low = Array.from({ length: LOW_NUMBERS }, (_, index) => String(index + 1));
  const found = await firstFree(candidates(wanted, [digitsOf(wanted), ...low]), wanted, context);
  if (found !== null) return found;
  const { idcuenta } = wanted.account;
  const total = await context.records.count(Subaccount, { idcuenta });
  const start = total > MANY ? total : LOW_NUMBERS + 1;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const numbers = Array.from({ length: BATCH }, (_, index) =>
      String(start + batch * BATCH + index),
    );
    const codes = candidates(wanted, numbers);
    if (codes.length === 0) return null;
    const free = await firstFree(codes, wanted, context);
    if (free !== null) return free;
  }
  return null;
}

function digitsOf({ subject }: Wanted): string {
  return subject.replace(/\D/g, '');
}

/** Numbers as codes below the account; those that are too long are left out. */
function candidates({ account, length }: Wanted, numbers: readonly string[]): string[] {
  const { codcuenta } = account;
  return numbers.flatMap((number) => {
    // A subject may be called by the code of a ledger account.
    if (number.length === length && number.startsWith(codcuenta)) return [number];
    const short = number.replace(/^0+/, '') || '0';
    const room = length - codcuenta.length;
    return short.length > room ? [] : [codcuenta + short.padStart(room, '0')];
  });
}

async function firstFree(
  codes: readonly string[],
  { kind, codejercicio, length }: Wanted,
  context: Context,
): Promise<string | null> {
  if (codes.length === 0) return null;
  const taken = new Set<string>();
  const existing = await context.records.list(Subaccount, { codejercicio, codsubcuenta: codes });
  for (const { codsubcuenta } of existing) taken.add(fold(codsubcuenta));
  const free = codes.filter((code) => !taken.has(fold(code)));
  if (free.length === 0) return null;
  for (const code of await codesOfOthers(kind, free, context)) {
    taken.add(fold(expandedCode(code, length)));
  }
  return free.find((code) => !taken.has(fold(code))) ?? null;
}

/** Those of the codes that others of the kind have, and all that are still abbreviated. */
async function codesOfOthers(
  kind: Entity,
  codes: readonly string[],
  context: Context,
): Promise<string[]> {
  const subjects = namedTable(context.models.of(kind).table, { codsubcuenta: freeText });
  const { codsubcuenta } = subjects;
  const rows = await context.transaction.read(
    select(
      { codsubcuenta },
      sql`FROM ${subjects}
        WHERE ${codsubcuenta.in(codes)} OR ${codsubcuenta} LIKE '%.%'`,
    ),
  );
  return rows.map((row) => row.codsubcuenta);
}
