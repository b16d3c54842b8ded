import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, percentOf, round, sum } from '../../kernel/money/decimal.js';
import { afterEntries, openBalances } from './balances.js';
import { documentBase } from './document-base.js';
import { differenceOf, type EntryDraft, type EntryDraftLine, type Posting } from './entry-draft.js';
import { invoiceEntry } from './invoice-entry.js';
import { grouped } from './movements.js';
import { paymentEntry } from './payment-entry.js';
import type {
  AccountCode,
  InvoiceAccounts,
  PostedInvoice,
  PostedLine,
  PostedTaxGroup,
  PostingTerms,
  TaxAccounts,
} from './posted-invoice.js';
import type { PostedPayment } from './posted-payment.js';

/*
 * Laws that hold for every entry, over random invoices and payments. The seed is fixed, so
 * that a failure is one for everybody.
 */

/** Asserts the law for random cases, the same ones at every run. */
function holds<Case>(cases: fc.Arbitrary<Case>, law: (one: Case) => void): void {
  fc.assert(fc.property(cases, law), { numRuns: 200, seed: 20261122 });
}

/** Mostly null, so that one choice does not hide the others. */
const seldom = <T>(...values: T[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...values));

// ---- invoices

/** Rates by code; IPSI10 has those of IVA10 without surcharge. */
const RATES: Record<string, [iva: number, recargo: number]> = {
  IVA21: [21, 5.2],
  IVA10: [10, 1.4],
  IVA10B: [10, 1.4],
  IPSI10: [10, 0],
  IVA0: [0, 0],
};
const CODES = Object.keys(RATES);
const PERCENTAGES = [2, 7, 15, 19];
const PRODUCTS = [1, 2, 3, 4];
const OPERATIONS = [
  'intracomunitaria',
  'intracom-servicios',
  'inv-sujeto-pasivo',
  'exportacion',
  'importacion',
];

interface Line extends PostedLine {
  codimpuesto: string | null;
}

const anyLine: fc.Arbitrary<Line> = fc
  .record({
    codimpuesto: fc.constantFrom(null, ...CODES),
    pvptotal: fc.oneof(
      fc.integer({ min: -99_999, max: 999_999 }).map((cents) => cents / 100),
      fc.integer({ min: -99_999_999, max: 999_999_999 }).map((parts) => Number(`${parts}e-6`)),
      fc.constant(0),
    ),
    irpf: seldom(...PERCENTAGES, 0),
    suplido: seldom(true, false, false),
    idproducto: fc.constantFrom(null, ...PRODUCTS),
    own: seldom('7010000000', '7020000000'),
    productFamily: seldom('A', 'B'),
  })
  .map(({ own, ...line }) => ({ ...line, productAccount: line.idproducto === null ? null : own }));

/** What a calculator makes of lines: groups of equal rates, VAT rounded from the unrounded base. */
function groupsOf(
  lines: readonly Line[],
  { decimals, isTaxed, hasSurcharge, discounts }: Calculation,
): PostedTaxGroup[] {
  const taxed = lines.filter((line) => !line.suplido && line.pvptotal !== 0);
  const rates = ({ codimpuesto }: Line) => {
    const [iva, recargo] = RATES[codimpuesto ?? ''] ?? [0, 0];
    return { iva, recargo: hasSurcharge ? recargo : 0 };
  };
  return [...grouped(taxed, (line) => Object.values(rates(line)).join()).values()].map((same) => {
    const base = sum(same.map((line) => documentBase(discounts, line)));
    const { iva, recargo } = rates(same[0]!);
    const tax = (rate: number) => (isTaxed ? round(percentOf(base, rate), decimals) : 0);
    return {
      codimpuesto: same[0]!.codimpuesto,
      ...{ iva, recargo, neto: round(base, decimals) },
      ...{ totaliva: tax(iva), totalrecargo: tax(recargo) },
    };
  });
}

interface Calculation {
  decimals: number;
  isTaxed: boolean;
  hasSurcharge: boolean;
  discounts: Pick<PostedInvoice, 'dtopor1' | 'dtopor2'>;
}

interface InvoiceCase {
  invoice: PostedInvoice;
  terms: PostingTerms;
}

const anyTerms: fc.Arbitrary<PostingTerms> = fc.record({
  decimals: fc.constantFrom(2, 2, 2, 0, 3),
  coddivisa: fc.constant('EUR'),
  convert: fc.constantFrom(true, true, true, false),
  labels: fc.constant({ invoice: 'I', payment: 'P', paymentRefund: 'R', expenses: 'E' }),
});

