import { StockMovements } from '../../stock/index.js';
import type { OpenDocument } from '../open-document.js';
import { moveStock } from './line-stock.js';

/** What the lines of a document do to stock, they do in its new warehouse from now on. */
export async function moveWarehouse(document: OpenDocument): Promise<void> {
  const { record, before, context } = document;
  const lines = await document.lockedLines();
  await context.part(StockMovements).prepare(lines.map(({ referencia }) => referencia));
  const [from, to] = [before?.codalmacen ?? null, record.codalmacen];
  for (const line of lines) {
    moveStock({ line, codalmacen: from }, { line, codalmacen: to }, context);
  }
}
