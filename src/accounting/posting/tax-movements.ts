import { multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
import type { Side } from '../../parties/index.js';
import { accountOr, grouped, type Account, type Movement } from './movements.js';
import type {
  InvoiceAccounts,
  PostedInvoice,
  PostedTaxGroup,
  PostingTerms,
  TaxAccounts,
} from './posted-invoice.js';

/*
 * Lines 2 and 2b of an invoice: VAT and equivalence surcharge. Each line tells base, rate, tax
 * number and invoice, which the register of invoices needs (RD 1624/1992, arts. 63 and 64).
 */

/**
 * The operations whose lines stand on both sides. Who buys owes the VAT in the place of the seller
 * and deducts it at once (Ley 37/1992, arts. 84.Uno.2.º, 85 and 92); of sales between member states
 * (arts. 25 and 69), which bear none, both lines are 0 and tell the base.
 *
 *   operation            sales                    purchases
 *   intracomunitaria     both sides, 0            both sides
 *   intracom-servicios   both sides, 0            both sides
 *   inv-sujeto-pasivo    as any other             both sides
 *   all others           output VAT               input VAT
 */
const BOTH_SIDES: Record<Side, ReadonlySet<string | null>> = {
  sales: new Set(['intracomunitaria', 'intracom-servicios']),
  purchase: new Set(['intracomunitaria', 'intracom-servicios', 'inv-sujeto-pasivo']),
};

/** The movements of VAT and surcharge, also those of amount 0; amounts rounded. */
export function taxMovements(
  invoice: PostedInvoice,
  accounts: InvoiceAccounts,
  terms: PostingTerms,
): Movement[] {
  const movements = isOnBothSides(invoice) ? bothSides : oneSide;
  return taxParts(invoice, terms).flatMap((part) => movements(invoice, part, accounts));
}

/**
 * The groups, those of several taxes with equal rates in one part for each tax. The last part takes
 * what rounding leaves, so that the parts add up to the group.
 */
export function taxParts(
  invoice: Pick<PostedInvoice, 'side' | 'operacion' | 'groups' | 'groupsByTax'>,
  { decimals }: Pick<PostingTerms, 'decimals'>,
): PostedTaxGroup[] {
  const assessed = isOnBothSides(invoice)
    ? (group: PostedTaxGroup) => selfAssessed(group, decimals)
    : (group: PostedTaxGroup) => group;
  const ofTaxes = grouped(invoice.groupsByTax.map(assessed), ratesOf);
  return invoice.groups
    .map(assessed)
    .flatMap((group) => partsOf(group, ofTaxes.get(ratesOf(group)) ?? []));
}

/** A company outside of Spain has VAT in such an invoice too, and it is VAT like any other. */
function isOnBothSides({
  side,
  operacion,
  groups,
}: Pick<PostedInvoice, 'side' | 'operacion' | 'groups'>): boolean {
  const bearsTax = groups.some(
    ({ totaliva, totalrecargo }) => totaliva !== 0 || totalrecargo !== 0,
  );
  return BOTH_SIDES[side].has(operacion) && !bearsTax;
}

/** The invoice leaves the VAT out; whoever owes it computes it from the rounded base. */
function selfAssessed(group: PostedTaxGroup, decimals: number): PostedTaxGroup {
  return { ...group, totaliva: round(percentOf(group.neto, group.iva), decimals) };
}

function ratesOf({ iva, recargo }: PostedTaxGroup): string {
  return `${iva}|${recargo}`;
}

function partsOf(group: PostedTaxGroup, sameRates: readonly PostedTaxGroup[]): PostedTaxGroup[] {
  const taxes = [...new Set(sameRates.map(({ codimpuesto }) => codimpuesto))];
  const last = taxes.pop() ?? group.codimpuesto;
  const parts = taxes.map((codimpuesto) => ({
    ...group,
    codimpuesto,
    // The untaxed cost of margin schemes comes up once for each tax that has some.
    ...amountsOf(sameRates.filter((part) => part.codimpuesto === codimpuesto)),
  }));
  const others = amountsOf(parts);
  const rest = (name: keyof typeof others) => sum([group[name], -others[name]]);
  return [
    ...parts,
    {
      ...group,
      codimpuesto: last,
      neto: rest('neto'),
      totaliva: rest('totaliva'),
      totalrecargo: rest('totalrecargo'),
    },
  ];
}

function amountsOf(groups: readonly PostedTaxGroup[]) {
  const total = (name: 'neto' | 'totaliva' | 'totalrecargo') =>
    sum(groups.map((group) => group[name]));
  return { neto: total('neto'), totaliva: total('totaliva'), totalrecargo: total('totalrecargo') };
}

/** Output VAT of sales on credit, input VAT of purchases on debit, and the surcharge if any. */
function oneSide(
  { side }: PostedInvoice,
  part: PostedTaxGroup,
  accounts: InvoiceAccounts,
): Movement[] {
  const sign = side === 'sales' ? -1 : 1;
  const { iva, recargo, neto: base, totaliva, totalrecargo } = part;
  const vat = {
    account: taxAccount(part, accounts, 'vat'),
    amount: multiply(sign, totaliva),
    tax: { base, iva, recargo: 0 },
  };
  if (totalrecargo === 0) return [vat];
  const surcharge = {
    account: taxAccount(part, accounts, 'surcharge'),
    amount: multiply(sign, totalrecargo),
    tax: { base, iva: 0, recargo },
  };
  return [vat, surcharge];
}

/** Input VAT on debit and output VAT on credit, the own side of the business first. */
function bothSides(
  { side }: PostedInvoice,
  part: PostedTaxGroup,
  accounts: InvoiceAccounts,
): Movement[] {
  const tax = { base: part.neto, iva: part.iva, recargo: 0 };
  const input = {
    account: taxAccount(part, accounts, 'intraInput'),
    amount: part.totaliva,
    tax,
  };
  const output = {
    account: taxAccount(part, accounts, 'intraOutput'),
    amount: multiply(-1, part.totaliva),
    tax,
  };
  return side === 'sales' ? [output, input] : [input, output];
}

function taxAccount(
  { codimpuesto }: PostedTaxGroup,
  { taxes, untaxed }: InvoiceAccounts,
  use: keyof TaxAccounts,
): Account {
  return codimpuesto === null
    ? accountOr(untaxed[use], 'posting-no-untaxed-account')
    : accountOr(taxes.get(codimpuesto)?.[use], 'posting-no-tax-account', { tax: codimpuesto });
}