const anyCurrency = fc.constantFrom<Pick<PostedInvoice, 'coddivisa' | 'tasaconv'>>(
  { coddivisa: 'EUR', tasaconv: 1 },
  { coddivisa: 'EUR', tasaconv: null },
  { coddivisa: 'USD', tasaconv: 1.129 },
  { coddivisa: 'GBP', tasaconv: 0.8331 },
  { coddivisa: 'JPY', tasaconv: 183.27 },
);

const anyInvoice: fc.Arbitrary<InvoiceCase> = fc
  .record({
    side: fc.constantFrom('sales', 'purchase'),
    operacion: seldom(...OPERATIONS),
    hasSurcharge: fc.boolean(),
    dtopor1: fc.constantFrom(0, null, 7, 33.3),
    dtopor2: fc.constantFrom(0, null, 5),
    idfacturarect: seldom(9),
    currency: anyCurrency,
    given: fc.array(anyLine, { minLength: 1, maxLength: 7 }),
    terms: anyTerms,
  })
  .map(({ given, currency, terms, hasSurcharge, ...header }) => {
    const { side, operacion, dtopor1, dtopor2 } = header;
    const { decimals } = terms;
    const bothSides = ['intracomunitaria', 'intracom-servicios', 'inv-sujeto-pasivo'];
    const isUntaxed = bothSides.includes(operacion ?? '');
    const lines =
      isUntaxed && side === 'sales'
        ? given.map((line) => ({ ...line, codimpuesto: 'IVA0' }))
        : given;
    const discounts = { dtopor1, dtopor2 };
    const rules = { decimals, discounts, isTaxed: !isUntaxed, hasSurcharge };
    const groups = groupsOf(lines, rules);
    const byTax = grouped(lines, ({ codimpuesto }) => codimpuesto).values();
    const rounded = (amounts: number[]) => round(sum(amounts), decimals);
    const base = (line: Line) => documentBase(discounts, line);
    const own = lines.filter(({ suplido }) => !suplido);
    const amounts = {
      neto: rounded(groups.map(({ neto }) => neto)),
      totaliva: rounded(groups.map(({ totaliva }) => totaliva)),
      totalrecargo: rounded(groups.map(({ totalrecargo }) => totalrecargo)),
      totalirpf: rounded(own.map((line) => percentOf(base(line), line.irpf ?? 0))),
      totalsuplidos: rounded(lines.filter(({ suplido }) => suplido).map(base)),
    };
    const { totalirpf, ...added } = amounts;
    const invoice: PostedInvoice = {
      ...header,
      ...currency,
      ...amounts,
      total: rounded([...Object.values(added), -totalirpf]),
      ...{ idempresa: 1, codejercicio: '2026', fecha: '2026-11-22', iddiario: null, canal: null },
      ...{ codigo: 'F1', numero: '1', codserie: 'A', cifnif: 'B1', name: 'Name', reference: null },
      lines,
      groups,
      groupsByTax: [...byTax].flatMap((same) => groupsOf(same, rules)),
    };
    return { invoice, terms };
  })
  .filter(({ invoice }) => invoice.total !== 0);

const taxAccountsOf = (code: string): TaxAccounts => ({
  vat: `vat ${code}`,
  surcharge: `surcharge ${code}`,
  intraOutput: `output ${code}`,
  intraInput: `input ${code}`,
});

const ACCOUNTS: InvoiceAccounts = {
  subject: 'subject',
  taxes: new Map(CODES.map((code) => [code, taxAccountsOf(code)])),
  untaxed: taxAccountsOf('untaxed'),
  withholdings: new Map(PERCENTAGES.map((each) => [each, `withheld ${each > 10 ? 'much' : each}`])),
  disbursements: 'disbursements',
  byDefault: 'income 0',
  returns: 'income R',
  // Of the last product nobody says where it goes.
  products: new Map(PRODUCTS.slice(0, 3).map((product) => [product, `income ${product % 2}`])),
  productWithholdings: new Map([[1, 'withheld 1']]),
};

function entryOf(posting: Posting): EntryDraft {
  if ('unposted' in posting) throw new Error(posting.unposted);
  return posting.entry;
}

const entryOfInvoice = ({ invoice, terms }: InvoiceCase) =>
  entryOf(invoiceEntry(invoice, ACCOUNTS, terms));

/** D less H of the lines whose sub-account begins like this. */
const posted = ({ lines }: EntryDraft, ...beginnings: string[]) =>
  differenceOf(
    lines.filter(({ codsubcuenta }) => beginnings.some((each) => codsubcuenta.startsWith(each))),
  );

function inBase(amount: number, { invoice, terms }: InvoiceCase): number {
  const isForeign = terms.convert && invoice.coddivisa !== 'EUR';
  return round(isForeign ? divide(amount, invoice.tasaconv ?? 1) : amount, terms.decimals);
}

