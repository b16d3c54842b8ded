import { openYear, unbookInvoice } from '../../accounting/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { removeReceipts } from '../../payments/index.js';
import { StockMovements } from '../../stock/index.js';
import { kindNamed, type DocumentKind } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { asReceiptInvoice } from './invoice-books.js';
import { reopen, reopenSources } from '../states/reopening.js';
import { staysIssued, testNeverIssued } from '../states/issued-invoice.js';
import { giveBack, tracesFrom, tracesTo } from '../states/traces.js';

/**
 * Refuses to delete a document that others stand on, and takes its lines away, with what they did
 * to stock.
 *
 * @throws RuleError `invoice-issued`, `non-editable-document`, `closed-exercise`, `document-with-refunds`,
 *   `document-with-children`
 */
export async function prepareDeletion(document: OpenDocument): Promise<void> {
  const { kind, record, key, context } = document;
  if (kind.stage === 'invoice') {
    await testNeverIssued(document);
    if (!record.editable) refuse('non-editable-document', kind.key);
    await openYear(record.codejercicio, context);
    const where = { idfacturarect: key };
    if (await context.records.first(kind.document, where))
      refuse('document-with-refunds', kind.key);
  }
  const children = await tracesFrom(document);
  for (const { model2, iddoc2 } of children) {
    const child = kindNamed(model2);
    if (child && (await context.records.find(child.document, iddoc2))) {
      refuse('document-with-children', kind.key, { value: model2 });
    }
  }
  if (kind.stage === 'invoice') {
    await removeReceipts(asReceiptInvoice(document), context);
    await unbookInvoice(record.idasiento ?? null, context);
  }
  document.openAsWhole();
  const lines = await document.lines();
  await context.part(StockMovements).prepare(lines.map(({ referencia }) => referencia));
  await context.records.removeAll(kind.line, lines);
}

/** What the deleted document had come from is open again for another one. */
export async function afterDeletion(document: OpenDocument): Promise<void> {
  const { kind, record, context } = document;
  const traces = await tracesTo(document);
  await giveBack(traces, context);
  await reopenSources(traces, context);
  if (record.idfacturarect && !staysIssued(kind, context))
    await reopenRefunded(kind, record.idfacturarect, context);
}

/** An invoice counts as refunded while any of its refunds is left. */
async function reopenRefunded(kind: DocumentKind, idfacturarect: number, context: Context) {
  if (await context.records.first(kind.document, { idfacturarect })) return;
  const refunded = await context.records.find(kind.document, idfacturarect, { lock: true });
  if (refunded) await reopen(kind, refunded, context);
}
