import { refuse } from '../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { refreshInvoiceFlags } from './invoice-flags.js';
import { paymentMethodOf } from './payment-masters.js';
import { completeDates } from './receipt-dates.js';
import { areWrittenTogether, invoiceOf } from './receipt-invoice.js';
import { paidOf } from './receipt-plan.js';
import type { AnyReceipt, ReceiptSide } from './receipt-side.js';

/**
 * Receipts, whoever writes them. One that becomes paid brings its payment, one that becomes unpaid
 * the payment that takes it back; the invoice is paid when its paid receipts cover it.
 */
export abstract class ReceiptRules<T extends AnyReceipt> extends ModelRules<T> {
  protected abstract readonly side: ReceiptSide;

  override async test(record: T, test: RecordTest<T>, before: Readonly<T> | null): Promise<void> {
    const { context: c } = test;
    test.escape('observaciones');
    completeDates(record, c.today);
    await this.takeCode(record, c);
    test.columns();
    if (before?.pagado && record.importe !== before.importe) {
      refuse('paid-receipt-keeps-amount', 'importe', { value: before.importe ?? 0 });
    }
    if (record.codpago !== before?.codpago) await testMethod(record, c);
  }

  override async beforeInsert(record: T, c: Context): Promise<void> {
    if (record.pagado) await this.refresh(record.idfactura, null, record, c);
  }

  override async beforeUpdate(record: T, before: Readonly<T>, c: Context): Promise<void> {
    await this.refresh(record.idfactura, before, record, c);
    if (record.idfactura === before.idfactura) return;
    await this.refresh(before.idfactura, before, null, c);
  }

  override async afterInsert(record: T, c: Context): Promise<void> {
    if (record.pagado) await this.pay(record, c);
  }

  override async afterUpdate(record: T, before: Readonly<T>, c: Context): Promise<void> {
    if (!record.pagado === !before.pagado) return;
    if (record.pagado) await this.pay(record, c);
    else await this.takeBack(record, c);
  }

  override async beforeDelete(record: T, c: Context): Promise<void> {
    await this.refresh(record.idfactura, record, null, c);
    const { idrecibo } = record;
    const payments = await c.list(this.side.payment, { idrecibo });
    await c.removeAll(this.side.payment, payments);
  }

  /** The printed code of the invoice stands on its receipts too. */
  private async takeCode(record: T, c: Context): Promise<void> {
    if (!isEmpty(record.codigofactura)) return;
    const invoice = await invoiceOf(this.side, record.idfactura, c);
    record.codigofactura = invoice?.codigo ?? null;
  }

  /**
   * Works out the flags of the invoice, with the receipt as it is about to be: before it is
   * written, since its payment locks the books, which come last.
   */
  private async refresh(
    idfactura: number | null,
    before: Readonly<T> | null,
    after: Readonly<T> | null,
    c: Context,
  ): Promise<void> {
    if (!idfactura || areWrittenTogether(this.side, idfactura, c)) return;
    const invoice = await invoiceOf(this.side, idfactura, c);
    if (!invoice) return;
    const stored = await c.list(this.side.receipt, { idfactura });
    const others = stored.filter(({ idrecibo }) => idrecibo !== before?.idrecibo);
    const isOwn = after?.idfactura === idfactura;
    const receipts = isOwn ? [...others, after] : others;
    await refreshInvoiceFlags(invoice, receipts, paidOf(stored), c);
  }

  private async pay(receipt: T, c: Context): Promise<void> {
    await this.insertPayment(receipt, receipt.importe ?? 0, receipt.fechapago ?? c.today, c);
  }

  /** Money comes back today, whenever it was paid. */
  private async takeBack(receipt: T, c: Context): Promise<void> {
    await this.insertPayment(receipt, 0 - (receipt.importe ?? 0), c.today, c);
  }

  private async insertPayment(receipt: T, importe: number, fecha: string, c: Context) {
    const { codpago, gastos, idrecibo } = receipt;
    const values = { codpago, fecha, idrecibo, importe, ...(gastos !== undefined && { gastos }) };
    await c.insert(this.side.payment, values, { receipt });
  }
}

/** The column has no foreign key: money would go to an account that nobody chose. */
async function testMethod({ codpago }: Readonly<AnyReceipt>, c: Context): Promise<void> {
  if (isEmpty(codpago) || (await paymentMethodOf(codpago, c))) return;
  refuse('reference-not-found', 'codpago', { value: codpago });
}
