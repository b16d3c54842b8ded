import type { Context } from '../../models/index.js';
import { StockMovements } from '../../stock/index.js';
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { InvoiceBooks } from './invoice-books.js';
import { moveStockAhead } from './line-stock.js';
import { openDocument } from './open-documents.js';
import { recalculate } from '../calculation/recalculation.js';
import { feedSupplierPrices } from './supplier-prices.js';
import { forgetTraces } from '../states/traces.js';

/*
 * How a document with its lines is written, whoever asks for it. Locks are always taken in this
 * order, so that parallel documents wait for each other and do not collide: the document, the
 * products in the order of their keys, the customer, the sequence, the counters of the ledger.
 */

/** A new document: calculated in memory, then written with a number, in the fewest statements. */
export async function insertDocument(
  kind: DocumentKind,
  document: AnyDocument,
  lines: readonly AnyLine[],
  context: Context,
): Promise<void> {
  await recalculate(kind, document, lines, context);
  await moveStockAhead(lines, document.codalmacen, context);
  await context.records.insertAll(kind.document, [document]);
  openDocument(kind, document, context);
  for (const line of lines) Object.assign(line, { [kind.key]: keyOf(kind, document) });
  await context.records.insertAll(kind.line, lines);
  context.part(InvoiceBooks).noteWithLines(kind, document, null, lines);
  await feedSupplierPrices(kind, document, lines, context);
}

/** A document that is edited, beside what it was. */
export interface Edited {
  readonly document: AnyDocument;
  readonly before: Readonly<AnyDocument>;
  /** All lines that it has from now on. */
  readonly lines: readonly AnyLine[];
  /** The lines that it had, as they were. */
  readonly linesBefore: readonly Readonly<AnyLine>[];
}

/** An edited document: lines that are no longer named go, others change, new ones come. */
export async function updateDocument(
  kind: DocumentKind,
  { document, before, lines, linesBefore }: Edited,
  context: Context,
): Promise<void> {
  await recalculate(kind, document, lines, context);
  const references = [...lines, ...linesBefore].map(({ referencia }) => referencia);
  await context.part(StockMovements).prepare(references);
  openDocument(kind, document, context);
  const kept = new Map(lines.filter(({ idlinea }) => idlinea).map((line) => [line.idlinea, line]));
  const removed = linesBefore.filter(({ idlinea }) => !kept.has(idlinea));
  await forgetTraces(
    kind,
    removed.map(({ idlinea }) => idlinea),
    context,
  );
  await context.records.removeAll(
    kind.line,
    removed.map((line) => Object.assign(new kind.line(), line)),
  );
  await context.records.updateAll(kind.document, [{ record: document, before }]);
  await context.records.updateAll(
    kind.line,
    linesBefore.flatMap((was) => {
      const record = kept.get(was.idlinea);
      return record ? [{ record, before: was }] : [];
    }),
  );
  await context.records.insertAll(
    kind.line,
    lines.filter(({ idlinea }) => !idlinea),
  );
  context.part(InvoiceBooks).noteWithLines(kind, document, before, lines);
  await feedSupplierPrices(kind, document, lines, context);
}
