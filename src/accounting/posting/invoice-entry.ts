import { isNothing } from '../../kernel/money/amounts.js';
import { multiply, round } from '../../kernel/money/decimal.js';
import { balanced, type EntryDraftLine, type Posting } from './entry-draft.js';
import { defaultAccount, incomeMovements } from './income-movements.js';
import {
  accountOr,
  columnsOf,
  conversionOf,
  inBaseCurrency,
  postable,
  totalOf,
  withRest,
  type Conversion,
  type Movement,
  type PostableMovement,
} from './movements.js';
import type { InvoiceAccounts, PostedInvoice, PostingTerms } from './posted-invoice.js';
import { taxMovements } from './tax-movements.js';
import { referenceOf } from './texts.js';
import { withholdingMovements } from './withholding-movements.js';

/**
 * The entry of an invoice (accounting specification 7.2 and 7.3), in the base currency. On these
 * sides for a positive amount; a negative one stands on the other:
 *
 *   line  sales                        purchases                      amount
 *   1     customer               D     supplier                 H     total
 *   2     output VAT             H     input VAT                D     VAT of each tax group
 *   2b    output surcharge       H     input surcharge          D     if any, of each tax group
 *   3     withheld by customer   D     withheld from supplier   H     totalirpf
 *   4     disbursements          H     disbursements            D     totalsuplidos
 *   5     income                 H     expense                  D     net, by sub-account
 *
 * There is none for an invoice without lines, none of whose parts is more than 0, whose amounts do
 * not add up to its total, or that needs a sub-account or an exchange rate that is not to be had.
 * Parts that cancel out are posted: each of them is in the books of its tax.
 */
export function invoiceEntry(
  invoice: PostedInvoice,
  accounts: InvoiceAccounts,
  terms: PostingTerms,
): Posting {
  const total = round(invoice.total, terms.decimals);
  if (invoice.lines.length === 0) return { unposted: 'posting-no-lines' };
  const conversion = conversionOf(invoice, terms);
  if ('unposted' in conversion) return conversion;

  const inDocument = invoiceMovements(invoice, accounts, terms);
  if (inDocument.every(({ amount }) => amount === 0)) return { unposted: 'posting-no-total' };
  const difference = totalOf(inDocument);
  if (!isNothing(difference, terms.decimals)) {
    return { unposted: 'posting-not-balanced', params: { difference } };
  }
  const inBase = inDocument.map((movement) => inBaseCurrency(movement, conversion));
  // What conversion leaves goes where what rounding leaves goes.
  const rest = multiply(-1, totalOf(inBase));
  const movements = postable(
    withRest(inBase, defaultAccount(invoice, accounts), rest),
    terms.decimals,
  );
  if ('unposted' in movements) return movements;

  const importe = conversion.converted(total);
  const lines = draftLines(invoice, movements, conversion);
  return { entry: balanced({ ...headerOf(invoice, terms), importe, lines }, terms.decimals) };
}

/** In the order of the lines; amounts in the currency of the invoice, rounded. */
function invoiceMovements(
  invoice: PostedInvoice,
  accounts: InvoiceAccounts,
  terms: PostingTerms,
): Movement[] {
  const sign = invoice.side === 'sales' ? 1 : -1;
  const amount = (total: number) => multiply(sign, round(total, terms.decimals));
  const subject = {
    account: accountOr(accounts.subject, 'posting-no-subject-account'),
    amount: amount(invoice.total),
    standsAlone: true,
  };
  const disbursements = {
    account: accountOr(accounts.disbursements, 'posting-no-disbursement-account'),
    amount: amount(-invoice.totalsuplidos),
    standsAlone: true,
  };
  return [
    subject,
    ...taxMovements(invoice, accounts, terms),
    ...withholdingMovements(invoice, accounts, terms),
    // Paid on behalf of the customer, who owes them: outside the base (Ley 37/1992, art. 78.Tres.3.º)
    ...(disbursements.amount === 0 ? [] : [disbursements]),
    ...incomeMovements(invoice, accounts, terms),
  ];
}

function headerOf(invoice: PostedInvoice, { labels }: PostingTerms) {
  const { idempresa, fecha, codejercicio, codigo, iddiario, canal } = invoice;
  const concepto = `${labels.invoice} ${codigo}${referenceOf(invoice)} - ${invoice.name}`;
  return { idempresa, fecha, codejercicio, concepto, documento: codigo, iddiario, canal };
}

function draftLines(
  { cifnif, codserie, numero }: PostedInvoice,
  movements: readonly PostableMovement[],
  { coddivisa, tasaconv }: Conversion,
): EntryDraftLine[] {
  const subject = movements[0]?.account ?? null;
  return movements.map(({ account, amount, tax, standsAlone }) => ({
    codsubcuenta: account,
    ...columnsOf(amount),
    baseimponible: tax?.base ?? 0,
    iva: tax?.iva ?? null,
    recargo: tax?.recargo ?? 0,
    cifnif: tax ? cifnif : null,
    codserie: tax ? codserie : null,
    factura: tax ? numero : null,
    codcontrapartida: standsAlone ? null : subject,
    coddivisa,
    tasaconv,
  }));
}
