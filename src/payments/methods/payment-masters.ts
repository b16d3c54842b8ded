import type { Context } from '../../models/index.js';
import { Customer } from '../../parties/index.js';
import { PaymentMethod } from './payment-method.entity.js';

/** What receipts and payments ask of the tables around them. */

/** The payment method of that code; null for none. */
export async function paymentMethodOf(codpago: string | null, context: Context) {
  const code = codpago?.toLowerCase();
  return (
    (await context.all(PaymentMethod)).find((each) => each.codpago.toLowerCase() === code) ?? null
  );
}

/** The customer, by the question that documents ask too: one query answers both. */
export function customerOf(codcliente: string, context: Context): Promise<Customer | null> {
  return context.once(`codcliente ${codcliente}`, () => context.find(Customer, codcliente));
}
