import { Family, Product } from '../../catalogue/index.js';
import type { Context } from '../../models/index.js';
import { Tax, Withholding } from '../../taxes/index.js';
import {
  existingSubaccounts,
  specialSubaccounts,
  type Tag,
  type WantedCode,
} from './account-choice.js';
import { partyAccount, type Party } from './party-account.js';
import type {
  AccountCode,
  InvoiceAccounts,
  PostedInvoice,
  TaxAccounts,
} from '../posting/posted-invoice.js';

export type { Party };

type Codes = ReadonlyMap<string, string>;
type Specials = ReadonlyMap<Tag, string>;

/** Which roles and columns stand for what, on each side of the business. */
const SIDES = {
  sales: {
    withholding: ['codsubcuentaret', 'IRPF'],
    byDefault: 'VENTAS',
    returns: 'DEVVEN',
    ofProduct: 'codsubcuentaven',
  },
  purchase: {
    withholding: ['codsubcuentaacr', 'IRPFPR'],
    byDefault: 'COMPRA',
    returns: 'DEVCOM',
    ofProduct: 'codsubcuentacom',
  },
} as const;

const TAGS: readonly Tag[] = ['IVAREP', 'IVARRE', 'IVASOP', 'SUPLI'];

/**
 * The sub-accounts of an invoice in the fiscal year of its entry (accounting specification 6).
 * Codes that taxes and withholdings name are made where the year lacks them; those of products and
 * families are not. A question is asked once for all lines.
 */
export async function invoiceAccounts(
  invoice: PostedInvoice,
  party: Party,
  context: Context,
): Promise<InvoiceAccounts> {
  const { codejercicio } = invoice;
  const side = SIDES[invoice.side];
  // Asked first: the chart then has the codes that everything else is found by.
  const subject = await partyAccount(party, codejercicio, context);
  const special = await specialSubaccounts(
    [...TAGS, side.byDefault, side.returns, side.withholding[1]],
    codejercicio,
    context,
  );
  const taxes = await taxesOf(invoice, context);
  const withholdings = await withholdingsOf(invoice, context);
  const products = await productCodes(invoice, side.ofProduct, context);
  const withheld = await productCodes(invoice, 'codsubcuentairpfcom', context);
  const wanted = [
    ...taxes.flatMap(wantedOfTax),
    ...withholdings.flatMap((each) => wantedOfWithholding(each, side.withholding)),
    ...[...products.values(), ...withheld.values()].map((code) => ({ code })),
  ];
  const codes = await existingSubaccounts(wanted, codejercicio, context);
  return {
    subject,
    taxes: new Map(
      taxes.map((tax) => [tax.codimpuesto, taxAccounts(tax, invoice.side, codes, special)]),
    ),
    untaxed: taxAccounts(null, invoice.side, codes, special),
    withholdings: new Map(
      withholdings.map((each) => {
        const code = each[side.withholding[0]];
        const own = code ? codes.get(code) : special.get(side.withholding[1]);
        return [each.porcentaje, own ?? null];
      }),
    ),
    disbursements: special.get('SUPLI') ?? null,
    byDefault: special.get(side.byDefault) ?? null,
    returns: special.get(side.returns) ?? null,
    products: resolved(products, codes),
    productWithholdings: resolved(withheld, codes),
  };
}

async function taxesOf({ lines, groupsByTax }: PostedInvoice, context: Context): Promise<Tax[]> {
  const used = new Set(groupsByTax.map(({ codimpuesto }) => codimpuesto));
  return lines.length
    ? (await context.records.all(Tax)).filter(({ codimpuesto }) => used.has(codimpuesto))
    : [];
}

/** One for each percentage of the lines: the lowest code, in use or not. */
async function withholdingsOf({ lines }: PostedInvoice, context: Context): Promise<Withholding[]> {
  const percentages = new Set(lines.map(({ irpf }) => irpf ?? 0));
  percentages.delete(0);
  if (percentages.size === 0) return [];
  const all = await context.records.all(Withholding);
  return [...percentages].flatMap((percent) => {
    return all.find(({ porcentaje }) => porcentaje === percent) ?? [];
  });
}