/** All numbers of the entry with their sign changed: D becomes H. */
function mirrored(entry: EntryDraft): EntryDraft {
  const negative = (amount = 0) => 0 - amount;
  const lines = entry.lines.map((line) => ({
    ...line,
    debe: line.haber,
    haber: line.debe,
    baseimponible: negative(line.baseimponible),
  }));
  return { ...entry, importe: negative(entry.importe), lines };
}

/** What any line of any entry is like. */
function expectGoodLines(lines: readonly EntryDraftLine[], decimals: number): void {
  const isGood = (amount: number) => round(amount, decimals) === amount && !Object.is(amount, -0);
  const bad = lines.filter(
    ({ debe, haber, baseimponible = 0 }) =>
      Math.min(debe, haber) !== 0 || ![debe, haber, baseimponible].every(isGood),
  );
  expect(bad).toEqual([]);
}

describe('every invoice', () => {
  it('balances to the last decimal and is worth its total in the base currency', () => {
    holds(anyInvoice, (one) => {
      const { importe, lines } = entryOfInvoice(one);
      expect(differenceOf(lines)).toBe(0);
      expect(importe).toBe(inBase(one.invoice.total, one));
      expect(lines[0]).toMatchObject({ codsubcuenta: 'subject', codcontrapartida: null });
      expectGoodLines(lines, one.terms.decimals);
    });
  });

  it('posts its amounts where they belong, but for the cents of conversion', () => {
    holds(anyInvoice, (one) => {
      const { invoice, terms } = one;
      const entry = entryOfInvoice(one);
      const sign = invoice.side === 'sales' ? 1 : -1;
      const isForeign = terms.convert && invoice.coddivisa !== 'EUR';
      const lines = entry.lines.length;
      const cents = isForeign ? lines * 10 ** -terms.decimals : 0;
      const near = (actual: number, amount: number) =>
        expect(Math.abs(actual - sign * inBase(amount, one))).toBeLessThanOrEqual(cents + 1e-9);
      near(posted(entry, 'subject'), invoice.total);
      near(posted(entry, 'vat', 'output', 'input'), -invoice.totaliva);
      near(posted(entry, 'surcharge'), -invoice.totalrecargo);
      near(posted(entry, 'withheld'), invoice.totalirpf);
      near(posted(entry, 'disbursements'), -invoice.totalsuplidos);
      near(posted(entry, 'income'), -invoice.neto);
    });
  });

  it('negated is the mirror of its entry', () => {
    const amounts = ['total', 'neto', 'totaliva', 'totalrecargo', 'totalirpf', 'totalsuplidos'];
    const negated = <T extends object>(record: T, ...names: string[]) =>
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [
          name,
          names.includes(name) ? 0 - value : value,
        ]),
      ) as T;
    holds(anyInvoice, (one) => {
      const { groups, groupsByTax, lines } = one.invoice;
      const opposite: PostedInvoice = {
        ...negated(one.invoice, ...amounts),
        lines: lines.map((line) => negated(line, 'pvptotal')),
        groups: groups.map((group) => negated(group, ...amounts)),
        groupsByTax: groupsByTax.map((group) => negated(group, ...amounts)),
      };
      const entry = entryOfInvoice({ ...one, invoice: opposite });
      expect(entry).toEqual(mirrored(entryOfInvoice(one)));
    });
  });

  it('tells the base of every tax group, each tax apart', () => {
    holds(anyInvoice, (one) => {
      const { invoice } = one;
      const { lines } = entryOfInvoice(one);
      const ofVat = lines.filter(
        ({ iva, codsubcuenta }) => iva !== null && !/^surch/.test(codsubcuenta),
      );
      const taxes = new Set(
        invoice.groupsByTax.map((each) => `${each.codimpuesto} ${each.recargo}`),
      );
      const isBothSides = ofVat.some(({ codsubcuenta }) => codsubcuenta.startsWith('output'));
      expect(ofVat).toHaveLength(taxes.size * (isBothSides ? 2 : 1));
      if (invoice.coddivisa === 'EUR') {
        const bases = sum(ofVat.map(({ baseimponible }) => baseimponible ?? 0));
        expect(bases).toBe(isBothSides ? sum([invoice.neto, invoice.neto]) : invoice.neto);
      }
    });
  });

  it('has one line for each sub-account of income and of withholding', () => {
    holds(anyInvoice, (one) => {
      const { lines } = entryOfInvoice(one);
      const codes = lines.map(({ codsubcuenta }) => codsubcuenta);
      const single = codes.filter((code) => /^(income|withheld)/.test(code));
      expect(new Set(single).size).toBe(single.length);
    });
  });

  it('says what is missing, or balances without it', () => {
    const oneLess = fc.tuple(anyInvoice, fc.nat());
    holds(oneLess, ([one, choice]) => {
      const used = [...new Set(entryOfInvoice(one).lines.map(({ codsubcuenta }) => codsubcuenta))];
      const missing = used[choice % used.length];
      const keep = (code: AccountCode) => (code === missing ? null : code);
      const kept = <Key>(codes: ReadonlyMap<Key, AccountCode>) =>
        new Map([...codes].map(([key, code]) => [key, keep(code)]));
      const keptTax = (tax: TaxAccounts): TaxAccounts => ({
        vat: keep(tax.vat),
        surcharge: keep(tax.surcharge),
        intraOutput: keep(tax.intraOutput),
        intraInput: keep(tax.intraInput),
      });
      const accounts: InvoiceAccounts = {
        subject: keep(ACCOUNTS.subject),
        taxes: new Map([...ACCOUNTS.taxes].map(([code, tax]) => [code, keptTax(tax)])),
        untaxed: keptTax(ACCOUNTS.untaxed),
        withholdings: kept(ACCOUNTS.withholdings),
        disbursements: keep(ACCOUNTS.disbursements),
        byDefault: keep(ACCOUNTS.byDefault),
        returns: keep(ACCOUNTS.returns),
        products: kept(ACCOUNTS.products),
        productWithholdings: kept(ACCOUNTS.productWithholdings),
      };
      expect(invoiceEntry(one.invoice, accounts, one.terms)).toMatchObject({
        unposted: expect.stringMatching(/^posting-no-\w+-account$/),
      });
    });
  });

  it('of any numbers never throws', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.double({ min: -1e16, max: 1e16 }),
      fc.constantFrom(Infinity, -Infinity, NaN, -0, 0, 1e308, 5e-324),
    );
    const wilder = fc.tuple(anyInvoice, wild, wild, wild).map(([one, amount, rate, price]) => {
      const [first, ...others] = one.invoice.lines;
      const { total, neto } = one.invoice;
      const invoice = {
        ...one.invoice,
        total: total + amount,
        neto: neto + amount,
        tasaconv: rate,
        lines: [{ ...first!, pvptotal: price }, ...others],
      };
      return { ...one, invoice };
    });
    holds(wilder, ({ invoice, terms }) => {
      const posting = invoiceEntry(invoice, ACCOUNTS, terms);
      const difference = 'entry' in posting ? differenceOf(posting.entry.lines) : 0;
      expect(round(difference, terms.decimals)).toBe(0);
    });
  });
});

