import type { Context } from '../../models/index.js';
import type { CalculationRules, TaxGroup } from './calculation.js';
import { taxGroups } from './tax-groups.js';
import { calculate } from './calculator.js';
import type { AnyDocument, AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { productsOf } from '../../catalogue/index.js';
import { companyOf } from '../../company/index.js';
import { partyOfDocument, seriesOf, taxesOf, zonesOf } from '../writing/masters.js';

/** Calculates a document and its lines anew, in memory: taxes, amounts, totals. */
export async function recalculate(
  kind: DocumentKind,
  document: AnyDocument,
  lines: readonly AnyLine[],
  context: Context,
): Promise<void> {
  const rules = await calculationRules(kind, document, context);
  const types = await productTypes(rules, lines, context);
  const calculation = calculate(
    rules,
    lines.map((line) => {
      const tipoproducto = types.get(line.idproducto ?? 0) ?? null;
      return Object.assign(new kind.line(), line, { tipoproducto });
    }),
  );
  lines.forEach((line, index) => Object.assign(line, calculation.lines[index]));
  const { totalcoste, totalbeneficio, ...totals } = calculation.totals;
  Object.assign(document, totals, kind.side === 'sales' && { totalcoste, totalbeneficio });
}

/** The tax groups of a document as it is stored, in the order in which its lines bring them up. */
export async function storedTaxGroups(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  lines: readonly Readonly<AnyLine>[],
  context: Context,
): Promise<TaxGroup[]> {
  const rules = await calculationRules(kind, document, context);
  const types = await productTypes(rules, lines, context);
  const stored = lines.map((line) => ({
    ...line,
    tipoproducto: types.get(line.idproducto ?? 0) ?? null,
  }));
  return taxGroups(rules, stored);
}

/** What stands around the lines of a document and decides how they are taxed. */
export async function calculationRules(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  context: Context,
): Promise<CalculationRules> {
  const [company, subject, series, taxes, zones] = [
    await companyOf(document.idempresa, context),
    await partyOfDocument(kind, document, context),
    await seriesOf(document, context),
    await taxesOf(context),
    kind.side === 'sales' ? await zonesOf(context) : [],
  ];
  return {
    side: kind.side,
    document,
    company: { codpais: company?.codpais ?? null, regimeniva: company?.regimeniva ?? null },
    subject: {
      regimeniva: subject?.regimeniva ?? null,
      excepcioniva: subject?.excepcioniva ?? null,
    },
    series: { siniva: series?.siniva ?? false, tipo: series?.tipo ?? null },
    taxes,
    zones,
    decimals: context.settings.decimals,
    method:
      context.settings.text('taxcalculationmethod') === 'price-adjusted'
        ? 'price-adjusted'
        : 'classic',
  };
}

/** Only sellers of used goods tax a product by what kind of product it is. */
async function productTypes(
  { company }: CalculationRules,
  lines: readonly AnyLine[],
  context: Context,
): Promise<ReadonlyMap<number, string | null>> {
  const keys = lines.flatMap(({ idproducto }) => (idproducto ? [idproducto] : []));
  if (company.regimeniva !== 'Bienes usados' || keys.length === 0) return new Map();
  const products = await productsOf(keys, context);
  return new Map([...products].map(([idproducto, { tipo }]) => [idproducto, tipo]));
}
