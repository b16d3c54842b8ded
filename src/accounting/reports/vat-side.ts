import type { SqlReader } from '../../kernel/database/connection.js';
import { sql, type Sql } from '../../kernel/database/sql.js';
import { select } from '../../kernel/database/sql-table.js';
import { tableOf } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { ancestorsOf } from './account-sums.js';

/** Whether VAT on a ledger account is owed (output) or deducted (input). */
export type VatSide = 'output' | 'input';

const OUTPUT = ['IVAREP', 'IVARRE', 'IVARUE', 'IVAREX', 'IVARXP', 'IVAEUE'];
const INPUT = ['IVASOP', 'IVASUE', 'IVASEX', 'IVASIM'];

interface Tagged {
  readonly id: number;
  readonly parentId: number | null;
  readonly tag: string | null;
}

/** Answers by the account of a ledger account, and by the tag of its own that it may have. */
export type SideOf = (accountId: number | null, tag: string | null) => VatSide | null;

/**
 * Which accounts are which, by the tags of themselves or of those above them. A buyer who owes the
 * VAT in the place of the seller has it on both sides; a book of VAT is about one.
 *
 * @param years a query of the codes of fiscal years
 */
export async function vatSides(years: Sql, reader: SqlReader): Promise<SideOf> {
  const chart = tableOf(Account);
  const { idcuenta: id, parent_idcuenta: parentId, codcuentaesp: tag } = chart;
  const rows = await reader.read(
    select({ id, parentId, tag }, sql`FROM ${chart} WHERE ${chart.codejercicio} IN (${years})`),
  );
  const accounts = new Map(rows.map((account): [number, Tagged] => [account.id, account]));
  const known = new Map<number, VatSide | null>();
  return (accountId, tag) => {
    const own = sideOfTag(tag);
    if (own || accountId === null) return own;
    const remembered = known.get(accountId);
    if (remembered !== undefined) return remembered;
    const sides = ancestorsOf(accountId, accounts).map((account) => sideOfTag(account.tag));
    const side = sides.find((each) => each !== null) ?? null;
    known.set(accountId, side);
    return side;
  };
}

function sideOfTag(tag: string | null): VatSide | null {
  const code = tag?.toUpperCase() ?? '';
  if (OUTPUT.includes(code)) return 'output';
  return INPUT.includes(code) ? 'input' : null;
}
