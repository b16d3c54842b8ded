import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, type Context } from '../../models/index.js';
import { PaymentMethod } from './payment-method.entity.js';

/** The payment method of that code, in whatever case; null for none. */
export async function paymentMethodOf(codpago: string | null, { records }: Context) {
  const code = codpago?.toLowerCase();
  return (
    (await records.all(PaymentMethod)).find((each) => each.codpago.toLowerCase() === code) ?? null
  );
}

/**
 * The columns of receipts and payments have no foreign key: money would go to an account that
 * nobody chose. An empty code passes.
 *
 * @throws RuleError `reference-not-found`
 */
export async function testPaymentMethod(codpago: string | null, context: Context): Promise<void> {
  if (isEmpty(codpago) || (await paymentMethodOf(codpago, context))) return;
  refuse('reference-not-found', 'codpago', { value: codpago });
}
