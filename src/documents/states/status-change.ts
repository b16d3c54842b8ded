import { refuse } from '../../kernel/errors/problem.js';
import { kindNamed } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { generateNext } from './conversion.js';
import type { DocumentState } from './document-state.entity.js';

/**
 * The status that a document is to have.
 *
 * @throws RuleError `status-not-allowed` for one of another kind of document, an inactive one, none
 */
export async function chosenState(document: OpenDocument): Promise<DocumentState> {
  const state = await document.state();
  if (state?.activo) return state;
  return refuse('status-not-allowed', 'idestado', { value: document.record.idestado ?? '' });
}

/**
 * What a new status of a document brings about: its lines move stock as the status says, and a
 * status that generates the next document does so, for what was not passed on yet.
 */
export async function enterStatus(document: OpenDocument): Promise<void> {
  const { kind, context } = document;
  const state = await document.state();
  if (!state) return;
  document.openAsWhole();
  const lines = await document.lockedLines();
  const changed = lines.map((line) => {
    const before = Object.assign(new kind.line(), line);
    line.actualizastock = state.actualizastock ?? 0;
    return { record: line, before };
  });
  await context.records.updateAll(kind.line, changed);
  const next = kindNamed(state.generadoc);
  if (next) await generateNext(document, lines, next);
}
