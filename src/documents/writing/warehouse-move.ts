import type { Context } from '../../models/index.js';
import { StockMovements } from '../../stock/index.js';
import { keyOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { moveStock } from './line-stock.js';

/** What the lines of a document do to stock, they do in its new warehouse from now on. */
export async function moveWarehouse(
  kind: DocumentKind,
  document: AnyDocument,
  before: Readonly<AnyDocument>,
  context: Context,
): Promise<void> {
  const lines = await context.records.list(
    kind.line,
    { [kind.key]: keyOf(kind, document) },
    { lock: true },
  );
  await context.part(StockMovements).prepare(lines.map(({ referencia }) => referencia));
  for (const line of lines) {
    const [from, to] = [before.codalmacen, document.codalmacen];
    moveStock({ line, codalmacen: from }, { line, codalmacen: to }, context);
  }
}