describe('every payment', () => {
  const anyPayment = fc.record({
    terms: anyTerms,
    payment: fc
      .record({
        side: fc.constantFrom('sales' as const, 'purchase' as const),
        cents: fc.integer({ min: -9_999_999, max: 9_999_999 }),
        gastos: seldom(0, 1.5, -2.37, 1000),
        isReversal: fc.boolean(),
        currency: anyCurrency,
      })
      .map(({ cents, currency, ...others }): PostedPayment => ({
        ...others,
        ...currency,
        importe: cents / 100,
        ...{ idempresa: 1, codejercicio: '2026', fecha: '2026-11-22', canal: null },
        ...{ codigo: 'F1', numero: 1, name: 'Name', reference: null },
      })),
  });
  const accounts = { subject: 'subject', money: 'money', expense: 'expense' };

  it('balances, settles the amount in the base currency and has at most three lines', () => {
    holds(anyPayment, ({ payment, terms }) => {
      const { importe, lines } = entryOf(paymentEntry(payment, accounts, terms));
      const isForeign = terms.convert && payment.coddivisa !== 'EUR';
      const amount = isForeign ? divide(payment.importe, payment.tasaconv ?? 1) : payment.importe;
      expect(differenceOf(lines)).toBe(0);
      expect(importe).toBe(round(amount, terms.decimals));
      const owed = differenceOf(lines.slice(0, 1));
      expect(owed).toBe(payment.side === 'sales' ? 0 - importe : importe);
      expect(lines.map(({ codsubcuenta }) => codsubcuenta).join(' ')).toMatch(
        payment.side === 'sales' ? /^subject money( expense)?$/ : /^subject money$/,
      );
      expectGoodLines(lines, terms.decimals);
    });
  });

  it('taken back leaves nothing on any sub-account', () => {
    holds(anyPayment, ({ payment, terms }) => {
      const back = { ...payment, importe: 0 - payment.importe, isReversal: !payment.isReversal };
      const entry = entryOf(paymentEntry(payment, accounts, terms));
      const reversal = entryOf(paymentEntry(back, accounts, terms));
      expect(openBalances(afterEntries([], [entry, reversal]))).toEqual([]);
    });
  });
});
