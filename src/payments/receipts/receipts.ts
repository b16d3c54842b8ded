import type { Day } from '../../kernel/dates/calendar.js';
import { currencyDecimals } from '../../company/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { sum } from '../../kernel/money/decimal.js';
import type { Changed, Context } from '../../models/index.js';
import { moveRisk, refreshInvoiceFlags, riskShare } from './invoice-flags.js';
import { paymentMethodOf } from '../methods/look-ups.js';
import { automaticDueDate, completeDates } from './receipt-dates.js';
import { writingReceipts, type InvoiceFlags, type ReceiptInvoice } from './receipt-invoice.js';
import { flagsOf, nextNumber, outstanding, paidOf, planReceipts } from './receipt-plan.js';
import { sideOf, type AnyReceipt } from './receipt-side.js';

/** How receipts are paid; each in its own way unless told otherwise. */
export interface PaymentTerms {
  /** Today by default. */
  readonly fechapago?: Day | undefined;
  /** That of each receipt by default. */
  readonly codpago?: string | undefined;
}

/** The receipts of an invoice as they were, and what becomes of them. */
interface Sync {
  readonly removed: readonly AnyReceipt[];
  readonly changed: readonly Changed<AnyReceipt>[];
  readonly added: readonly AnyReceipt[];
  /** All that there are then. */
  readonly receipts: readonly AnyReceipt[];
}

/**
 * Brings the receipts of an invoice in line with it, after it was stored: with their total, date,
 * payment method, currency, customer or supplier. The risk of the customer moves by what paid
 * receipts change in it; that of the invoice itself (its total, while it is unpaid) is the
 * caller's.
 *
 * @param invoice as it is now, with the flags that it had
 * @param before as it was; null for a new one, which has no receipts yet
 * @returns the flags of the invoice, for the caller to store
 * @throws RuleError `paid-receipts-prevent-action` for another customer or supplier, and as the
 *   rules of receipts, payments and journal entries
 */
export async function syncReceipts(
  invoice: ReceiptInvoice,
  before: ReceiptInvoice | null,
  context: Context,
): Promise<InvoiceFlags> {
  const decimals = currencyDecimals(invoice.coddivisa, context.settings.decimals);
  if (!before && outstanding(invoice, [], decimals) === 0) {
    return { pagada: !!invoice.isPriced, vencida: false };
  }
  const known = before ? await receiptsOf(invoice, context) : [];
  const paidBefore = paidOf(known);
  const sync = await planned(invoice, before, known, context);
  const flags = flagsOf(invoice.total, sync.receipts, decimals);
  const paid = paidOf(sync.receipts);
  const share = riskShare({ ...flags, total: invoice.total }, paid);
  const counted = [-riskShare(invoice, 0), before && !before.pagada ? paidBefore : 0];
  await moveRisk(invoice, { amount: sum([share, ...counted]), paid }, context);
  const { receipt } = sideOf(invoice);
  await writingReceipts(invoice, context, async () => {
    await context.records.removeAll(receipt, sync.removed);
    await context.records.updateAll(receipt, sync.changed);
    await context.records.insertAll(receipt, sync.added);
  });
  return flags;
}

/**
 * Deletes all receipts of an invoice that is about to go, with their payments and the journal
 * entries of those. What the invoice itself adds to the risk of the customer is the caller's.
 *
 * @throws RuleError when the entry of a payment must stay
 */
export async function removeReceipts(invoice: ReceiptInvoice, context: Context): Promise<void> {
  const receipts = await receiptsOf(invoice, context);
  const amount = invoice.pagada ? 0 : paidOf(receipts);
  await moveRisk(invoice, { amount, paid: 0 }, context);
  const { receipt } = sideOf(invoice);
  await writingReceipts(invoice, context, () => context.records.removeAll(receipt, receipts));
}

/** An invoice once its receipts are paid or taken back. */
export interface Settlement extends InvoiceFlags {
  /** Whether any receipt changed. */
  readonly isChanged: boolean;
}

/**
 * Pays all that is open of an invoice, also what no receipt asks for, and stores its flags.
 *
 * @throws RuleError as the rules of receipts
 */
export async function payReceipts(
  invoice: ReceiptInvoice,
  { fechapago, codpago }: PaymentTerms,
  context: Context,
): Promise<Settlement> {
  const receipts = await receiptsOf(invoice, context);
  const added = await unasked(invoice, receipts, context);
  const changes = { ...(fechapago && { fechapago }), ...(codpago && { codpago }) };
  return setPaid(invoice, { pagado: true, changes, receipts, added }, context);
}

/**
 * Takes back the payments of all receipts of an invoice that are paid, today, and stores its
 * flags; the payments stay, with others that reverse them.
 *
 * @throws RuleError as the rules of receipts
 */
export async function unpayReceipts(
  invoice: ReceiptInvoice,
  context: Context,
): Promise<Settlement> {
  const receipts = await receiptsOf(invoice, context);
  return setPaid(invoice, { pagado: false, changes: {}, receipts, added: [] }, context);
}

interface Turn {
  readonly pagado: boolean;
  readonly changes: Partial<AnyReceipt>;
  /** Those that there are. */
  readonly receipts: readonly AnyReceipt[];
  /** Those that are to come. */
  readonly added: readonly AnyReceipt[];
}

