import type { Context } from '../../models/index.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';

/** The lines of a document in the order in which they are listed. */
export async function linesOf(
  kind: DocumentKind,
  key: number,
  context: Context,
): Promise<AnyLine[]> {
  const lines = await context.records.list(kind.line, { [kind.key]: key });
  return lines.sort(byPosition);
}

/** The order in which lines are listed. */
export function byPosition(a: AnyLine, b: AnyLine): number {
  return (b.orden ?? 0) - (a.orden ?? 0) || a.idlinea - b.idlinea;
}
