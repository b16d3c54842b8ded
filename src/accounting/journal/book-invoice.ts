import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { AMOUNT_DECIMALS, isNothing } from '../../kernel/money/amounts.js';
import { divide, sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { invoiceAccounts, type Party } from '../chart/invoice-accounts.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { postEntry, removeEntry } from './ledger.js';
import type { EntryDraft, EntryDraftLine } from '../posting/entry-draft.js';
import { invoiceEntry } from '../posting/invoice-entry.js';
import type { PostedInvoice } from '../posting/posted-invoice.js';
import { postingTerms } from './posting-terms.js';

/** The entry of an invoice, or why there is none. */
export interface Booked {
  readonly idasiento: number | null;
  /** A reason of business, which fails nothing; people should hear of it. */
  readonly unposted?: Problem;
}

/** Nothing is wrong with an invoice that has no entry for these reasons. */
const NOTHING_TO_POST = ['posting-no-total', 'posting-no-lines'];

/** The entry that an invoice has. */
export interface Posted {
  readonly posted: number | null;
  /** Whether the invoice moves what it did when it was posted, if with other texts. */
  readonly movesSame: boolean;
}

/**
 * Whether an entry is there with the amount of the invoice, in either currency (accounting
 * specification, 7.3).
 */
export async function hasAmountOf(
  idasiento: number,
  { total, tasaconv }: Pick<PostedInvoice, 'total' | 'tasaconv'>,
  context: Context,
): Promise<boolean> {
  const entry = await context.records.find(JournalEntry, idasiento);
  const amounts = [total, tasaconv ? divide(total, tasaconv) : total];
  return (
    !!entry && amounts.some((amount) => isNothing(sum([entry.importe, -amount]), AMOUNT_DECIMALS))
  );
}

/**
 * Brings the entry of an invoice in line with it: one that says the same stays, any other is
 * replaced. Where today's chart lacks something, one whose amounts are still right stays.
 *
 * @throws RuleError when the entry that it has must stay: closed fiscal year, declared VAT period
 */
export async function bookInvoice(
  invoice: PostedInvoice,
  party: Party,
  { posted, movesSame }: Posted,
  context: Context,
): Promise<Booked> {
  const accounts = await invoiceAccounts(invoice, party, context);
  const posting = invoiceEntry(invoice, accounts, postingTerms(invoice.side, context));
  if ('unposted' in posting) {
    const { unposted: code, params } = posting;
    const hasNothing = NOTHING_TO_POST.includes(code);
    const idasiento = movesSame && !hasNothing ? posted : null;
    if (idasiento === null) await unbookInvoice(posted, context);
    return hasNothing
      ? { idasiento }
      : { idasiento, unposted: { code, ...(params && { params }) } };
  }
  if (posted !== null && (await saysTheSame(posted, posting.entry, context)))
    return { idasiento: posted };
  await unbookInvoice(posted, context);
  try {
    return { idasiento: (await postEntry(posting.entry, context)).idasiento };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { idasiento: null, unposted: error.problems[0] as Problem };
  }
}

/**
 * Removes the entry of an invoice, if it has one.
 *
 * @throws RuleError `closed-exercise`, `accounting-within-regularization`
 */
export async function unbookInvoice(posted: number | null, context: Context): Promise<void> {
  if (posted !== null) await removeEntry(posted, context);
}

const OF_ENTRY = [
  'idempresa',
  'codejercicio',
  'fecha',
  'concepto',
  'documento',
  'importe',
] as const;
const OF_LINE = [
  'codsubcuenta',
  'debe',
  'haber',
  'baseimponible',
  'iva',
  'recargo',
  'cifnif',
] as const;
const FURTHER = ['codserie', 'factura', 'codcontrapartida', 'coddivisa', 'tasaconv'] as const;

/** Whether a stored entry is the one that would be posted now. */
async function saysTheSame(
  idasiento: number,
  draft: EntryDraft,
  context: Context,
): Promise<boolean> {
  const entry = await context.records.find(JournalEntry, idasiento);
  if (!entry || OF_ENTRY.some((name) => entry[name] !== draft[name])) return false;
  if (entry.canal !== (draft.canal ?? null) || entry.iddiario !== (draft.iddiario ?? null)) {
    return false;
  }
  const lines = await context.records.list(
    JournalEntryLine,
    { idasiento },
    { orderBy: ['idpartida'] },
  );
  return (
    lines.length === draft.lines.length &&
    lines.every((line, index) => {
      const wanted = draft.lines[index];
      return wanted !== undefined && isSameLine(line, wanted);
    })
  );
}

/** What a draft leaves out is nothing, which is stored as 0 in columns that are never empty. */
function isSameLine(line: JournalEntryLine, wanted: EntryDraftLine): boolean {
  const [stored, drafted] = [line, wanted] as unknown as Record<string, unknown>[];
  return [...OF_LINE, ...FURTHER].every((name) => {
    const value = drafted?.[name];
    if (value === undefined && (name === 'coddivisa' || name === 'tasaconv')) return true;
    return (stored?.[name] ?? 0) === (value ?? 0);
  });
}
