import type { AnyLine, Stage } from '../../documents/index.js';
import type { Side } from '../../parties/index.js';
import type { Mention } from '../labels/index.js';
import { taxExceptionsOf } from './sheet-lines.js';

/** What decides which mentions a document bears. */
export interface MentionFacts {
  readonly side: Side;
  readonly stage: Stage;
  /** Country of the company. */
  readonly companyCountry: string | null;
  /** `regimeniva` of the company and of the customer or supplier. */
  readonly companyScheme: string | null;
  readonly subjectScheme: string | null;
  readonly subjectException: string | null;
  /** Country of the address of the document. */
  readonly country: string | null;
  readonly operation: string | null;
  /** The number that the supplier gave to it; empty where it is none of theirs. */
  readonly supplierNumber: string;
  /** Part of it is taxed on its margin. */
  readonly hasMargin: boolean;
}

type Line = Pick<
  AnyLine,
  'codimpuesto' | 'iva' | 'recargo' | 'excepcioniva' | 'pvptotal' | 'suplido'
>;

const SPAIN = 'ESP';
const ZERO_TAX = 'IVA0';
/** Why the lines of an operation bear no tax (documents specification 6.4). */
const OPERATIONS: Readonly<Record<string, string>> = {
  intracomunitaria: 'ES_25',
  'intracom-servicios': 'ES_68_70',
  'inv-sujeto-pasivo': 'ES_84',
  exportacion: 'ES_21',
};

/**
 * Codes of the reasons for which lines bear no tax: those that the lines name; and of a Spanish sales
 * invoice with an exempt line that names none, the one that its operation, its customer or the
 * address says (RD 1619/2012, art. 6.1: the reference to what exempts it).
 */
export function exceptionsOf(facts: MentionFacts, lines: readonly Readonly<Line>[]): string[] {
  const named = taxExceptionsOf(lines);
  const isOwed = isOwnInvoice(facts) && lines.some((line) => isSilentlyExempt(line, facts));
  return isOwed ? [...new Set([...named, supposedException(facts)])] : named;
}

/**
 * The mentions of an invoice of a Spanish company, in the order of RD 1619/2012, art. 6.1. On a
 * purchase the schemes are those of the supplier; one without a number of theirs was issued by its
 * recipient (art. 5).
 */
export function mentionsOf(facts: MentionFacts, exceptions: readonly string[]): Mention[] {
  const { side, stage, companyCountry, companyScheme, subjectScheme, supplierNumber } = facts;
  if (stage !== 'invoice' || companyCountry !== SPAIN) return [];
  const isSale = side === 'sales';
  const scheme = isSale ? companyScheme : subjectScheme;
  const holds: Readonly<Record<Mention, boolean>> = {
    selfBilling: !isSale && supplierNumber === '',
    reverseCharge: exceptions.includes('ES_84'),
    travelAgency: scheme === 'Agencias de viaje',
    usedGoods: scheme === 'Bienes usados' && (!isSale || facts.hasMargin),
    cashBasis: scheme === 'Caja',
  };
  return (Object.keys(holds) as Mention[]).filter((mention) => holds[mention]);
}

function isOwnInvoice({ side, stage, companyCountry }: MentionFacts): boolean {
  return side === 'sales' && stage === 'invoice' && companyCountry === SPAIN;
}

function isSilentlyExempt(line: Readonly<Line>, { hasMargin, companyScheme }: MentionFacts) {
  const bearsNone = line.iva === 0 && line.recargo === 0 && line.pvptotal !== 0;
  const isZero = line.codimpuesto === null || line.codimpuesto === ZERO_TAX;
  const isMargin = hasMargin || companyScheme === 'Agencias de viaje';
  return bearsNone && isZero && !line.excepcioniva && !line.suplido && !isMargin;
}

function supposedException(facts: MentionFacts): string {
  const { operation, subjectException, subjectScheme, country } = facts;
  const told = OPERATIONS[operation ?? ''] ?? subjectException;
  if (told) return told;
  // Investment gold has articles of its own, and abroad nothing tells goods from services.
  const isDomestic = country === null || country === SPAIN;
  return isDomestic && subjectScheme !== 'Oro' ? 'ES_20' : 'ES_OTHER';
}
