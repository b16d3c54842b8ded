import type { Context } from '../../models/index.js';
import { generateNext } from './conversion.js';
import { keyOf, kindNamed, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { stateOf } from './document-states.js';
import { openDocument } from '../writing/open-documents.js';

/**
 * What a new status of a document brings about: its lines move stock as the status says, and a
 * status that generates the next document does so, for what was not passed on yet.
 */
export async function enterStatus(
  kind: DocumentKind,
  document: AnyDocument,
  context: Context,
): Promise<void> {
  const state = await stateOf(kind, document, context);
  if (!state) return;
  openDocument(kind, document, context);
  const lines = await context.records.list(
    kind.line,
    { [kind.key]: keyOf(kind, document) },
    { lock: true },
  );
  const changed = lines.map((line) => {
    const before = Object.assign(new kind.line(), line);
    line.actualizastock = state.actualizastock ?? 0;
    return { record: line, before };
  });
  await context.records.updateAll(kind.line, changed);
  const next = kindNamed(state.generadoc);
  if (next) await generateNext({ kind, document, lines }, next, context);
}
