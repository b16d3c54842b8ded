import { refuse } from '../../kernel/errors/problem.js';
import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { addToKnownRisk, Customer, CustomerRisks } from '../../parties/index.js';
import type { OpenDocument } from '../open-document.js';

/**
 * What a document adds to the risk of its customer: what an invoice still asks for, and the total
 * of delivery notes and orders that are open.
 */
function riskOf({ kind, record }: OpenDocument): number {
  if (kind.side === 'purchase' || kind.stage === 'quote') return 0;
  const isOpen = kind.stage === 'invoice' ? !record.pagada : record.editable;
  return isOpen ? Number(record.total) : 0;
}

/**
 * Refuses a document for a customer who owes more than is allowed already; no allowance, or 0, is no
 * limit.
 *
 * @throws RuleError `customer-reached-maximum-risk`
 */
export async function testRisk(document: OpenDocument): Promise<void> {
  const { kind, record, context } = document;
  if (kind.side === 'purchase' || Number(record.total) === 0) return;
  const customer = (await document.subject()) as Customer | null;
  if (!customer?.riesgomax) return;
  // Others must not pass meanwhile.
  const current = await context.records.find(Customer, customer.codcliente, { lock: true });
  const risk = Number(current?.riesgoalcanzado);
  if (risk <= customer.riesgomax) return;
  const params = { value: customer.codcliente, risk, max: customer.riesgomax };
  refuse('customer-reached-maximum-risk', 'codcliente', params);
}

/**
 * Moves the risk of customers by what a document that is about to be saved changes in it. They are
 * the unit of work's alone from here on.
 */
export async function moveRisk(document: OpenDocument): Promise<void> {
  const { kind, record, former, subjectCode, context } = document;
  const added = riskOf(document);
  const taken = former ? riskOf(former) : 0;
  if (kind.side === 'sales' && Number(record.total) !== 0) await startRisk(document);
  if (!former || former.subjectCode === subjectCode) {
    await addRisk(subjectCode, sum([added, -taken]), context);
  } else {
    await addRisk(former.subjectCode, -taken, context);
    await addRisk(subjectCode, added, context);
  }
}

/** Takes from the customer what a document that is about to be deleted adds to their risk. */
export async function dropRisk(document: OpenDocument): Promise<void> {
  await addRisk(document.subjectCode, -riskOf(document), document.context);
}

/** From the first document on the risk is known, if it is 0. */
async function startRisk(document: OpenDocument): Promise<void> {
  const customer = (await document.subject()) as Customer | null;
  if (customer?.riesgoalcanzado !== null) return;
  document.context.part(CustomerRisks).recount(customer.codcliente);
}

async function addRisk(codcliente: string | null, amount: number, context: Context): Promise<void> {
  if (amount === 0 || !codcliente || (await addToKnownRisk(codcliente, amount, context))) return;
  context.part(CustomerRisks).recount(codcliente);
}
