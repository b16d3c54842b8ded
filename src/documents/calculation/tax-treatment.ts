import { isSameProvince } from '../../geography/index.js';
import type { CalculableLine, CalculatedLine, CalculationRules, ZoneRule } from './calculation.js';

/*
 * How each line is taxed (documents specification 6.3 and 6.4). "Art." is an article of the Spanish
 * VAT act, Ley 37/1992; the exceptions (`excepcioniva`) are named after them.
 */

/** The tax of a line: its code, its rates and why it is exempt or not subject. */
export type TaxTreatment = Pick<CalculatedLine, 'codimpuesto' | 'iva' | 'recargo' | 'excepcioniva'>;

/** The tax of lines that bear none. */
const ZERO_TAX = 'IVA0';

/** Operations of purchases whose VAT the buyer owes in the place of the seller: arts. 84, 85. */
const REVERSE_CHARGE: ReadonlySet<string | null> = new Set([
  'intracomunitaria',
  'intracom-servicios',
  'inv-sujeto-pasivo',
]);

/** What a rule makes of the tax of a line. */
type Effect = (tax: TaxTreatment, rules: CalculationRules) => TaxTreatment;

interface SpanishRule {
  when: (rules: CalculationRules, line: CalculableLine) => boolean;
  /** Absent where the rule has no effect on that side of the business. */
  sales?: Effect;
  purchase?: Effect;
}

const importVatAtCustoms: Effect = (tax, rules) => zeroTax(rules, tax.excepcioniva);

const selfAssessed: Effect = (tax) => ({ ...tax, recargo: 0, excepcioniva: 'ES_84' });

const farmersCompensation: Effect = (tax) => ({ ...tax, recargo: 0, excepcioniva: 'ES_OTHER' });

const investmentGold: Effect = () => noTax('ES_OTHER');

const vatInThePrice: Effect = (tax) => noTax(tax.excepcioniva);

/** The rules of Spanish companies; the first that matches a line wins, also one of no effect. */
const SPANISH_RULES: readonly SpanishRule[] = [
  // Goods between member states: the delivery is exempt (art. 25), the acquisition taxed (art. 85).
  { when: operationIs('intracomunitaria'), sales: exempt('ES_25'), purchase: selfAssessed },
  // Services between member states are taxed where the customer is: arts. 69, 70 and 84.Uno.2.º
  { when: operationIs('intracom-servicios'), sales: exempt('ES_68_70'), purchase: selfAssessed },
  // The customer owes the tax (inversión del sujeto pasivo): art. 84.Uno.2.º
  { when: operationIs('inv-sujeto-pasivo'), sales: exempt('ES_84'), purchase: selfAssessed },
  // Exports are exempt: art. 21
  { when: operationIs('exportacion'), sales: exempt('ES_21') },
  // The VAT of imports is paid at customs, not to the supplier: arts. 17, 18 and 86
  { when: operationIs('importacion'), purchase: importVatAtCustoms },
  // Investment gold: arts. 140 to 140 sexies
  { when: subjectIs('Oro'), sales: investmentGold, purchase: investmentGold },
  // The buyer pays farmers a compensation, which stands in the place of the VAT: arts. 124 to 134
  { when: subjectIs('Agrario'), purchase: farmersCompensation },
  // Second-hand goods are taxed on the margin when they are sold (tax-groups.ts): arts. 135 to 139
  { when: isSecondHand, purchase: vatInThePrice },
  // All else: the surcharge rule below, which holds for every line.
];

/** How the rules tax a line of their document. */
export function taxTreatment(rules: CalculationRules): (line: CalculableLine) => TaxTreatment {
  const zones = zonesOf(rules);
  const spanish = isSpanish(rules);
  return (line) => {
    if (line.keepsTax) return ownTax(line);
    const general = generalTreatment(rules, zones, ownTax(line));
    const tax = spanish ? spanishTreatment(rules, line, general) : general;
    // Adding 0 turns a negative zero into 0.
    return { ...tax, iva: tax.iva + 0, recargo: tax.recargo + 0 };
  };
}

/** Whether the buyer of this purchase owes the VAT itself, so that the document carries none. */
export function isReverseCharge(rules: CalculationRules): boolean {
  const { side, document } = rules;
  return side === 'purchase' && isSpanish(rules) && REVERSE_CHARGE.has(document.operacion);
}

