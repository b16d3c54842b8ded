import type { SqlReader } from '../../kernel/database/connection.js';
import { exact, sql } from '../../kernel/database/sql.js';
import { asText, select } from '../../kernel/database/sql-table.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { round, sum } from '../../kernel/money/decimal.js';
import { tableOf } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';

/** What was booked on a ledger account or account, with everything below it. */
export interface Sums {
  /** Debit less credit of the opening entry and of all that precedes the period. */
  readonly opening: number;
  readonly debit: number;
  readonly credit: number;
}

/** A ledger account with movements. */
export interface SubaccountSums extends Sums {
  readonly code: string;
  readonly name: string;
  readonly accountId: number;
  /** Code of the account that it stands under. */
  readonly account: string;
}

export interface ChartAccount {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parentId: number | null;
}

/** One line of a tree with totals. */
export interface TreeLine extends Sums {
  readonly code: string;
  readonly name: string;
  readonly isSubaccount: boolean;
}

interface Wanted {
  readonly codejercicio: string;
  readonly from: Day;
  readonly until: Day;
  /** Kinds of entries that are left out: R regularisation, C closing. */
  readonly without: readonly ('R' | 'C')[];
  readonly decimals: number;
}

/** What is on a ledger account in the end: debit less credit. */
export function balanceOf({ opening, debit, credit }: Sums): number {
  return sum([opening, debit, -credit]);
}

/** The ledger accounts of a fiscal year that have lines until a day, in the order of their codes. */
export async function subaccountSums(wanted: Wanted, reader: SqlReader): Promise<SubaccountSums[]> {
  const { codejercicio, from, until, without, decimals } = wanted;
  // The first one stands for no kind at all: a list of none would be no SQL.
  const excluded = ['-', ...without];
  const [s, a] = [tableOf(Subaccount, 's'), tableOf(JournalEntry, 'a')];
  const p = tableOf(JournalEntryLine, 'p');
  const isOpening = sql`(${a.fecha} < ${from} OR COALESCE(${a.operacion}, '') = 'A')`;
  const [debit, credit] = [exact(p.debe), exact(p.haber)];
  const amount = (value: SqlValue) => round(Number(value), decimals);
  const rows = await reader.read(
    select(
      {
        code: s.codsubcuenta,
        name: [s.descripcion, asText],
        accountId: s.idcuenta,
        account: [s.codcuenta, asText],
        opening: [sql`t.opening`, amount],
        debit: [sql`t.debit`, amount],
        credit: [sql`t.credit`, amount],
      },
      sql`FROM ${s} JOIN (
        SELECT ${p.idsubcuenta} AS id,
          SUM(CASE WHEN ${isOpening} THEN ${debit} - ${credit} ELSE 0 END) AS opening,
          SUM(CASE WHEN ${isOpening} THEN 0 ELSE ${debit} END) AS debit,
          SUM(CASE WHEN ${isOpening} THEN 0 ELSE ${credit} END) AS credit
        FROM ${a} JOIN ${p} ON ${p.idasiento} = ${a.idasiento}
        WHERE ${a.codejercicio.is(codejercicio)} AND ${a.fecha} <= ${until}
          AND COALESCE(${a.operacion}, '') NOT IN (${excluded})
        GROUP BY ${p.idsubcuenta}
      ) t ON t.id = ${s.idsubcuenta}`,
    ),
  );
  return rows.sort(byCode);
}

/** The accounts of a fiscal year by their number. */
export async function chartAccounts(
  codejercicio: string,
  reader: SqlReader,
): Promise<ReadonlyMap<number, ChartAccount>> {
  const accounts = tableOf(Account);
  const rows = await reader.read(
    select(
      {
        id: accounts.idcuenta,
        code: accounts.codcuenta,
        name: [accounts.descripcion, asText],
        parentId: accounts.parent_idcuenta,
      },
      sql`FROM ${accounts} WHERE ${accounts.codejercicio.is(codejercicio)}`,
    ),
  );
  return new Map(rows.map((account) => [account.id, account]));
}

/**
 * The ledger accounts and, before those below them, the accounts above, each with its totals: all
 * codes of at most `longest` characters.
 */
export function treeOf(
  subaccounts: readonly SubaccountSums[],
  accounts: ReadonlyMap<number, ChartAccount>,
  longest: number,
): TreeLine[] {
  const below = new Map<number, SubaccountSums[]>();
  for (const subaccount of subaccounts) {
    for (const { id } of ancestorsOf(subaccount.accountId, accounts)) {
      const known = below.get(id);
      if (known) known.push(subaccount);
      else below.set(id, [subaccount]);
    }
  }
  const lines = subaccounts.map((each): TreeLine => ({ ...each, isSubaccount: true }));
  for (const [id, children] of below) {
    const { code, name } = accounts.get(id) as ChartAccount;
    if (code.length <= longest) lines.push({ code, name, isSubaccount: false, ...total(children) });
  }
  return lines.filter(({ code }) => code.length <= longest).sort(byCode);
}

/** What several ledger accounts have together. */
export function total(lines: readonly Sums[]): Sums {
  return {
    opening: sum(lines.map(({ opening }) => opening)),
    debit: sum(lines.map(({ debit }) => debit)),
    credit: sum(lines.map(({ credit }) => credit)),
  };
}

/** The account and those above it. A chart that another program bent into a circle ends too. */
export function ancestorsOf<T extends Pick<ChartAccount, 'id' | 'parentId'>>(
  id: number | null,
  accounts: ReadonlyMap<number, T>,
): T[] {
  const found: T[] = [];
  for (let next = id; next !== null; next = found.at(-1)?.parentId ?? null) {
    const account = accounts.get(next);
    if (!account || found.includes(account)) break;
    found.push(account);
  }
  return found;
}

/** As both engines would, whatever the language of the machine. */
function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  if (a.code === b.code) return 0;
  return a.code < b.code ? -1 : 1;
}
