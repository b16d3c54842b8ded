import { refuse } from '../kernel/errors/problem.js';
import { round, sum } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';
import { Customer } from '../parties/index.js';
import { DOCUMENT_KINDS, type AnyDocument, type DocumentKind } from './document-kind.js';
import { partyOf } from './masters.js';

const DECIMALS = 2;

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
  c: Context,
): Promise<void> {
  if (kind.side === 'purchase' || Number(document.total) === 0) return;
  const customer = (await partyOf(kind, document, c)) as Customer | null;
  if (customer?.riesgomax === null || customer?.riesgomax === undefined) return;
  // Others must not pass meanwhile.
  const current = await c.find(Customer, customer.codcliente, { lock: true });
  const risk = Number(current?.riesgoalcanzado);
  if (risk <= customer.riesgomax) return;
  const params = { value: customer.codcliente, risk, max: customer.riesgomax };
  refuse('customer-reached-maximum-risk', 'codcliente', params);
}

/**
 * Moves the risk of a customer by what a document that is about to be saved changes in it. The
 * customer is the unit of work's alone from here on.
 */
export async function addRisk(codcliente: string | null | undefined, amount: number, c: Context) {
  if (amount === 0 || !codcliente) return;
  const { transaction } = c;
  const { quote, operand } = transaction.dialect;
  const risk = quote('riesgoalcanzado');
  transaction.touch('clientes');
  const { affected } = await transaction.run(
    `UPDATE ${quote('clientes')} SET ${risk} = ROUND(${risk} + ?, ${DECIMALS}) ` +
      `WHERE ${operand('codcliente', 'code')} = ? AND ${risk} IS NOT NULL`,
    [amount, codcliente],
  );
  if (affected > 0) return;
  const riesgoalcanzado = round(sum([await openAmount(codcliente, c), amount]), DECIMALS);
  await c.assign(Customer, { codcliente }, { riesgoalcanzado });
}

/** What all stored documents of a customer add up to. */
async function openAmount(codcliente: string, c: Context): Promise<number> {
  const amounts: number[] = [];
  for (const kind of DOCUMENT_KINDS) {
    if (kind.side === 'purchase' || kind.stage === 'quote') continue;
    const open = kind.stage === 'invoice' ? { pagada: false } : { editable: true };
    const documents = await c.list(kind.document, { codcliente, ...open });
    amounts.push(...documents.map((document) => riskOf(kind, document)));
  }
  return sum(amounts);
}
