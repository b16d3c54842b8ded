import type { Context } from '../../models/index.js';
import { keyOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';

/**
 * Says that this unit of work writes the document as a whole: its lines come, change and go with
 * it, whatever its status, and need not ask for it one by one.
 */
export function openDocument(kind: DocumentKind, document: AnyDocument, context: Context): void {
  context.whole.open(kind.document, keyOf(kind, document), document);
}

/** The document of that key if it is written as a whole. */
export function openedDocument(
  kind: DocumentKind,
  key: number,
  context: Context,
): AnyDocument | undefined {
  return context.whole.find(kind.document, key);
}
