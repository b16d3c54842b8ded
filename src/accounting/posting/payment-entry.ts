import { multiply, sum } from '../../kernel/money/decimal.js';
import { balanced, type EntryDraftLine, type Posting } from './entry-draft.js';
import { accountOr, columnsOf, conversionOf, postable, type Movement } from './movements.js';
import type { PostingTerms } from './posted-invoice.js';
import type { PaymentAccounts, PostedPayment } from './posted-payment.js';
import { referenceOf } from './texts.js';

/**
 * The entry of a payment (accounting specification 11.2 and 11.3), in the base currency by the rate
 * of the invoice. On these sides for a positive amount; a negative one stands on the other:
 *
 *   line      sales                                  purchases
 *   subject   H  importe                             D  importe
 *   money     D  importe less gastos                 H  importe
 *   expense   D  gastos, if any (group 626)          none
 *
 * Taking a payment back gives the expense back too. The subject and the money have a line also for
 * an amount of 0. There is no entry where a sub-account or an exchange rate is not to be had.
 */
export function paymentEntry(
  payment: PostedPayment,
  accounts: PaymentAccounts,
  terms: PostingTerms,
): Posting {
  const conversion = conversionOf(payment, terms);
  if ('unposted' in conversion) return conversion;

  const { coddivisa, tasaconv, converted } = conversion;
  const importe = converted(payment.importe);
  const expense = converted(expenseOf(payment));
  const movements = postable(
    paymentMovements(payment, accounts, terms, { importe, expense }),
    terms.decimals,
  );
  if ('unposted' in movements) return movements;

  const lines = movements.map(({ account, amount, concepto }): EntryDraftLine => ({
    codsubcuenta: account,
    ...columnsOf(amount),
    ...(concepto !== undefined && { concepto }),
    baseimponible: 0,
    iva: null,
    recargo: 0,
    cifnif: null,
    codserie: null,
    factura: null,
    codcontrapartida: null,
    coddivisa,
    tasaconv,
  }));
  return { entry: balanced({ ...headerOf(payment, terms), importe, lines }, terms.decimals) };
}

/** The cost of collection with the sign that it has on debit. */
function expenseOf({ side, gastos, isReversal }: PostedPayment): number {
  if (side === 'purchase') return 0;
  return multiply(isReversal ? -1 : 1, Math.abs(gastos ?? 0));
}

/** Money takes what conversion leaves, for it is what the other two leave. */
function paymentMovements(
  { side, codigo, numero }: PostedPayment,
  accounts: PaymentAccounts,
  { labels }: PostingTerms,
  { importe, expense }: { importe: number; expense: number },
): Movement[] {
  const owed = multiply(side === 'sales' ? -1 : 1, importe);
  const movements: Movement[] = [
    { account: accountOr(accounts.subject, 'posting-no-subject-account'), amount: owed },
    {
      account: accountOr(accounts.money, 'posting-no-money-account'),
      amount: sum([-owed, -expense]),
    },
  ];
  if (expense === 0) return movements;
  const account = accountOr(accounts.expense, 'posting-no-expense-account');
  return [
    ...movements,
    { account, amount: expense, concepto: `${labels.expenses} ${codigo ?? numero}` },
  ];
}

function headerOf(payment: PostedPayment, { labels }: PostingTerms) {
  const { idempresa, fecha, codejercicio, codigo, numero, importe, canal } = payment;
  const label = importe > 0 ? labels.payment : labels.paymentRefund;
  const printed = codigo === null ? String(numero) : `${codigo}-${numero}`;
  const concepto = `${label} ${printed}${referenceOf(payment)} - ${payment.name}`;
  return { idempresa, fecha, codejercicio, concepto, documento: codigo, iddiario: null, canal };
}
