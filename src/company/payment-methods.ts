import type { Context } from '../models/index.js';

/** What a company asks of payments: a port of the company, which payments know. */
export abstract class PaymentMethods {
  /** Gives a new company its first payment method, in cash and at once. */
  abstract begin(idempresa: number, context: Context): Promise<void>;

  /**
   * Removes those of a company that goes.
   *
   * @throws RuleError for one that is the default
   */
  abstract end(idempresa: number, context: Context): Promise<void>;
}
