import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../parties/index.js';
import type { EntryDraft, EntryDraftLine, Posting } from './entry-draft.js';
import { invoiceEntry } from './invoice-entry.js';
import type {
  InvoiceAccounts,
  PostedInvoice,
  PostedLine,
  PostedTaxGroup,
  PostingTerms,
  TaxAccounts,
} from './posted-invoice.js';

/** sub-account, D, H and, of lines with tax, base, iva, recargo, cifnif */
type Row = [string, number, number, number?, number?, number?, string?];

/** A worked example of the accounting specification; what it leaves out is as in `exampleOf`. */
interface Example {
  name: string;
  side?: Side;
  invoice?: Partial<PostedInvoice>;
  accounts?: Partial<Record<keyof InvoiceAccounts, unknown>>;
  terms?: Partial<PostingTerms>;
  /** Of the lines of the entry, where it is not EUR at 1 */
  currency?: [string, number];
  /** neto, totaliva, totalrecargo, totalirpf, totalsuplidos, total */
  totals: [number, number, number, number, number, number];
  lines: Partial<PostedLine>[];
  groups: Partial<PostedTaxGroup>[];
  /** Where they are not the groups */
  groupsByTax?: Partial<PostedTaxGroup>[];
  entry: { importe: number; concepto?: string; lines: Row[] };
}

const GOLDEN = new URL('../../../test/golden/entries.json', import.meta.url);
const EXAMPLES = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Example[];

const DISBURSEMENTS = '5550000000';

const SALES = {
  vat: '4770000000',
  withholding: '4730000000',
  byDefault: '7000000000',
  returns: '7080000000',
};
const PURCHASES = {
  vat: '4720000000',
  withholding: '4751000000',
  byDefault: '6000000000',
  returns: '6080000000',
};

/** Sub-accounts of a tax whose own end like this: those of IVA21 end in 000021. */
function taxAccounts(side: Side, ending: string): TaxAccounts {
  const vat = (side === 'sales' ? '477' : '472') + ending;
  const intra = ending === '0000000' ? ending : ending.replace('0', '1');
  return { vat, surcharge: vat, intraOutput: '477' + intra, intraInput: '472' + intra };
}

function accountsOf(side: Side, given: Example['accounts'] = {}): InvoiceAccounts {
  const chart = side === 'sales' ? SALES : PURCHASES;
  const byNumber = (value: unknown = {}) =>
    new Map(Object.entries(value as Record<string, string | null>).map(([k, v]) => [+k, v]));
  const { products, productWithholdings, withholdings, ...others } = given;
  return {
    subject: '4300000002',
    taxes: new Map([
      ['IVA21', taxAccounts(side, '0000021')],
      ['IVA10', taxAccounts(side, '0000010')],
      ['IVA0', taxAccounts(side, '0000000')],
      [
        'IPSI10',
        { ...taxAccounts(side, '8000010'), intraOutput: '4778000010', intraInput: '4728000010' },
      ],
    ]),
    untaxed: taxAccounts(side, '0000000'),
    withholdings: byNumber(withholdings ?? { 7: chart.withholding, 15: chart.withholding }),
    disbursements: DISBURSEMENTS,
    byDefault: chart.byDefault,
    returns: chart.returns,
    products: byNumber(products),
    productWithholdings: byNumber(productWithholdings),
    ...(others as Partial<InvoiceAccounts>),
  };
}

function termsOf(side: Side, given: Partial<PostingTerms> = {}): PostingTerms {
  const labels = {
    invoice: side === 'sales' ? 'Customer invoice' : 'Supplier invoice',
    payment: '',
    paymentRefund: '',
    expenses: '',
  };
  return { decimals: 2, coddivisa: 'EUR', convert: true, labels, ...given };
}

const groupOf = (given: Partial<PostedTaxGroup>): PostedTaxGroup => ({
  codimpuesto: null,
  iva: 0,
  recargo: 0,
  neto: 0,
  totaliva: 0,
  totalrecargo: 0,
  ...given,
});

