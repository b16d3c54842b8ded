import type { Context } from '../../models/index.js';
import { PaymentMethod } from './payment-method.entity.js';

/** What receipts and payments ask of the tables around them. */

/** The payment method of that code; null for none. */
export async function paymentMethodOf(codpago: string | null, context: Context) {
  const code = codpago?.toLowerCase();
  return (
    (await context.records.all(PaymentMethod)).find(
      (each) => each.codpago.toLowerCase() === code,
    ) ?? null
  );
}
