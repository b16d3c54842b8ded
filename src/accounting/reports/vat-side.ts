import type { Reader } from '../../kernel/database/database.js';
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
 */
export async function vatSides(
  { sql, values }: { readonly sql: string; readonly values: readonly (string | number)[] },
  reader: Reader,
): Promise<SideOf> {
  const rows = await reader.rows(
    `SELECT idcuenta, parent_idcuenta, codcuentaesp FROM cuentas WHERE codejercicio IN (${sql})`,
    values,
  );
  const accounts = new Map(
    rows.map(([id, parent, tag]): [number, Tagged] => [
      Number(id),
      { id: Number(id), parentId: numberOrNull(parent), tag: tag === null ? null : String(tag) },
    ]),
  );
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

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