function invoiceOf(example: Example): PostedInvoice {
  const [neto, totaliva, totalrecargo, totalirpf, totalsuplidos, total] = example.totals;
  return {
    side: example.side ?? 'sales',
    idempresa: 1,
    codejercicio: '2026',
    fecha: '2026-11-22',
    codigo: 'F2026A1',
    numero: '1',
    codserie: 'A',
    cifnif: 'B11223344',
    name: 'ZA Cliente Uno SL',
    reference: null,
    operacion: null,
    idfacturarect: null,
    ...{ neto, totaliva, totalrecargo, totalirpf, totalsuplidos, total },
    dtopor1: 0,
    dtopor2: null,
    coddivisa: 'EUR',
    tasaconv: 1,
    iddiario: null,
    canal: null,
    groups: example.groups.map(groupOf),
    groupsByTax: (example.groupsByTax ?? example.groups).map(groupOf),
    ...example.invoice,
    lines: example.lines.map((line) => ({
      idproducto: null,
      productAccount: null,
      productFamily: null,
      irpf: null,
      suplido: null,
      pvptotal: 0,
      ...line,
    })),
  };
}

function postingOf(example: Example): Posting {
  const side = example.side ?? 'sales';
  const accounts = accountsOf(side, example.accounts);
  return invoiceEntry(invoiceOf(example), accounts, termsOf(side, example.terms));
}

function entryOf(posting: Posting): EntryDraft {
  if ('unposted' in posting) throw new Error(posting.unposted);
  return posting.entry;
}

/** A row of the tables with the columns of which the specification says what they have unless said. */
function lineOf(row: Row, example: Example, subject: string, isFirst: boolean): EntryDraftLine {
  const [codsubcuenta, debe, haber, baseimponible = 0, iva = null, recargo = 0, cifnif = null] =
    row;
  const { codserie, numero } = invoiceOf(example);
  const [coddivisa, tasaconv] = example.currency ?? ['EUR', 1];
  return {
    ...{ codsubcuenta, debe, haber, baseimponible, iva, recargo, cifnif, coddivisa, tasaconv },
    codserie: cifnif === null ? null : codserie,
    factura: cifnif === null ? null : numero,
    codcontrapartida: isFirst || codsubcuenta === DISBURSEMENTS ? null : subject,
  };
}

const exampleOf = (name: string) => EXAMPLES.find((example) => example.name.startsWith(name))!;

describe('worked examples', () => {
  it('are all there', () => {
    const numbers = new Set(EXAMPLES.map(({ name }) => name.split(' ')[0]));
    const worked = Array.from({ length: 9 }, (_, i) => `E${i + 1}`);
    expect([...numbers]).toEqual([...worked, '7.3']);
  });

  it.each(EXAMPLES)('$name', (example) => {
    const { importe, concepto, lines } = example.entry;
    const invoice = invoiceOf(example);
    const entry = entryOf(postingOf(example));
    const subject = lines[0]![0];
    expect(entry.lines).toEqual(lines.map((row, i) => lineOf(row, example, subject, i === 0)));
    expect(entry).toMatchObject({
      ...{ idempresa: 1, fecha: '2026-11-22', codejercicio: '2026' },
      ...{ importe, documento: invoice.codigo, iddiario: null, canal: null },
      ...(concepto && { concepto }),
    });
  });

  it('journal and channel are those of the series', () => {
    const example = exampleOf('E1');
    const entry = entryOf(postingOf({ ...example, invoice: { iddiario: 3, canal: 7 } }));
    expect(entry).toMatchObject({ iddiario: 3, canal: 7 });
  });

  it('an empty number of the other party is not in the text', () => {
    const entry = entryOf(postingOf({ ...exampleOf('E1'), invoice: { reference: '' } }));
    expect(entry.concepto).toBe('Customer invoice F2026A1 - ZA Cliente Uno SL');
  });
});

