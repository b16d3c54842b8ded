import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { kindNamed, parentKeyOf, type AnyLine, type DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { reopenGenerating } from './reopening.js';

/** The traces from a document to those that were generated from it. */
export function tracesFrom({ kind, key, context }: OpenDocument) {
  return context.records.list(DocumentTransformation, { model1: kind.name, iddoc1: key });
}

/** The traces to a document from those that it was generated from. */
export function tracesTo({ kind, key, context }: OpenDocument) {
  return context.records.list(DocumentTransformation, { model2: kind.name, iddoc2: key });
}

/** The traces to lines from those that they were generated from, oldest first. */
export function tracesToLines(kind: DocumentKind, lines: readonly number[], context: Context) {
  const where = { model2: kind.name, idlinea2: [...lines] };
  return context.records.list(DocumentTransformation, where);
}

/**
 * Forgets the traces from and to lines that are about to go, so that what they had taken over can
 * be passed on anew: documents whose status had passed it on are open again.
 */
export async function forgetTraces(
  kind: DocumentKind,
  lines: readonly number[],
  context: Context,
): Promise<void> {
  if (lines.length === 0) return;
  const to = await tracesToLines(kind, lines, context);
  await context.records.discard(DocumentTransformation, {
    model1: kind.name,
    idlinea1: [...lines],
  });
  await reopenGenerating(await giveBack(to, context), context);
}

/** The traces from and to a line that was moved to another document go with it. */
export async function moveTraces(kind: DocumentKind, line: AnyLine, context: Context) {
  const { idlinea } = line;
  const document = parentKeyOf(kind, line);
  const { records } = context;
  const to = { model2: kind.name, idlinea2: idlinea };
  await records.assign(DocumentTransformation, to, { iddoc2: document });
  const from = { model1: kind.name, idlinea1: idlinea };
  await records.assign(DocumentTransformation, from, { iddoc1: document });
}

/**
 * Deletes traces; what they passed on counts as not served any more in the lines before.
 *
 * @returns those from lines of which something is left now
 */
export async function giveBack(
  traces: readonly DocumentTransformation[],
  context: Context,
): Promise<DocumentTransformation[]> {
  if (traces.length === 0) return [];
  await context.records.discard(DocumentTransformation, { id: traces.map(({ id }) => id) });
  const sources = await sourceLines(traces, context);
  const less = traces.map(({ model1, idlinea1, cantidad }) => ({
    model1,
    idlinea1,
    cantidad: -Number(cantidad),
  }));
  await serveMore(sources, less, context);
  return traces.filter((trace) => {
    const lines = sources.find(({ kind }) => kind.name === trace.model1)?.lines ?? [];
    return lines.some((line) => line.idlinea === trace.idlinea1 && leftOf(line) !== 0);
  });
}

/** What is left of a line to be passed on; nothing of one that passed on more than it has. */
export function leftOf({ cantidad, servido }: Readonly<AnyLine>): number {
  const left = sum([cantidad, -servido]);
  return Math.sign(left) === Math.sign(cantidad) ? left : 0;
}

/** Lines of one kind that others came from. */
export interface SourceLines {
  readonly kind: DocumentKind;
  readonly lines: readonly AnyLine[];
}

/** The lines that traces come from, by kind; nobody else changes them from here on. */
export async function sourceLines(
  traces: readonly DocumentTransformation[],
  context: Context,
): Promise<SourceLines[]> {
  const found: SourceLines[] = [];
  for (const name of new Set(traces.map(({ model1 }) => model1))) {
    const kind = kindNamed(name);
    if (!kind) continue;
    const own = traces.filter(({ model1 }) => model1 === name);
    const idlinea = [...new Set(own.map(({ idlinea1 }) => idlinea1))];
    const lines = await context.records.list(kind.line, { idlinea }, { lock: true });
    found.push({ kind, lines });
  }
  return found;
}

/** Units that are passed on from a line beyond what were; fewer than none are given back. */
type Passed = Pick<DocumentTransformation, 'model1' | 'idlinea1' | 'cantidad'>;

/** Counts units as served in the lines that they come from, or as not served any more. */
export async function serveMore(
  sources: readonly SourceLines[],
  passed: readonly Passed[],
  context: Context,
): Promise<void> {
  for (const { kind, lines } of sources) {
    const own = passed.filter(({ model1 }) => model1 === kind.name);
    const changed = lines.flatMap((line) => {
      const units = own.filter(({ idlinea1 }) => idlinea1 === line.idlinea);
      const servido = sum([line.servido, ...units.map(({ cantidad }) => Number(cantidad))]);
      if (servido === line.servido) return [];
      const before = Object.assign(new kind.line(), line);
      return [{ record: Object.assign(line, { servido }), before }];
    });
    const records = changed.map(({ record }) => record);
    await openParents(kind, records, context);
    await context.records.updateAll(kind.line, changed);
  }
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
