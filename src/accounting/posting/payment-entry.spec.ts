import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Posting } from './entry-draft.js';
import { paymentEntry } from './payment-entry.js';
import type { PostingTerms } from './posted-invoice.js';
import type { PaymentAccounts, PostedPayment } from './posted-payment.js';

/** A worked example of the accounting specification. */
interface Example {
  name: string;
  payment: Partial<PostedPayment>;
  accounts?: Partial<PaymentAccounts>;
  terms?: Partial<PostingTerms>;
  /** Of the lines, where it is not EUR at 1 */
  currency?: [string, number];
  entry: {
    importe: number;
    concepto?: string;
    /** sub-account, D, H and the text, where it is not that of the entry */
    lines: [string, number, number, string?][];
  };
}

const GOLDEN = new URL('../../../test/golden/entries-payments.json', import.meta.url);
const EXAMPLES = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Example[];

function postingOf({ payment, accounts, terms }: Omit<Example, 'name' | 'entry'>): Posting {
  return paymentEntry(
    {
      side: 'sales',
      idempresa: 1,
      codejercicio: '2026',
      fecha: '2026-11-22',
      codigo: 'F2026A2',
      numero: 1,
      name: 'ZA Cliente Uno SL',
      reference: null,
      importe: 0,
      gastos: null,
      isReversal: false,
      coddivisa: 'EUR',
      tasaconv: 1,
      canal: null,
      ...payment,
    },
    { subject: '4300000002', money: '5720000000', expense: '6260000000', ...accounts },
    {
      decimals: 2,
      coddivisa: 'EUR',
      convert: true,
      labels: {
        invoice: '',
        payment: 'Receipt payment',
        paymentRefund: 'Refund of payment',
        expenses: 'Expenses in the remittance',
      },
      ...terms,
    },
  );
}

describe('worked examples', () => {
  it('are there', () => {
    expect(EXAMPLES.filter(({ name }) => name.startsWith('E10'))).toHaveLength(9);
  });

  it.each(EXAMPLES)('$name', (example) => {
    const { importe, lines, concepto } = example.entry;
    const [coddivisa, tasaconv] = example.currency ?? ['EUR', 1];
    expect(postingOf(example)).toEqual({
      entry: {
        idempresa: 1,
        codejercicio: '2026',
        fecha: example.payment.fecha ?? '2026-11-22',
        concepto: concepto ?? expect.any(String),
        documento: example.payment.codigo ?? 'F2026A2',
        importe,
        iddiario: null,
        canal: null,
        lines: lines.map(([codsubcuenta, debe, haber, text]) => ({
          ...{ codsubcuenta, debe, haber, coddivisa, tasaconv },
          ...(text && { concepto: text }),
          ...{ baseimponible: 0, iva: null, recargo: 0 },
          ...{ cifnif: null, codserie: null, factura: null, codcontrapartida: null },
        })),
      },
    });
  });

  it('the channel is that of the series', () => {
    expect(postingOf({ payment: { importe: 1, canal: 4 } })).toMatchObject({ entry: { canal: 4 } });
  });
});

describe('a payment without entry', () => {
  it.each<[string, Omit<Example, 'name' | 'entry'>, Posting]>([
    [
      'no customer',
      { payment: {}, accounts: { subject: null } },
      { unposted: 'posting-no-subject-account' },
    ],
    [
      'no money',
      { payment: {}, accounts: { money: null } },
      { unposted: 'posting-no-money-account' },
    ],
    [
      'no expense',
      { payment: { importe: 9, gastos: 1 }, accounts: { expense: null } },
      { unposted: 'posting-no-expense-account' },
    ],
    [
      'no rate',
      { payment: { importe: 9, coddivisa: 'GBP', tasaconv: null } },
      { unposted: 'posting-no-exchange-rate', params: { currency: 'GBP' } },
    ],
    [
      'an amount of too many digits',
      { payment: { importe: 123456789012345 } },
      { unposted: 'posting-amount-too-large' },
    ],
  ])('%s', (_case, given, posting) => {
    expect(postingOf(given)).toEqual(posting);
  });

  it('does not miss a sub-account of expenses that it does not need', () => {
    const posting = postingOf({ payment: { importe: 9 }, accounts: { expense: null } });
    expect(posting).toMatchObject({ entry: { importe: 9 } });
  });
});
