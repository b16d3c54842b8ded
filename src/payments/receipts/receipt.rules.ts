import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import {
  isEmpty,
  ModelRules,
  testRoom,
  type Context,
  type RecordTest,
} from '../../models/index.js';
import { refreshInvoiceFlags, startRisk } from './invoice-flags.js';
import { testPaymentMethod } from '../methods/look-ups.js';
import { completeDates } from './receipt-dates.js';
import { areWrittenTogether, invoiceOf } from './receipt-invoice.js';
import { paidOf } from './receipt-plan.js';
import { settleRest } from './receipt-rest.js';
import { PURCHASES, SALES, type AnyReceipt, type ReceiptSide } from './receipt-side.js';
import { CustomerReceipt, SupplierReceipt } from './receipt.entity.js';
import { receiptsOf } from './receipts.js';
import { takeFromInvoice, testInvoice } from './receipt-terms.js';

/**
 * Receipts, whoever writes them. One that becomes paid brings its payment, one that becomes unpaid
 * the payment that takes it back; the invoice is paid when its paid receipts cover it.
 */
abstract class ReceiptRules<T extends AnyReceipt> extends ModelRules<T> {
  protected abstract readonly side: ReceiptSide;

  override async validate(
    record: T,
    test: RecordTest<T>,
    before: Readonly<T> | null,
  ): Promise<void> {
    const { context } = test;
    test.escape('observaciones');
    const isMoved = !before || record.idfactura !== before.idfactura;
    if (isMoved && test.sent.columns.has('idfactura')) {
      await takeFromInvoice(this.side, record, { before, sent: test.sent }, context);
    }
    completeDates(record, context.today);
    await this.takeCode(record, context);
    test.columns();
    await testInvoice(this.side, record, before, context);
    if (before?.pagado && record.importe !== before.importe) {
      refuse('paid-receipt-keeps-amount', 'importe', { value: before.importe ?? 0 });
    }
    if (record.codpago !== before?.codpago) await testPaymentMethod(record.codpago, context);
    if (record.numero !== before?.numero) await this.testNumber(record, context);
  }

  override async beforeInsert(record: T, context: Context): Promise<void> {
    await this.refresh(record.idfactura, null, record, context);
  }

  override async beforeUpdate(record: T, before: Readonly<T>, context: Context): Promise<void> {
    await this.refresh(record.idfactura, before, record, context);
    if (record.idfactura === before.idfactura) return;
    await this.refresh(before.idfactura, before, null, context);
  }

  override async afterInsert(record: T, context: Context): Promise<void> {
    if (!record.idfactura && record.codcliente) await startRisk(record.codcliente, context);
    if (record.pagado) await this.pay(record, context);
  }

  override async afterUpdate(record: T, before: Readonly<T>, context: Context): Promise<void> {
    if (!record.pagado === !before.pagado) return;
    if (record.pagado) await this.pay(record, context);
    else await this.takeBack(record, context);
  }

  override async beforeDelete(record: T, context: Context): Promise<void> {
    await this.refresh(record.idfactura, record, null, context);
    const { idrecibo } = record;
    const payments = await context.records.list(this.side.payment, { idrecibo });
    await context.records.removeAll(this.side.payment, payments);
  }

  /** Receipts of an invoice are counted on from the highest number. */
  private testNumber({ idfactura, numero }: T, context: Context): Promise<void> {
    return testRoom('numero', numero ?? 0, async () => {
      const order = { orderBy: ['numero'], descending: true };
      const last = await context.records.first(this.side.receipt, { idfactura }, order);
      return last?.numero ?? 0;
    });
  }

  /** The printed code of the invoice stands on its receipts too. */
  private async takeCode(record: T, context: Context): Promise<void> {
    if (!isEmpty(record.codigofactura)) return;
    const invoice = await invoiceOf(this.side, record.idfactura, context);
    record.codigofactura = invoice?.codigo ?? null;
  }

  /**
   * Brings the other receipts of the invoice and its flags in line with the receipt as it is about
   * to be: before it is written, since its payment locks the books, which come last.
   *
   * @throws RuleError `receipts-exceed-invoice`
   */
  private async refresh(
    idfactura: number | null,
    before: Readonly<T> | null,
    after: Readonly<T> | null,
    context: Context,
  ): Promise<void> {
    if (!idfactura || areWrittenTogether(this.side, idfactura, context)) return;
    const invoice = await invoiceOf(this.side, idfactura, context);
    if (!invoice) return;
    const stored = await receiptsOf(invoice, context);
    const paidBefore = paidOf(stored);
    const isOwn = after?.idfactura === idfactura;
    const written = { before, after: isOwn ? after : null };
    const receipts = await settleRest(invoice, stored, written, context);
    await refreshInvoiceFlags(invoice, receipts, paidBefore, context);
  }

  private async pay(receipt: T, context: Context): Promise<void> {
    await this.insertPayment(
      receipt,
      receipt.importe ?? 0,
      receipt.fechapago ?? context.today,
      context,
    );
  }

  /** Money comes back today, whenever it was paid. */
  private async takeBack(receipt: T, context: Context): Promise<void> {
    await this.insertPayment(receipt, 0 - (receipt.importe ?? 0), context.today, context);
  }

  private async insertPayment(receipt: T, importe: number, fecha: string, context: Context) {
    const { codpago, gastos, idrecibo } = receipt;
    const values = { codpago, fecha, idrecibo, importe, ...(gastos !== undefined && { gastos }) };
    await context.records.insert(this.side.payment, values, { receipt });
  }
}

/** Receipts of customer invoices. */
@Injectable()
export class CustomerReceiptRules extends ReceiptRules<CustomerReceipt> {
  readonly model = CustomerReceipt;
  protected readonly side = SALES;
}

/** Receipts of supplier invoices. */
@Injectable()
export class SupplierReceiptRules extends ReceiptRules<SupplierReceipt> {
  readonly model = SupplierReceipt;
  protected readonly side = PURCHASES;
}
