import { Injectable } from '@nestjs/common';
import { parseDay } from '../../kernel/dates/calendar.js';
import { refuse, RuleError } from '../../kernel/errors/problem.js';
import { literally, NotFoundError, SaveError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { isNo, scalarText } from '../../kernel/http/body/field-values.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { paymentMethodOf } from '../methods/look-ups.js';
import { InvoiceLedger } from '../receipts/invoice-ledger.js';
import { asInvoice, type ReceiptInvoice } from '../receipts/receipt-invoice.js';
import { payReceipts, unpayReceipts, type PaymentTerms } from '../receipts/receipts.js';
import type { ReceiptSide } from '../receipts/receipt-side.js';
import type { PaymentFields } from './payment-fields.js';

/** An invoice as it is now, and whether that is news. */
export interface SettledInvoice {
  readonly invoice: object;
  readonly isChanged: boolean;
}

/** Marks all receipts of an invoice as paid or as unpaid. */
@Injectable()
export class PayInvoice {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Pays all that is open of an invoice, or takes back what was paid of one that is paid.
   *
   * @throws NotFoundError `record-not-found` or `invoice-not-found`; SaveError for what the rules
   *   refuse
   */
  settle(
    side: ReceiptSide,
    id: string,
    fields: PaymentFields,
    origin: Origin,
  ): Promise<SettledInvoice> {
    const pagada = !isNo(scalarText(fields.pagada) ?? '');
    return this.lifeCycle.run(async (context) => {
      const entity = context.port(InvoiceLedger).modelOf(side.name);
      const key = /^\d{1,10}$/.test(id) ? Number(id) : null;
      const found = await context.records.find(entity, key, { lock: true });
      if (!found) throw unknownInvoice(side);
      if ((found.pagada ?? false) === pagada) return { invoice: found, isChanged: false };
      const isChanged = await settled(asInvoice(side, found), { pagada, fields }, context);
      return { invoice: (await context.records.find(entity, key)) ?? found, isChanged };
    }, origin);
  }
}

interface Wish {
  readonly pagada: boolean;
  readonly fields: PaymentFields;
}

/**
 * Whether any receipt had to change for it.
 *
 * @throws SaveError for what the rules refuse
 */
async function settled(
  invoice: ReceiptInvoice,
  { pagada, fields }: Wish,
  context: Context,
): Promise<boolean> {
  try {
    const { isChanged } = pagada
      ? await payReceipts(invoice, await termsOf(fields, context), context)
      : await unpayReceipts(invoice, context);
    await context.settle();
    return isChanged;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw new SaveError('record-save-error', { problems: error.problems });
  }
}

/** @throws RuleError for a date that is none and a payment method that there is not */
async function termsOf(fields: PaymentFields, context: Context): Promise<PaymentTerms> {
  const day = textOf(fields.fechapago, 'fechapago');
  const fechapago = day === '' ? undefined : parseDay(day);
  if (fechapago === null) refuse('invalid-date', 'fechapago', { value: day });
  const codpago = textOf(fields.codpago, 'codpago');
  if (codpago === '') return { fechapago };
  const method = await paymentMethodOf(codpago, context);
  if (!method) refuse('reference-not-found', 'codpago', { value: codpago });
  return { fechapago, codpago: method.codpago };
}

/** A field as text, empty where it is missing; @throws RuleError for a list */
function textOf(sent: unknown, name: string): string {
  return scalarText(sent ?? '') ?? refuse('scalar-expected', name);
}

function unknownInvoice({ name }: ReceiptSide): NotFoundError {
  return name === 'sales'
    ? new NotFoundError()
    : new NotFoundError(...literally('invoice-not-found'));
}
