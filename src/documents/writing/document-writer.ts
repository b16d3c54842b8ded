import type { Sent } from '../../models/index.js';
import { StockMovements } from '../../stock/index.js';
import { recalculate, recalculateEdited } from '../calculation/recalculation.js';
import type { AnyLine } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { forgetTraces } from '../states/traces.js';
import { moveStockAhead } from './line-stock.js';
import { feedSupplierPrices } from './supplier-prices.js';

/*
 * How a document with its lines is written, whoever asks for it. Locks are always taken in this
 * order, so that parallel documents wait for each other and do not collide: the document, the
 * products in the order of their keys, the customer, the sequence, the counters of the ledger.
 */

/** What is known of a new document beside its values. */
export interface Insertion {
  /** What a request says of the header; nothing where the server makes it. */
  readonly sent?: Sent;
  /** Calculates it where it is not to be done by the rules of today. */
  readonly calculated?: () => Promise<void>;
}

/**
 * A new document: calculated in memory, then written with a number, in the fewest statements.
 */
export async function insertDocument(
  document: OpenDocument,
  lines: readonly AnyLine[],
  { sent, calculated = () => recalculate(document, lines) }: Insertion = {},
): Promise<void> {
  const { kind, record, context } = document;
  document.takeLines(lines);
  await calculated();
  await moveStockAhead(document, lines);
  await context.records.insertAll(kind.document, [record], sent);
  document.openAsWhole();
  for (const line of lines) Object.assign(line, { [kind.key]: document.key });
  await context.records.insertAll(kind.line, lines);
  await feedSupplierPrices(document, lines);
}

/**
 * An edited document: lines that are no longer named go, others change, new ones come.
 *
 * @param lines all lines that it has from now on
 * @param kept those of them that keep their tax
 * @throws Error for a new document
 */
export async function updateDocument(
  document: OpenDocument,
  lines: readonly AnyLine[],
  kept: ReadonlySet<AnyLine>,
): Promise<void> {
  const { kind, record, before, context } = document;
  if (!before) throw new Error('a document that is updated was something before');
  const linesBefore = await document.lines();
  document.takeLines(lines);
  await recalculateEdited(document, lines, { before: linesBefore, kept });
  const references = [...lines, ...linesBefore].map(({ referencia }) => referencia);
  await context.part(StockMovements).prepare(references);
  document.openAsWhole();
  const named = new Map(lines.filter(({ idlinea }) => idlinea).map((line) => [line.idlinea, line]));
  const removed = linesBefore.filter(({ idlinea }) => !named.has(idlinea));
  await forgetTraces(
    kind,
    removed.map(({ idlinea }) => idlinea),
    context,
  );
  await context.records.removeAll(
    kind.line,
    removed.map((line) => Object.assign(new kind.line(), line)),
  );
  await context.records.updateAll(kind.document, [{ record, before }]);
  await context.records.updateAll(
    kind.line,
    linesBefore.flatMap((was) => {
      const line = named.get(was.idlinea);
      return line ? [{ record: line, before: was }] : [];
    }),
  );
  await context.records.insertAll(
    kind.line,
    lines.filter(({ idlinea }) => !idlinea),
  );
  await feedSupplierPrices(document, lines);
}