const TAX_COLUMNS = [
  ['codsubcuentarep', 'IVAREP'],
  ['codsubcuentarepintra', 'IVAREP'],
  ['codsubcuentarepre', 'IVARRE'],
  ['codsubcuentasop', 'IVASOP'],
  ['codsubcuentasopintra', 'IVASOP'],
  ['codsubcuentasopre', 'IVASOP'],
] as const;

function wantedOfTax(tax: Tax): WantedCode[] {
  return TAX_COLUMNS.flatMap(([column, tag]) => {
    const code = tax[column];
    const description = tax.descripcion ?? tax.codimpuesto;
    return code ? [{ code, below: { tag, description } }] : [];
  });
}

function wantedOfWithholding(
  each: Withholding,
  [column, tag]: readonly ['codsubcuentaret' | 'codsubcuentaacr', Tag],
): WantedCode[] {
  const code = each[column];
  return code ? [{ code, below: { tag } }] : [];
}

function taxAccounts(
  tax: Tax | null,
  side: PostedInvoice['side'],
  codes: Codes,
  special: Specials,
): TaxAccounts {
  const named = (code: string | null | undefined, otherwise: AccountCode): AccountCode =>
    code ? (codes.get(code) ?? null) : otherwise;
  const output = named(tax?.codsubcuentarep, special.get('IVAREP') ?? null);
  const input = named(tax?.codsubcuentasop, special.get('IVASOP') ?? null);
  return {
    vat: side === 'sales' ? output : input,
    surcharge:
      side === 'sales'
        ? named(tax?.codsubcuentarepre, special.get('IVARRE') ?? output)
        : named(tax?.codsubcuentasopre, input),
    intraOutput: named(tax?.codsubcuentarepintra, output),
    intraInput: named(tax?.codsubcuentasopintra, input),
  };
}

type ProductColumn = 'codsubcuentaven' | 'codsubcuentacom' | 'codsubcuentairpfcom';

/** The code that each product, or a family above it, names. */
async function productCodes(
  { side, lines, totalirpf }: PostedInvoice,
  column: ProductColumn,
  context: Context,
): Promise<ReadonlyMap<number, string>> {
  const ofWithholding = column === 'codsubcuentairpfcom';
  if (ofWithholding && (side === 'sales' || totalirpf === 0)) return new Map();
  const keys = [...new Set(lines.flatMap(({ idproducto }) => idproducto ?? []))];
  const own = new Map(lines.map((line) => [line.idproducto ?? 0, line.productAccount]));
  if (ofWithholding && keys.length > 0) {
    const products = await context.records.list(Product, { idproducto: keys });
    for (const product of products) own.set(product.idproducto, product.codsubcuentairpfcom);
  }
  const open = lines.flatMap(({ idproducto, productFamily }) =>
    idproducto && productFamily && !own.get(idproducto) ? [productFamily] : [],
  );
  const families = await familyCodes([...new Set(open)], column, context);
  return new Map(
    lines.flatMap(({ idproducto, productFamily }) => {
      const code = own.get(idproducto ?? 0) || families.get(productFamily ?? '');
      return idproducto && code ? [[idproducto, code] as const] : [];
    }),
  );
}

/** The code that each family names, or the nearest one above it: a query for each level. */
async function familyCodes(
  families: readonly string[],
  column: ProductColumn,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, Family>();
  for (let next = [...families]; next.length > 0;) {
    const level = await context.records.list(Family, { codfamilia: next });
    for (const family of level) known.set(family.codfamilia, family);
    const above = level.flatMap((family) => (family[column] ? [] : (family.madre ?? [])));
    next = [...new Set(above)].filter((code) => !known.has(code));
  }
  return new Map(
    families.flatMap((code) => {
      const seen = new Set<string>();
      let family = known.get(code);
      while (family && !family[column] && family.madre && !seen.has(family.codfamilia)) {
        seen.add(family.codfamilia);
        family = known.get(family.madre);
      }
      const named = family?.[column];
      return named ? [[code, named] as const] : [];
    }),
  );
}

function resolved(
  named: ReadonlyMap<number, string>,
  codes: Codes,
): ReadonlyMap<number, AccountCode> {
  return new Map([...named].map(([product, code]) => [product, codes.get(code) ?? null]));
}
