import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { kindNamed, parentKeyOf, type AnyLine, type DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { DocumentTransformation } from './document-transformation.entity.js';

/** The traces from a document to those that were generated from it. */
export function tracesFrom({ kind, key, context }: OpenDocument) {
  return context.records.list(DocumentTransformation, { model1: kind.name, iddoc1: key });
}

/** The traces to a document from those that it was generated from. */
export function tracesTo({ kind, key, context }: OpenDocument) {
  return context.records.list(DocumentTransformation, { model2: kind.name, iddoc2: key });
}

/**
 * Forgets the traces from and to lines that are about to go, so that what they had taken over can
 * be passed on anew.
 */
export async function forgetTraces(
  kind: DocumentKind,
  lines: readonly number[],
  context: Context,
): Promise<void> {
  if (lines.length === 0) return;
  const to = await context.records.list(DocumentTransformation, {
    model2: kind.name,
    idlinea2: [...lines],
  });
  await context.records.discard(DocumentTransformation, {
    model1: kind.name,
    idlinea1: [...lines],
  });
  await giveBack(to, context);
}

/** Deletes traces; what they passed on counts as not served any more in the lines before. */
export async function giveBack(
  traces: readonly DocumentTransformation[],
  context: Context,
): Promise<void> {
  if (traces.length === 0) return;
  await context.records.discard(DocumentTransformation, { id: traces.map(({ id }) => id) });
  for (const name of new Set(traces.map(({ model1 }) => model1))) {
    const kind = kindNamed(name);
    if (kind)
      await unserve(
        kind,
        traces.filter(({ model1 }) => model1 === name),
        context,
      );
  }
}

async function unserve(
  kind: DocumentKind,
  traces: readonly DocumentTransformation[],
  context: Context,
): Promise<void> {
  const keys = [...new Set(traces.map(({ idlinea1 }) => idlinea1))];
  const lines = await context.records.list(kind.line, { idlinea: keys }, { lock: true });
  await openParents(kind, lines, context);
  const changed = lines.map((line) => {
    const before = Object.assign(new kind.line(), line);
    const given = traces.filter(({ idlinea1 }) => idlinea1 === line.idlinea);
    line.servido = sum([line.servido, ...given.map(({ cantidad }) => -Number(cantidad))]);
    return { record: line, before };
  });
  await context.records.updateAll(kind.line, changed);
}

/** What was served of a line is not for its document to allow. */
async function openParents(kind: DocumentKind, lines: readonly AnyLine[], context: Context) {
  const keys = [...new Set(lines.map((line) => parentKeyOf(kind, line)))];
  const where = { [kind.key]: keys };
  for (const parent of keys.length
    ? await context.records.list(kind.document, where, { lock: true })
    : []) {
    const document = new OpenDocument(kind, parent, context);
    if (!OpenDocument.whole(kind, document.key, context)) document.openAsWhole();
  }
}
