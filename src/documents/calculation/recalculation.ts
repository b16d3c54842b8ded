import type { Context } from '../../models/index.js';
import type { CalculationRules, TaxGroup } from './calculation.js';
import { taxGroups } from './tax-groups.js';
import { calculate } from './calculator.js';
import type { AnyLine } from '../kinds/document-kind.js';
import { productsOf } from '../../catalogue/index.js';
import { namedTaxZones, taxesByCode } from '../../taxes/index.js';
import type { OpenDocument } from '../open-document.js';

/** Calculates a document and its lines anew, in memory: taxes, amounts, totals. */
export async function recalculate(
  document: OpenDocument,
  lines: readonly AnyLine[],
): Promise<void> {
  const { kind, record, context } = document;
  const rules = await calculationRules(document);
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
  Object.assign(record, totals, kind.side === 'sales' && { totalcoste, totalbeneficio });
}

/** The tax groups of a document as it is stored, in the order in which its lines bring them up. */
export async function storedTaxGroups(
  document: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
): Promise<TaxGroup[]> {
  const rules = await calculationRules(document);
  const types = await productTypes(rules, lines, document.context);
  const stored = lines.map((line) => ({
    ...line,
    tipoproducto: types.get(line.idproducto ?? 0) ?? null,
  }));
  return taxGroups(rules, stored);
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