describe('an invoice without entry', () => {
  const reasonFor = (name: string, changes: Partial<Example>) => {
    const example = exampleOf(name);
    const merged = { ...example, ...changes };
    return postingOf({ ...merged, invoice: { ...example.invoice, ...changes.invoice } });
  };
  const without = (key: keyof InvoiceAccounts, value: unknown = null) => ({
    accounts: { [key]: value },
  });

  it.each<[string, string, Partial<Example>, Posting]>([
    [
      'parts of 0 only',
      'E1',
      {
        totals: [0, 0, 0, 0, 0, 0.004],
        lines: [{ pvptotal: 0 }],
        groups: [],
      },
      { unposted: 'posting-no-total' },
    ],
    ['no lines', 'E1', { lines: [] }, { unposted: 'posting-no-lines' }],
    ['no customer', 'E1', without('subject'), { unposted: 'posting-no-subject-account' }],
    [
      'no sub-account of the tax',
      'E1',
      without('taxes', new Map([['IVA21', { vat: null }]])),
      { unposted: 'posting-no-tax-account', params: { tax: 'IVA21' } },
    ],
    [
      'an unknown tax',
      'E2',
      without('taxes', new Map([['IVA21', taxAccounts('sales', '0000021')]])),
      { unposted: 'posting-no-tax-account', params: { tax: 'IVA10' } },
    ],
    [
      'no sub-account of the surcharge',
      'E4',
      without('taxes', new Map([['IVA21', { vat: '4770000021', surcharge: null }]])),
      { unposted: 'posting-no-tax-account', params: { tax: 'IVA21' } },
    ],
    [
      'no sub-account of lines without tax',
      '7.3 margin',
      without('untaxed', {}),
      { unposted: 'posting-no-untaxed-account' },
    ],
    [
      'no such withholding',
      'E3',
      without('withholdings', { 24: '4730000000' }),
      { unposted: 'posting-no-withholding-account', params: { percent: 15 } },
    ],
    [
      'no such withholding, though the product has a sub-account',
      '7.3 withholding of a product and',
      {
        lines: [{ pvptotal: 200, irpf: 15, idproducto: 1 }],
        accounts: { withholdings: {}, productWithholdings: { 1: '4751000001' } },
      },
      { unposted: 'posting-no-withholding-account', params: { percent: 15 } },
    ],
    [
      'a withholding sub-account of a product that does not exist',
      '7.3 withholding of a product, the',
      without('productWithholdings', { 1: '4751000001', 2: null }),
      { unposted: 'posting-no-product-account', params: { product: 2 } },
    ],
    [
      'no sub-account of disbursements',
      'E6',
      without('disbursements'),
      { unposted: 'posting-no-disbursement-account' },
    ],
    [
      'a sub-account of a product that does not exist',
      'E9',
      without('products', { 1: null }),
      { unposted: 'posting-no-product-account', params: { product: 1 } },
    ],
    ['no default', 'E1', without('byDefault'), { unposted: 'posting-no-default-account' }],
    ['no returns', 'E5', without('returns'), { unposted: 'posting-no-default-account' }],
    [
      'no default for the cent of the conversion',
      '7.3 DEFECT: the cent of conversion makes',
      { accounts: { products: { 1: '7010000000' }, byDefault: null } },
      { unposted: 'posting-no-default-account' },
    ],
    ...[null, 0, -1, NaN].map((tasaconv): [string, string, Partial<Example>, Posting] => [
      `a rate of ${tasaconv}`,
      'E1',
      { invoice: { coddivisa: 'USD', tasaconv } },
      { unposted: 'posting-no-exchange-rate', params: { currency: 'USD' } },
    ]),
    [
      'parts that do not make the total',
      'E1',
      { totals: [100, 21, 0, 0, 0, 121.01] },
      { unposted: 'posting-not-balanced', params: { difference: 0.01 } },
    ],
    [
      'a header that withholds what no line does',
      'E1',
      { totals: [100, 21, 0, 15, 0, 106] },
      { unposted: 'posting-not-balanced', params: { difference: -15 } },
    ],
    [
      'amounts of too many digits',
      'E1',
      {
        totals: [1e15, 0, 0, 0, 0, 1e15],
        lines: [{ pvptotal: 1e15 }],
        groups: [{ codimpuesto: 'IVA0', neto: 1e15 }],
      },
      { unposted: 'posting-amount-too-large' },
    ],
  ])('%s', (_case, name, changes, posting) => {
    expect(reasonFor(name, changes)).toEqual(posting);
  });

  it('does not miss sub-accounts that it does not need', () => {
    const accounts = {
      ...{ disbursements: null, byDefault: null, returns: null, untaxed: {}, withholdings: {} },
      products: { 1: '7010000000', 2: '7050000000' },
    };
    const lines = [{ pvptotal: 100, idproducto: 1 }];
    expect(entryOf(postingOf({ ...exampleOf('E1'), accounts, lines })).importe).toBe(121);
  });
});
