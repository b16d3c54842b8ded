import { currencyDecimals } from '../../company/index.js';
import { productsOf, type Product } from '../../catalogue/index.js';
import type { Calculation, CalculationRules, StoredLine, TaxGroup } from './calculation.js';
import { calculate } from './calculator.js';
import { lastRefund, type Parts } from './refund-totals.js';
import { storedGroups, storedTaxes, USED_GOODS, type StoredTaxes } from './stored-taxes.js';
import type { AnyDocument, AnyLine } from '../kinds/document-kind.js';
import { namedTaxZones, taxesByCode } from '../../taxes/index.js';
import type { OpenDocument } from '../open-document.js';

/** What taxes a line beside itself: while none of it changes, lines keep their tax. */
const TAXING = [
  'codserie',
  'operacion',
  'codpais',
  'provincia',
  'codcliente',
  'codproveedor',
] as const;

/** Calculates a document and its lines anew, in memory: taxes, amounts, totals. */
export async function recalculate(
  document: OpenDocument,
  lines: readonly AnyLine[],
): Promise<void> {
  const rules = await calculationRules(document);
  const typed = await typedLines(rules, document, lines);
  take(document, lines, calculate(rules, typed));
}

/**
 * Calculates a document that is edited. Lines that it had keep their tax, however customers,
 * products, places and rates would be taxed today, unless the document itself or the line says
 * otherwise: what was issued is not judged again.
 *
 * @param kept lines that say nothing else of their tax
 */
export async function recalculateEdited(
  document: OpenDocument,
  lines: readonly AnyLine[],
  { before, kept }: { before: readonly AnyLine[]; kept: ReadonlySet<AnyLine> },
): Promise<void> {
  const { record, before: header } = document;
  const isTaxedAlike = header && TAXING.every((name) => record[name] === header[name]);
  const former = isTaxedAlike ? await taxesOf(document, header, before) : null;
  if (!former?.isCalculated) return recalculate(document, lines);
  const rules = { ...former.rules, document: record };
  const types = new Map(
    former.lines.map((line, index) => [before[index]?.idlinea, line.tipoproducto]),
  );
  const typed = await typedLines(rules, document, lines);
  const calculation = calculate(
    rules,
    typed.map((line, index) => {
      const own = lines[index];
      if (!own || !kept.has(own)) return line;
      return { ...line, keepsTax: true, tipoproducto: types.get(own.idlinea) ?? line.tipoproducto };
    }),
  );
  take(document, lines, calculation);
}

/**
 * Calculates a refund as the mirror of its invoice: taxed as that was, whatever customer, company,
 * products, places and rates are today.
 *
 * @param lines those of the refund, with `idlinearect`
 * @param earlier the refunds before, where this one takes back all that is left; else null
 */
export async function mirrorInvoice(
  invoice: OpenDocument,
  refund: OpenDocument,
  lines: readonly AnyLine[],
  earlier: readonly AnyDocument[] | null,
): Promise<void> {
  const sold = await invoice.lines();
  const former = await taxesOf(invoice, invoice.record, sold);
  const rules = { ...former.rules, document: refund.record };
  const types = new Map(
    former.lines.map((line, index) => [sold[index]?.idlinea, line.tipoproducto]),
  );
  const calculation = calculate(
    rules,
    lines.map((line) => {
      const tipoproducto = types.get(line.idlinearect ?? 0) ?? null;
      return Object.assign({}, line, { keepsTax: true, tipoproducto });
    }),
  );
  if (earlier) {
    const refunded = { invoice: partsOf(invoice.record), earlier: earlier.map(partsOf) };
    calculation.totals = lastRefund(rules, calculation, refunded);
  }
  take(refund, lines, calculation);
}

/** How a document was taxed as it is stored, with its lines. */
export async function storedTaxesOf(
  document: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
): Promise<StoredTaxes> {
  return taxesOf(document, document.record, lines);
}

/**
 * The tax groups of a document as it is stored, in the order in which its lines bring them up.
 *
 * @param lines all of its lines
 * @param counts which of them are grouped
 */
export async function storedTaxGroups(
  document: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
  counts?: (line: StoredLine) => boolean,
): Promise<TaxGroup[]> {
  return storedGroups(await storedTaxesOf(document, lines), counts);
}

async function taxesOf(
  document: OpenDocument,
  header: Readonly<AnyDocument>,
  lines: readonly Readonly<AnyLine>[],
): Promise<StoredTaxes> {
  const rules = { ...(await calculationRules(document)), document: header };
  const typed = await typedLines(rules, document, lines);
  const ofUsedGoods = { ...rules, company: { ...rules.company, regimeniva: USED_GOODS } };
  return storedTaxes(rules, partsOf(header), typed, () => typedLines(ofUsedGoods, document, lines));
}

/** Writes what was calculated into the document and its lines. */
function take(
  { kind, record }: OpenDocument,
  lines: readonly AnyLine[],
  calculation: Calculation,
): void {
  lines.forEach((line, index) => Object.assign(line, calculation.lines[index]));
  const { totalcoste, totalbeneficio, ...totals } = calculation.totals;
  Object.assign(record, totals, kind.side === 'sales' && { totalcoste, totalbeneficio });
}

function partsOf(document: Readonly<AnyDocument>): Parts {
  const { neto, netosindto, totaliva, totalrecargo, totalirpf, totalsuplidos } = document;
  return {
    neto: Number(neto),
    netosindto: Number(netosindto),
    totaliva: Number(totaliva),
    totalrecargo: Number(totalrecargo),
    totalirpf: Number(totalirpf),
    totalsuplidos: Number(totalsuplidos),
  };
}

/** What stands around the lines of a document and decides how they are taxed. */
export async function calculationRules(document: OpenDocument): Promise<CalculationRules> {
  const { kind, record, context } = document;
  const [company, subject, series, taxes, zones] = [
    await document.company(),
    await document.subject(),
    await document.series(),
    await taxesByCode(context),
    kind.side === 'sales' ? await namedTaxZones(context) : [],
  ];
  return {
    side: kind.side,
    document: record,
    company: { codpais: company?.codpais ?? null, regimeniva: company?.regimeniva ?? null },
    subject: {
      regimeniva: subject?.regimeniva ?? null,
      excepcioniva: subject?.excepcioniva ?? null,
    },
    series: { siniva: series?.siniva ?? false, tipo: series?.tipo ?? null },
    taxes,
    zones,
    decimals: currencyDecimals(record.coddivisa, context.settings.decimals),
    method:
      context.settings.text('taxcalculationmethod') === 'price-adjusted'
        ? 'price-adjusted'
        : 'classic',
  };
}

/** Lines with what kind of product theirs is: only sellers of used goods tax them by that. */
async function typedLines(
  { company }: CalculationRules,
  { context }: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
): Promise<StoredLine[]> {
  const keys = lines.flatMap(({ idproducto }) => (idproducto ? [idproducto] : []));
  const isAsked = company.regimeniva === USED_GOODS && keys.length > 0;
  const products: ReadonlyMap<number, Product> = isAsked
    ? await productsOf(keys, context)
    : new Map();
  return lines.map((line) =>
    Object.assign({}, line, { tipoproducto: products.get(line.idproducto ?? 0)?.tipo ?? null }),
  );
}
