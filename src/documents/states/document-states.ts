import type { Context } from '../../models/index.js';
import type { DocumentKind } from '../kinds/document-kind.js';
import { DocumentState } from './document-state.entity.js';

/** The statuses that a kind of document can have, in the order of their keys. */
export async function statesOf({ name }: DocumentKind, context: Context): Promise<DocumentState[]> {
  return (await context.records.all(DocumentState)).filter(({ tipodoc }) => tipodoc === name);
}

/** The status in which documents of the kind start. */
export async function defaultState(
  kind: DocumentKind,
  context: Context,
): Promise<DocumentState | null> {
  return (await statesOf(kind, context)).find(({ predeterminado }) => predeterminado) ?? null;
}
