import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { completeDates } from './receipt-dates.js';
import { writingReceipts, type ReceiptInvoice } from './receipt-invoice.js';
import { nextNumber, outstanding, planRest, type PlannedReceipt } from './receipt-plan.js';
import { sideOf, type AnyReceipt } from './receipt-side.js';
import { newReceipts } from './receipts.js';

/** A receipt of an invoice as it was and as it is about to be; null where it is none of it. */
interface Written {
  readonly before: Readonly<AnyReceipt> | null;
  readonly after: Readonly<AnyReceipt> | null;
}

/**
 * Keeps the receipts of an invoice adding up to it while one of them is written or goes. Unpaid
 * ones give up what is asked for too much, the last one takes what is no longer asked for, and what
 * goes with a receipt is asked for by a new one where there is no other. Where they did not add up
 * before somebody is dividing the total, and what is missing is still to come.
 *
 * @param stored all receipts of the invoice as they are stored
 * @returns all that there are then
 * @throws RuleError `receipts-exceed-invoice` when the others can not give up so much
 */
export async function settleRest(
  invoice: ReceiptInvoice,
  stored: readonly AnyReceipt[],
  { before, after }: Written,
  context: Context,
): Promise<readonly AnyReceipt[]> {
  const decimals = context.settings.decimals;
  const others = stored.filter(({ idrecibo }) => idrecibo !== before?.idrecibo);
  const now = after ? [...others, after] : others;
  const was = stored.find(({ idrecibo }) => idrecibo === before?.idrecibo);
  if ((was?.importe ?? 0) === (after?.importe ?? 0)) return now;
  const missing = outstanding(invoice, now, decimals);
  const isComplete = outstanding(invoice, stored, decimals) === 0;
  const total = invoice.total ?? 0;
  const { changes, left } = planRest(total, others, { missing, isComplete }, decimals);
  if (after && isTooMuch(total, left)) {
    refuse('receipts-exceed-invoice', 'importe', {
      value: after.importe ?? 0,
      most: outstanding({ total: after.importe ?? 0 }, [{ importe: -left }], decimals),
    });
  }
  const amount = { numero: nextNumber(stored), importe: left };
  const isOpen = !after && left !== 0 && isComplete;
  const added = isOpen ? await newReceipts(invoice, amount, context) : [];
  await write(invoice, { changes, added }, context);
  const gone = new Set(changes.filter(({ importe }) => importe === 0).map(keyOf));
  return [...now.filter(({ idrecibo }) => !gone.has(idrecibo)), ...added];
}

/** Of an invoice of nothing anything is too much. */
function isTooMuch(total: number, left: number): boolean {
  return left !== 0 && (total === 0 || left * total < 0);
}

interface Changes {
  readonly changes: readonly { readonly receipt: AnyReceipt; readonly importe: number }[];
  readonly added: readonly AnyReceipt[];
}

async function write(
  invoice: ReceiptInvoice,
  { changes, added }: Changes,
  context: Context,
): Promise<void> {
  if (changes.length + added.length === 0) return;
  const { receipt: entity } = sideOf(invoice);
  const kept = changes.filter(({ importe }) => importe !== 0);
  const gone = changes.filter(({ importe }) => importe === 0);
  const changed = kept.map(({ receipt: record, importe }) => {
    const before = Object.assign(new entity(), record);
    record.importe = importe;
    return { record, before };
  });
  for (const record of added) {
    Object.assign(record, { pagado: false, fechapago: null });
    completeDates(record, context.today);
  }
  await writingReceipts(invoice, context, async () => {
    await context.records.removeAll(
      entity,
      gone.map(({ receipt }) => receipt),
    );
    await context.records.updateAll(entity, changed);
    await context.records.insertAll(entity, added);
  });
}

function keyOf({ receipt }: { readonly receipt: PlannedReceipt }): number {
  return receipt.idrecibo;
}
