import { Injectable } from '@nestjs/common';
import { removeEntry } from '../../accounting/index.js';
import { ModelRules, type Context, type RecordTest, type Sent } from '../../models/index.js';
import { testPaymentMethod } from '../methods/look-ups.js';
import { testPayment } from './payment-test.js';
import { postPayment } from './payment-posting.js';
import {
  PURCHASES,
  SALES,
  type AnyPayment,
  type AnyReceipt,
  type ReceiptSide,
} from '../receipts/receipt-side.js';
import { CustomerPayment, SupplierPayment } from './payment.entity.js';

/** What the journal entry of a payment is made of. */
const POSTED = ['importe', 'gastos', 'codpago', 'fecha', 'idrecibo'] as const;

/**
 * Payments, whoever writes them: each has a journal entry of its own. They change neither their
 * receipt nor the invoice; who wants to mark something as paid writes the receipt.
 */
abstract class PaymentRules<T extends AnyPayment> extends ModelRules<T> {
  protected abstract readonly side: ReceiptSide;

  override async validate(
    record: T,
    test: RecordTest<T>,
    before: Readonly<T> | null,
  ): Promise<void> {
    test.columns();
    if (record.codpago !== before?.codpago) {
      await testPaymentMethod(record.codpago, test.context);
    }
  }

  /** Posted first, so that the payment is written once, with its entry. */
  override async beforeInsert(record: T, context: Context, sent: Sent): Promise<void> {
    if (!sent.extra.receipt) await testPayment(this.side, record, null, context);
    record.idasiento ??= await this.post(record, context, sent);
  }

  /** An entry that the client names takes the place of the one that there is. */
  override async beforeUpdate(
    record: T,
    before: Readonly<T>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    // Who sends none has read the payment before it was posted.
    record.idasiento ??= before.idasiento;
    await testPayment(this.side, record, before, context);
    if (record.idasiento !== before.idasiento) {
      if (before.idasiento !== null) await removeEntry(before.idasiento, context);
      return;
    }
    if (POSTED.every((name) => record[name] === before[name])) return;
    if (before.idasiento !== null) await removeEntry(before.idasiento, context);
    record.idasiento = await this.post(record, context, sent);
  }

  override async beforeDelete({ idasiento }: T, context: Context): Promise<void> {
    if (idasiento !== null) await removeEntry(idasiento, context);
  }

  /** Without its receipt the payment is refused by the database. */
  private async post(payment: T, context: Context, sent: Sent): Promise<number | null> {
    const { side } = this;
    const known = sent.extra.receipt as AnyReceipt | undefined;
    const receipt = known ?? (await context.records.find(side.receipt, payment.idrecibo));
    return receipt && postPayment(side, payment, receipt, context);
  }
}

/** Payments by customers. */
@Injectable()
export class CustomerPaymentRules extends PaymentRules<CustomerPayment> {
  readonly model = CustomerPayment;
  protected readonly side = SALES;
}

/** Payments to suppliers. */
@Injectable()
export class SupplierPaymentRules extends PaymentRules<SupplierPayment> {
  readonly model = SupplierPayment;
  protected readonly side = PURCHASES;
}
