import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
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

/** The status of a document; null for a status of another kind, or none. */
export async function stateOf(
  kind: DocumentKind,
  { idestado }: Readonly<AnyDocument>,
  context: Context,
): Promise<DocumentState | null> {
  return (await statesOf(kind, context)).find((state) => state.idestado === idestado) ?? null;
}

/**
 * The status that a document is to have.
 *
 * @throws RuleError `status-not-allowed` for one of another kind of document, an inactive one, none
 */
export async function chosenState(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  context: Context,
): Promise<DocumentState> {
  const state = await stateOf(kind, document, context);
  if (!state?.activo) refuse('status-not-allowed', 'idestado', { value: document.idestado ?? '' });
  return state;
}
