import { literal, sql, type Sql } from '../kernel/database/sql.js';
import {
  asFlag,
  asNumber,
  namedTable,
  plainCode,
  select,
  type SqlColumn,
} from '../kernel/database/sql-table.js';
import { refuse } from '../kernel/errors/problem.js';
import { round, sum } from '../kernel/money/decimal.js';
import { tableOf, type Context } from '../models/index.js';
import { Customer } from './customer.entity.js';

const DOCUMENT = { codcliente: plainCode, total: asNumber };
const INVOICES = namedTable('facturascli', { ...DOCUMENT, idfactura: asNumber, pagada: asFlag });
const RECEIPTS = namedTable('recibospagoscli', {
  ...{ idfactura: asNumber, importe: asNumber, pagado: asFlag },
});
/** What is to be invoiced. */
const OPEN = ['albaranescli', 'pedidoscli'].map((table) =>
  namedTable(table, { ...DOCUMENT, editable: asFlag }),
);

const DECIMALS = 2;
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
    sql`UPDATE ${customers} SET ${risk} = ROUND(${risk} + ${amount}, ${literal(DECIMALS)})
      WHERE ${customers.codcliente.is(codcliente)} AND ${risk} BETWEEN ${-MOST} AND ${MOST}`,
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
  const amounts = async (amount: SqlColumn<number>, rest: Sql) => {
    const rows = await context.transaction.read(select({ amount }, rest));
    return rows.map((row) => row.amount);
  };
  const { idfactura, total, pagada } = INVOICES;
  const isUnpaid = sql`${INVOICES.codcliente.is(codcliente)} AND ${pagada} = 0`;
  const unpaid = sum(await amounts(total, sql`FROM ${INVOICES} WHERE ${isUnpaid}`));
  const paid =
    unpaid === 0
      ? []
      : await amounts(
          RECEIPTS.importe,
          sql`FROM ${RECEIPTS} WHERE ${RECEIPTS.pagado} = 1 AND ${RECEIPTS.idfactura} IN (
            SELECT ${idfactura} FROM ${INVOICES} WHERE ${isUnpaid})`,
        );
  const open: number[] = [];
  for (const table of OPEN) {
    const isOpen = sql`${table.codcliente.is(codcliente)} AND ${table.editable} = 1`;
    open.push(...(await amounts(table.total, sql`FROM ${table} WHERE ${isOpen}`)));
  }
  return round(sum([unpaid, ...paid.map((amount) => -amount), ...open]), DECIMALS);
}
