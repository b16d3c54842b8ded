import { refuse } from '../kernel/errors/problem.js';
import { AMOUNT_DECIMALS } from '../kernel/money/amounts.js';
import { round, sum } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';
import { Customer } from './customer.entity.js';

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
  const { transaction } = context;
  const { quote, operand } = transaction.dialect;
  const risk = quote('riesgoalcanzado');
  transaction.touch('clientes');
  const { affected } = await transaction.run(
    `UPDATE ${quote('clientes')} SET ${risk} = ROUND(${risk} + ?, ${AMOUNT_DECIMALS}) ` +
      `WHERE ${operand('codcliente', 'code')} = ? AND ${risk} BETWEEN ? AND ?`,
    [amount, codcliente, -MOST, MOST],
  );
  return affected > 0;
}

/** Adds up the risk of a customer from everything that is stored. */
export async function recountRisk(codcliente: string, context: Context): Promise<void> {
  const riesgoalcanzado = await openRisk(codcliente, context);
  await context.assign(Customer, { codcliente }, { riesgoalcanzado });
}

/**
 * What a customer owes or is about to: unpaid invoices less what was paid of them, delivery notes
 * and orders that are open, of all companies. Without unpaid invoices nothing was paid of them
 * either.
 */
export async function openRisk(codcliente: string, context: Context): Promise<number> {
  const { dialect } = context.transaction;
  const { quote } = dialect;
  const values = async (sql: string) => {
    const rows = await context.transaction.rows(sql, [dialect.value(codcliente, 'code')]);
    return rows.map(([value]) => Number(value));
  };
  const totals = (table: string, condition: string) =>
    values(
      `SELECT ${quote('total')} FROM ${quote(table)} ` +
        `WHERE ${dialect.operand('codcliente', 'code')} = ? AND ${condition}`,
    );
  const invoiced = await totals('facturascli', `${quote('pagada')} = 0`);
  const isPaid = `${quote('pagado')} = 1`;
  const unpaid = sum(invoiced);
  const paid =
    unpaid === 0
      ? []
      : await values(
          `SELECT ${quote('importe')} FROM ${quote('recibospagoscli')} WHERE ${isPaid} AND ` +
            `${quote('idfactura')} IN (SELECT ${quote('idfactura')} FROM ${quote('facturascli')} ` +
            `WHERE ${dialect.operand('codcliente', 'code')} = ? AND ${quote('pagada')} = 0)`,
        );
  const isOpen = `${quote('editable')} = 1`;
  const open = [...(await totals('albaranescli', isOpen)), ...(await totals('pedidoscli', isOpen))];
  return round(sum([unpaid, ...paid.map((amount) => -amount), ...open]), AMOUNT_DECIMALS);
}
