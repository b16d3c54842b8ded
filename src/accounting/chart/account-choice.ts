import { isEmpty, type Context } from '../../models/index.js';
import { fiscalYear } from '../years/open-year.js';
import { expandedCode } from './subaccount-code.js';
import { YearChart } from './year-chart.js';

/*
 * Which ledger accounts of a fiscal year amounts are posted on (accounting specification, 6):
 * roles, and codes that records name. Those of customers and suppliers: `party-account.ts`.
 */

/** Tags of accounts that play a role (`cuentasesp`). */
export type Tag =
  | 'ACREED'
  | 'BANCO'
  | 'CAJA'
  | 'CLIENT'
  | 'COMPRA'
  | 'DEVCOM'
  | 'DEVVEN'
  | 'GTOBAN'
  | 'IRPF'
  | 'IRPFPR'
  | 'IVAACR'
  | 'IVADEU'
  | 'IVAREP'
  | 'IVARRE'
  | 'IVASOP'
  | 'PRENEG'
  | 'PREVIO'
  | 'PROVEE'
  | 'PYG'
  | 'SUPLI'
  | 'VENTAS';

/**
 * The ledger accounts that play these roles in a fiscal year: one that bears the tag itself, else
 * the first below an account that does. What there is none for is absent.
 */
export async function specialSubaccounts(
  tags: readonly Tag[],
  codejercicio: string,
  context: Context,
): Promise<ReadonlyMap<Tag, string>> {
  const chart = YearChart.of(codejercicio, context);
  const found = new Map<Tag, string>();
  for (const tag of tags) {
    const code = await chart.special(tag);
    if (code !== null) found.set(tag, code);
  }
  return found;
}

/** The ledger account that plays a role in a fiscal year; null for none. */
export function specialSubaccount(
  tag: Tag,
  codejercicio: string,
  context: Context,
): Promise<string | null> {
  return YearChart.of(codejercicio, context).special(tag);
}

/** A code that a record names, and what to do where the fiscal year has no such ledger account. */
export interface WantedCode {
  readonly code: string;
  /** It is made under the account of this role; without one it is missing. */
  readonly below?: {
    readonly tag: Tag;
    /** That of the account when it is left out. */
    readonly description?: string | null;
  };
}

/**
 * Which of the codes are ledger accounts of the fiscal year, by the code as it was written: one
 * query for all of them. Missing ones are made where that is asked for; the others are absent.
 */
export async function existingSubaccounts(
  wanted: readonly WantedCode[],
  codejercicio: string,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const named = wanted.filter(({ code }) => !isEmpty(code));
  const year = named.length > 0 && (await fiscalYear(codejercicio, context));
  if (!year) return new Map();
  const chart = YearChart.of(codejercicio, context);
  const full = (code: string) => expandedCode(code, year.longsubcuenta ?? 0);
  const codes = await chart.codes(named.map(({ code }) => full(code)));
  const existing = new Map<string, string>();
  for (const { code, below } of named) {
    const known = codes.get(full(code)) ?? null;
    const made = below && (await chart.open(below.tag, full(code), below.description));
    const found = known ?? made ?? null;
    if (found !== null) existing.set(code, found);
  }
  return existing;
}