async function setPaid(
  invoice: ReceiptInvoice,
  { pagado, changes, receipts, added }: Turn,
  context: Context,
): Promise<Settlement> {
  const paidBefore = paidOf(receipts);
  const { receipt: entity } = sideOf(invoice);
  const turn = (record: AnyReceipt) => {
    Object.assign(record, changes, { pagado });
    completeDates(record, context.today);
  };
  const changed = receipts
    .filter((receipt) => !receipt.pagado === pagado)
    .map((record) => {
      const before = Object.assign(new entity(), record);
      turn(record);
      return { record, before };
    });
  for (const record of added) {
    record.fechapago = null;
    turn(record);
  }
  if (changed.length + added.length === 0) {
    return { pagada: !!invoice.pagada, vencida: !!invoice.vencida, isChanged: false };
  }
  const all = [...receipts, ...added];
  const flags = await refreshInvoiceFlags(invoice, all, paidBefore, context);
  await writingReceipts(invoice, context, async () => {
    await context.records.updateAll(entity, changed);
    await context.records.insertAll(entity, added);
  });
  return { ...flags, isChanged: true };
}

/** A receipt of what none asks for, if anything is left to be asked. */
async function unasked(
  invoice: ReceiptInvoice,
  receipts: readonly AnyReceipt[],
  context: Context,
): Promise<AnyReceipt[]> {
  const importe = outstanding(invoice, receipts, context.settings.decimals);
  return importe * (invoice.total ?? 0) > 0
    ? newReceipts(invoice, { numero: nextNumber(receipts), importe }, context)
    : [];
}

/** The receipts of an invoice by number. */
export function receiptsOf(invoice: ReceiptInvoice, context: Context): Promise<AnyReceipt[]> {
  const { idfactura } = invoice;
  const { receipt } = sideOf(invoice);
  return context.records.list(receipt, { idfactura }, { orderBy: ['numero', 'idrecibo'] });
}

/** What becomes of the receipts; nothing is written yet. */
async function planned(
  invoice: ReceiptInvoice,
  before: ReceiptInvoice | null,
  known: readonly AnyReceipt[],
  context: Context,
): Promise<Sync> {
  const others = before ? replaced(invoice, before, known) : [];
  const kept = known.filter((receipt) => !others.includes(receipt));
  const { receipt: entity } = sideOf(invoice);
  const were = kept.map((receipt) => Object.assign(new entity(), receipt));
  if (before && before.fecha !== invoice.fecha) await moveDates(invoice, before, kept, context);
  for (const receipt of kept) receipt.codigofactura = invoice.codigo;
  const decimals = currencyDecimals(invoice.coddivisa, context.settings.decimals);
  const { change, add } = planReceipts(invoice, kept, decimals);
  if (change) {
    Object.assign(change.receipt, { importe: change.importe, coddivisa: invoice.coddivisa });
  }
  const added = add ? await newReceipts(invoice, add, context) : [];
  const asksNothing = ({ importe, pagado }: AnyReceipt) => !pagado && !importe;
  const empty = invoice.isPriced ? kept.filter(asksNothing) : [];
  const receipts = [...kept, ...added].filter((receipt) => !empty.includes(receipt));
  for (const each of receipts) if (!each.pagado) completeDates(each, context.today);
  const changed = kept
    .map((record, index) => ({ record, before: were[index] ?? record }))
    .filter((each) => !empty.includes(each.record) && isDifferent(each));
  return { removed: [...others, ...empty], changed, added, receipts };
}

/** Unpaid receipts of another customer or payment method make room for new ones. */
function replaced(
  invoice: ReceiptInvoice,
  before: ReceiptInvoice,
  known: readonly AnyReceipt[],
): readonly AnyReceipt[] {
  const { subject } = sideOf(invoice);
  const isOthers = invoice[subject] !== before[subject];
  if (isOthers && known.some(({ pagado }) => pagado)) {
    refuse('paid-receipts-prevent-action', subject, { value: invoice.codigo });
  }
  const isReplaced = isOthers || invoice.codpago !== before.codpago;
  return isReplaced ? known.filter(({ pagado }) => !pagado) : [];
}

/** Unpaid receipts go with the date of the invoice, unless people chose when they fall due. */
async function moveDates(
  invoice: ReceiptInvoice,
  before: ReceiptInvoice,
  receipts: readonly AnyReceipt[],
  context: Context,
): Promise<void> {
  const { fecha } = invoice;
  const [then, vencimiento] = [
    await automaticDueDate(before, context),
    await automaticDueDate(invoice, context),
  ];
  for (const receipt of receipts) {
    if (receipt.pagado || receipt.vencimiento !== then) continue;
    Object.assign(receipt, { fecha, vencimiento });
  }
}

/**
 * A new receipt of an invoice, not saved yet. An invoice without a customer or supplier has nobody
 * to ask for the money.
 */
export async function newReceipts(
  invoice: ReceiptInvoice,
  amount: { readonly numero: number; readonly importe: number },
  context: Context,
): Promise<AnyReceipt[]> {
  const { receipt: entity, subject } = sideOf(invoice);
  const { codigo, coddivisa, codpago, fecha, idempresa, idfactura } = invoice;
  if (!invoice[subject]) return [];
  const method = await paymentMethodOf(codpago, context);
  const isPaid = method?.pagado ?? false;
  return [
    Object.assign(await context.records.blank(entity), amount, {
      [subject]: invoice[subject],
      codigofactura: codigo,
      coddivisa,
      codpago,
      fecha,
      fechapago: isPaid ? fecha : null,
      ...(idempresa && { idempresa }),
      idfactura,
      pagado: isPaid,
      vencimiento: await automaticDueDate(invoice, context),
    }),
  ];
}

function isDifferent({ record, before }: Changed<AnyReceipt>): boolean {
  const values = before as unknown as Record<string, unknown>;
  return Object.entries(record).some(([name, value]) => values[name] !== value);
}
