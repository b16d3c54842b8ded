import {
  PriceList,
  priceOfRate,
  SupplierProduct,
  Variant,
  variantDescriptions,
  type Product,
  productsOf,
} from '../../catalogue/index.js';
import { fold } from '../../kernel/database/fold.js';
import { withEntities } from '../../kernel/text/escape.js';
import type { Context } from '../../models/index.js';
import { StockMovements } from '../../stock/index.js';
import { CustomerGroup, type Customer } from '../../parties/index.js';
import { taxesByCode } from '../../taxes/index.js';
import type { AnyLine } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';

/** What a product gives to a new line. */
export type ProductTerms = Partial<AnyLine>;

interface Found {
  readonly variant: Variant;
  readonly product: Product;
}

/**
 * What new lines take from the products of their references, by the text that was typed: a
 * reference or a bar code. Texts that no variant has are absent. The number of queries does not
 * depend on the number of lines.
 */
export async function productTerms(
  document: OpenDocument,
  typed: readonly string[],
): Promise<ReadonlyMap<string, ProductTerms>> {
  const { context } = document;
  const found = await variantsOf(typed, context);
  if (found.size === 0) return new Map();
  const all = [...found.values()];
  const stock = context.part(StockMovements);
  for (const { variant, product } of all) stock.know(variant.referencia, product);
  const descriptions = await variantDescriptions(context, all);
  const prices = await pricesOf(document, all);
  const taxes = await taxesByCode(context);
  return new Map(
    [...found].map(([text, { variant, product }]) => {
      const tax = taxes.get(product.codimpuesto ?? '');
      return [
        text,
        {
          idproducto: product.idproducto,
          referencia: variant.referencia,
          descripcion: descriptions.get(variant.idvariante) ?? '',
          codimpuesto: tax?.codimpuesto ?? null,
          iva: tax?.iva ?? 0,
          recargo: tax?.recargo ?? 0,
          ...(product.excepcioniva !== null && { excepcioniva: product.excepcioniva }),
          ...prices.get(variant.idvariante),
        },
      ];
    }),
  );
}

async function variantsOf(
  typed: readonly string[],
  context: Context,
): Promise<ReadonlyMap<string, Found>> {
  const texts = [...new Set(typed)];
  if (texts.length === 0) return new Map();
  const byReference = await context.records.list(Variant, { referencia: texts });
  const references = new Map(byReference.map((each) => [nameOf(each.referencia), each]));
  const others = texts.filter((text) => !references.has(nameOf(text)));
  const byBarCode = others.length ? await context.records.list(Variant, { codbarras: others }) : [];
  const barCodes = new Map(
    byBarCode.toReversed().map((each) => [nameOf(each.codbarras ?? ''), each]),
  );
  const variants = texts.flatMap((text) => {
    const variant = references.get(nameOf(text)) ?? barCodes.get(nameOf(text));
    return variant ? [{ text, variant }] : [];
  });
  const products = await productsOf(
    variants.map(({ variant }) => variant.idproducto),
    context,
  );
  return new Map(
    variants.flatMap(({ text, variant }) => {
      const product = products.get(variant.idproducto);
      return product ? [[text, { variant, product }] as const] : [];
    }),
  );
}

/** What names a product, typed or stored, as it compares. */
function nameOf(text: string): string {
  return fold(withEntities(text));
}

async function pricesOf(
  document: OpenDocument,
  found: readonly Found[],
): Promise<ReadonlyMap<number, ProductTerms>> {
  return document.kind.side === 'sales'
    ? salesPrices((await document.subject()) as Customer | null, found, document.context)
    : purchasePrices(document, found);
}

async function salesPrices(customer: Customer | null, found: readonly Found[], context: Context) {
  const group = customer?.codtarifa
    ? null
    : await context.records.find(CustomerGroup, customer?.codgrupo);
  const rate = await context.records.find(PriceList, customer?.codtarifa ?? group?.codtarifa);
  return new Map(
    found.map(({ variant }) => {
      const [coste, precio] = [variant.coste ?? 0, variant.precio ?? 0];
      const pvpunitario = rate ? priceOfRate(rate, { coste, precio }) : precio;
      return [variant.idvariante, { pvpunitario, coste, dtopor: 0, dtopor2: 0 }];
    }),
  );
}

/** The cost of the variant, unless the supplier asks a price in this currency or in any. */
async function purchasePrices({ record, context }: OpenDocument, found: readonly Found[]) {
  const { codproveedor = null, coddivisa } = record;
  const references = [...new Set(found.map(({ variant }) => variant.referencia))];
  const offers = await context.records.list(
    SupplierProduct,
    { codproveedor, referencia: references },
    { orderBy: ['coddivisa'], descending: true },
  );
  return new Map(
    found.map(({ variant }) => {
      const offer = offers.find(
        (each) =>
          fold(each.referencia ?? '') === fold(variant.referencia) &&
          Number(each.precio) > 0 &&
          (each.coddivisa === coddivisa || each.coddivisa === null),
      );
      const { precio, dtopor, dtopor2 } = offer ?? { precio: variant.coste, dtopor: 0, dtopor2: 0 };
      return [
        variant.idvariante,
        { pvpunitario: precio ?? 0, dtopor: dtopor ?? 0, dtopor2: dtopor2 ?? 0 },
      ];
    }),
  );
}
