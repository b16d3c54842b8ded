import type { Context } from '../../models/index.js';
import { kindNamed, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { statesOf } from './document-states.js';
import type { DocumentTransformation } from './document-transformation.entity.js';

type Source = Pick<DocumentTransformation, 'model1' | 'iddoc1'>;

/** Sets the documents that traces come from back to where they can be passed on anew. */
export async function reopenSources(traces: readonly Source[], context: Context): Promise<void> {
  for (const { kind, record } of await sourcesOf(traces, context)) {
    await reopen(kind, record, context);
  }
}

/**
 * The same for those documents alone whose status passed them on: one that was cancelled since, or
 * is open already, stays as it is.
 */
export async function reopenGenerating(traces: readonly Source[], context: Context): Promise<void> {
  for (const { kind, record } of await sourcesOf(traces, context)) {
    const states = await statesOf(kind, context);
    const state = states.find(({ idestado }) => idestado === record.idestado);
    if (state?.generadoc) await reopen(kind, record, context);
  }
}

/** Sets a document back to the status before, or to the first one when that generates again. */
export async function reopen(
  kind: DocumentKind,
  record: AnyDocument,
  context: Context,
): Promise<void> {
  const states = await statesOf(kind, context);
  const previous = states.find(
    ({ idestado, generadoc, activo }) => idestado === record.idestado_ant && !generadoc && activo,
  );
  const state = previous ?? states.find(({ predeterminado }) => predeterminado);
  if (state) await context.records.update(kind.document, record, { idestado: state.idestado });
}

async function sourcesOf(traces: readonly Source[], context: Context) {
  const sources = new Map(traces.map((trace) => [`${trace.model1} ${trace.iddoc1}`, trace]));
  const found: { kind: DocumentKind; record: AnyDocument }[] = [];
  for (const { model1, iddoc1 } of sources.values()) {
    const kind = kindNamed(model1);
    const record = kind && (await context.records.find(kind.document, iddoc1, { lock: true }));
    if (record) found.push({ kind, record });
  }
  return found;
}
