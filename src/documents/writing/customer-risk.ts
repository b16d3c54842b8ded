import { refuse } from '../../kernel/errors/problem.js';
import { AMOUNT_DECIMALS } from '../../kernel/money/amounts.js';
import { round, sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { addToKnownRisk, Customer, openRisk } from '../../parties/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
import { partyOfDocument } from './masters.js';

/**
 * What a document adds to the risk of its customer: what an invoice still asks for, and the total
 * of delivery notes and orders that are open.
 */
export function riskOf(kind: DocumentKind, document: Readonly<AnyDocument>): number {
  if (kind.side === 'purchase' || kind.stage === 'quote') return 0;
  const isOpen = kind.stage === 'invoice' ? !document.pagada : document.editable;
  return isOpen ? Number(document.total) : 0;
}

/**
 * Refuses a document for a customer who owes more than is allowed already.
 *
 * @throws RuleError `customer-reached-maximum-risk`
 */
export async function testRisk(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  context: Context,
): Promise<void> {
  if (kind.side === 'purchase' || Number(document.total) === 0) return;
  const customer = (await partyOfDocument(kind, document, context)) as Customer | null;
  if (customer?.riesgomax === null || customer?.riesgomax === undefined) return;
  // Others must not pass meanwhile.
  const current = await context.records.find(Customer, customer.codcliente, { lock: true });
  const risk = Number(current?.riesgoalcanzado);
  if (risk <= customer.riesgomax) return;
  const params = { value: customer.codcliente, risk, max: customer.riesgomax };
  refuse('customer-reached-maximum-risk', 'codcliente', params);
}

/**
 * Moves the risk of a customer by what a document that is about to be saved changes in it. The
 * customer is the unit of work's alone from here on.
 */
export async function addRisk(
  codcliente: string | null | undefined,
  amount: number,
  context: Context,
) {
  if (amount === 0 || !codcliente || (await addToKnownRisk(codcliente, amount, context))) return;
  const riesgoalcanzado = round(
    sum([await openRisk(codcliente, context), amount]),
    AMOUNT_DECIMALS,
  );
  await context.records.assign(Customer, { codcliente }, { riesgoalcanzado });
}