/**
 * Whether only the profit of the line is taxed: sales of second-hand goods (arts. 135 to 139) and
 * whatever travel agencies sell (arts. 141 to 147).
 */
export function isMarginScheme(rules: CalculationRules, line: CalculableLine): boolean {
  const applies = rules.company.regimeniva === 'Agencias de viaje' || isSecondHand(rules, line);
  return rules.side === 'sales' && isSpanish(rules) && applies;
}

function ownTax({ codimpuesto, iva, recargo, excepcioniva }: CalculableLine): TaxTreatment {
  return codimpuesto ? { codimpuesto, iva, recargo, excepcioniva } : noTax(excepcioniva);
}

/** The rules of every country. */
function generalTreatment(
  rules: CalculationRules,
  zones: readonly ZoneRule[],
  tax: TaxTreatment,
): TaxTreatment {
  const { series, side, subject } = rules;
  if (series.siniva || subject.regimeniva === 'Exento') {
    return zeroTax(rules, subject.excepcioniva);
  }
  if (side === 'purchase') {
    return withSurchargeRule(rules, tax);
  }
  const zone = zones.find((each) => each.codimpuesto === tax.codimpuesto);
  return zone ? taxOf(rules, zone.codimpuestosel, zone.excepcioniva) : tax;
}

/**
 * The tax zones in which the document lies, first the one to try first. One whose province is none
 * is for no place, documents without a province included.
 */
function zonesOf({ document, zones }: CalculationRules): ZoneRule[] {
  const province = document.provincia ?? '';
  const lowest = Number.MIN_SAFE_INTEGER;
  return zones
    .filter(({ codpais }) => codpais === null || codpais === document.codpais)
    .filter(({ provincia }) => provincia !== '')
    .filter(({ provincia }) => provincia === null || isSameProvince(provincia, province))
    .sort((one, other) => (other.prioridad ?? lowest) - (one.prioridad ?? lowest));
}

function spanishTreatment(
  rules: CalculationRules,
  line: CalculableLine,
  tax: TaxTreatment,
): TaxTreatment {
  const effect = SPANISH_RULES.find(({ when }) => when(rules, line))?.[rules.side];
  return withSurchargeRule(rules, effect ? effect(tax, rules) : tax);
}

/**
 * The surcharge (recargo de equivalencia, arts. 148 to 163) is what retailers pay to their
 * suppliers in the place of declaring VAT: it stays only where the buyer is one of them.
 */
function withSurchargeRule({ side, company, subject }: CalculationRules, tax: TaxTreatment) {
  const applies =
    subject.regimeniva === 'Recargo' || (side === 'purchase' && company.regimeniva === 'Recargo');
  return applies ? tax : { ...tax, recargo: 0 };
}

function operationIs(name: string): SpanishRule['when'] {
  return ({ document }) => document.operacion === name;
}

function subjectIs(scheme: string): SpanishRule['when'] {
  return (rules) => rules.subject.regimeniva === scheme;
}

function isSecondHand({ company }: CalculationRules, line: CalculableLine): boolean {
  return company.regimeniva === 'Bienes usados' && line.tipoproducto === 'Segunda mano';
}

function isSpanish({ company }: CalculationRules): boolean {
  return company.codpais === 'ESP';
}

function exempt(excepcioniva: string): Effect {
  return (_tax, rules) => zeroTax(rules, excepcioniva);
}

function noTax(excepcioniva: string | null): TaxTreatment {
  return { codimpuesto: null, iva: 0, recargo: 0, excepcioniva };
}

/** At 0 %, whatever rates somebody gave to that tax. */
function zeroTax({ taxes }: CalculationRules, excepcioniva: string | null): TaxTreatment {
  return { ...noTax(excepcioniva), codimpuesto: taxes.has(ZERO_TAX) ? ZERO_TAX : null };
}

function taxOf(
  { taxes }: CalculationRules,
  code: string | null,
  excepcioniva: string | null,
): TaxTreatment {
  const tax = code === null ? undefined : taxes.get(code);
  if (!tax) {
    return noTax(excepcioniva);
  }
  const { codimpuesto, iva, recargo } = tax;
  return { codimpuesto, iva, recargo, excepcioniva };
}
