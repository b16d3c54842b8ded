import { literal, sql } from '../kernel/database/sql.js';
import { refuse } from '../kernel/errors/problem.js';
import { AMOUNT_DECIMALS, isNothing } from '../kernel/money/amounts.js';
import { round, sum } from '../kernel/money/decimal.js';
import { tableOf, type Context, type SettlingPart } from '../models/index.js';
import { Customer } from './customer.entity.js';
import { OpenAmounts } from './open-amounts.js';

/** Two amounts up to here can be added in every database. */
const MOST = 1e300;

/**
 * Adds an amount to the risk of a customer, where the risk is known. The customer is the unit of
 * work's alone from here on.
 *
 * @returns false when the risk was never known, and still is not
 * @throws RuleError `number-out-of-range`
 */
export async function addToKnownRisk(
  codcliente: string,
  amount: number,
  context: Context,
): Promise<boolean> {
  if (!(Math.abs(amount) <= MOST)) {
    refuse('number-out-of-range', 'riesgoalcanzado', { value: String(amount) });
  }
  const customers = tableOf(Customer);
  const risk = customers.riesgoalcanzado;
  const { affected } = await context.transaction.write(
    sql`UPDATE ${customers} SET ${risk} = ROUND(${risk} + ${amount}, ${literal(AMOUNT_DECIMALS)})
      WHERE ${customers.codcliente.is(codcliente)} AND ${risk} BETWEEN ${-MOST} AND ${MOST}`,
  );
  return affected > 0;
}

/** The customers whose risk is to be added up once everything else of a unit of work is written. */
export class CustomerRisks implements SettlingPart {
  private readonly waiting = new Set<string>();

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.waiting.size > 0;
  }

  /** Puts off adding up the risk of a customer from everything that is stored by then. */
  recount(codcliente: string): void {
    this.waiting.add(codcliente);
  }

  async settle(): Promise<void> {
    for (const codcliente of this.waiting) {
      this.waiting.delete(codcliente);
      await recountRisk(codcliente, this.context);
    }
  }
}

/** Adds up the risk of a customer from everything that is stored. */
async function recountRisk(codcliente: string, context: Context): Promise<void> {
  const riesgoalcanzado = await openRisk(codcliente, context);
  await context.records.assign(Customer, { codcliente }, { riesgoalcanzado });
}

/**
 * What a customer owes or is about to: unpaid invoices less what was paid of them, delivery notes
 * and orders that are open, of all companies. Unpaid invoices that come to nothing count for
 * nothing, whatever was paid of them.
 */
async function openRisk(codcliente: string, context: Context): Promise<number> {
  const { unpaid, paid, ordered } = await context.port(OpenAmounts).of(codcliente, context);
  const owed = isNothing(sum(unpaid), AMOUNT_DECIMALS) ? [] : [...unpaid, ...paid.map((a) => -a)];
  return round(sum([...owed, ...ordered]), AMOUNT_DECIMALS);
}
