import { AttachedFileRelation } from '../../files/index.js';
import { sum } from '../../kernel/money/decimal.js';
import type { ColumnValue, Context, Entity } from '../../models/index.js';
import { followWarehouse, setDate } from '../writing/document-date.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { byPosition, OpenDocument } from '../open-document.js';
import { defaultState } from './document-states.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { insertDocument } from '../writing/document-writer.js';
import { leftOf, tracesFrom } from './traces.js';

/** Columns of a document that the next one has of its own. */
const OWN_COLUMNS: ReadonlySet<string> = new Set([
  'codejercicio',
  'codigo',
  'codigorect',
  'editable',
  'fecha',
  'fechadevengo',
  'femail',
  'hora',
  'idasiento',
  'idestado',
  'idfacturarect',
  'neto',
  'netosindto',
  'nick',
  'numero',
  'pagada',
  'total',
  'totaleuros',
  'totalirpf',
  'totaliva',
  'totalrecargo',
  'totalsuplidos',
  'vencida',
]);

const OWN_LINE_COLUMNS: ReadonlySet<string> = new Set([
  'idlinea',
  'orden',
  'servido',
  'actualizastock',
]);

/** A line and how much of it is passed on. */
interface Portion {
  readonly line: AnyLine;
  readonly cantidad: number;
}

/**
 * Generates the next document from what a document has not passed on yet, with a trace for each
 * line. Nothing happens when everything was passed on before.
 */
export async function generateNext(
  document: OpenDocument,
  lines: readonly AnyLine[],
  next: DocumentKind,
): Promise<void> {
  const { kind, context } = document;
  const children = await tracesFrom(document);
  const inOrder = lines.toSorted(byPosition);
  const portions = children.length > 0 ? inOrder.flatMap(pending) : inOrder.flatMap(pendingOrEmpty);
  if (portions.length === 0 && lines.length > 0) return;
  const child = await copyDocument(document, next);
  await followWarehouse(child);
  await setDate(child, context.today);
  const state = await defaultState(next, context);
  const copies = portions.map(({ line, cantidad }) =>
    Object.assign(copyLine(line, next, context), {
      cantidad,
      actualizastock: state?.actualizastock ?? 0,
    }),
  );
  await serve(kind, portions, context);
  await insertDocument(child, copies);
  await trace(document, portions, child, copies);
  await copyAttachments(document, child);
}

/** A new document of a kind with what it shares with another one. */
export async function copyDocument(
  { record, context }: OpenDocument,
  kind: DocumentKind,
): Promise<OpenDocument> {
  const copy = await context.records.blank(kind.document);
  copyColumns(record, copy, kind.document, OWN_COLUMNS, context);
  return new OpenDocument(kind, copy, context);
}

/** A new line of a kind of document with what it shares with another one. */
export function copyLine(source: AnyLine, kind: DocumentKind, context: Context): AnyLine {
  const copy = Object.assign(new kind.line(), { idlinea: null, orden: 0, servido: 0 });
  return copyColumns(source, copy, kind.line, OWN_LINE_COLUMNS, context);
}

function copyColumns<T extends object>(
  source: T,
  copy: T,
  entity: Entity<T>,
  own: ReadonlySet<string>,
  context: Context,
): T {
  const values = source as Record<string, ColumnValue | undefined>;
  for (const { name, key } of context.models.of(entity).columns) {
    const value = values[name];
    if (!key && !own.has(name) && value !== undefined) Object.assign(copy, { [name]: value });
  }
  return copy;
}

/** What is left of a line; over-served lines have nothing left. */
function pending(line: AnyLine): Portion[] {
  const left = leftOf(line);
  return left !== 0 ? [{ line, cantidad: left }] : [];
}

/** Lines of no quantity, such as remarks, are passed on the first time. */
function pendingOrEmpty(line: AnyLine): Portion[] {
  return line.cantidad === 0 ? [{ line, cantidad: 0 }] : pending(line);
}

async function serve(kind: DocumentKind, portions: readonly Portion[], context: Context) {
  const changed = portions.map(({ line, cantidad }) => {
    const before = Object.assign(new kind.line(), line);
    line.servido = sum([line.servido, cantidad]);
    return { record: line, before };
  });
  await context.records.updateAll(kind.line, changed);
}

async function trace(
  document: OpenDocument,
  portions: readonly Portion[],
  child: OpenDocument,
  copies: readonly AnyLine[],
): Promise<void> {
  const { context } = document;
  const blank = await context.records.blank(DocumentTransformation);
  const traces = portions.map(({ line, cantidad }, index) =>
    Object.assign(new DocumentTransformation(), blank, {
      model1: document.kind.name,
      iddoc1: document.key,
      idlinea1: line.idlinea,
      model2: child.kind.name,
      iddoc2: child.key,
      idlinea2: copies[index]?.idlinea,
      cantidad,
    }),
  );
  await context.records.insertAll(DocumentTransformation, traces);
}

/** Files that hang on the one document hang on the next one too. */
async function copyAttachments(document: OpenDocument, child: OpenDocument): Promise<void> {
  const { records } = document.context;
  const attached = await records.list(AttachedFileRelation, {
    model: document.kind.name,
    modelid: document.key,
  });
  const modelid = child.key;
  for (const relation of attached) {
    const { id: _, ...values } = relation;
    await records.insert(AttachedFileRelation, {
      ...values,
      model: child.kind.name,
      modelid,
      modelcode: String(modelid),
    });
  }
}
