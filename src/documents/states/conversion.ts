import { AttachedFileRelation } from '../../files/index.js';
import { sum } from '../../kernel/money/decimal.js';
import type { ColumnValue, Context, Entity } from '../../models/index.js';
import { followWarehouse, setDate } from '../writing/document-date.js';
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { defaultState } from './document-states.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { insertDocument } from '../writing/document-writer.js';
import { byPosition } from '../writing/line-order.js';
import { tracesFrom } from './traces.js';

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

interface Parent {
  readonly kind: DocumentKind;
  readonly document: AnyDocument;
  readonly lines: readonly AnyLine[];
}

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
  { kind, document, lines }: Parent,
  next: DocumentKind,
  context: Context,
): Promise<void> {
  const children = await tracesFrom(kind, keyOf(kind, document), context);
  const inOrder = lines.toSorted(byPosition);
  const portions = children.length > 0 ? inOrder.flatMap(pending) : inOrder.flatMap(pendingOrEmpty);
  if (portions.length === 0 && lines.length > 0) return;
  const child = await copyDocument(document, next, context);
  await followWarehouse(child, context);
  await setDate(child, context.today, context);
  const state = await defaultState(next, context);
  const copies = portions.map(({ line, cantidad }) =>
    Object.assign(copyLine(line, next, context), {
      cantidad,
      actualizastock: state?.actualizastock ?? 0,
    }),
  );
  await serve(kind, portions, context);
  await insertDocument(next, child, copies, context);
  await trace(kind, document, next, child, portions, copies, context);
  await copyAttachments(kind, document, next, child, context);
}

/** A new document of a kind with what it shares with another one. */
export async function copyDocument(
  source: AnyDocument,
  kind: DocumentKind,
  context: Context,
): Promise<AnyDocument> {
  const copy = await context.records.blank(kind.document);
  return copyColumns(source, copy, kind.document, OWN_COLUMNS, context);
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
  const left = sum([line.cantidad, -line.servido]);
  return left !== 0 && Math.sign(left) === Math.sign(line.cantidad)
    ? [{ line, cantidad: left }]
    : [];
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
  kind: DocumentKind,
  document: AnyDocument,
  next: DocumentKind,
  child: AnyDocument,
  portions: readonly Portion[],
  copies: readonly AnyLine[],
  context: Context,
): Promise<void> {
  const blank = await context.records.blank(DocumentTransformation);
  const traces = portions.map(({ line, cantidad }, index) =>
    Object.assign(new DocumentTransformation(), blank, {
      model1: kind.name,
      iddoc1: keyOf(kind, document),
      idlinea1: line.idlinea,
      model2: next.name,
      iddoc2: keyOf(next, child),
      idlinea2: copies[index]?.idlinea,
      cantidad,
    }),
  );
  await context.records.insertAll(DocumentTransformation, traces);
}

/** Files that hang on the one document hang on the next one too. */
async function copyAttachments(
  kind: DocumentKind,
  document: AnyDocument,
  next: DocumentKind,
  child: AnyDocument,
  context: Context,
): Promise<void> {
  const attached = await context.records.list(AttachedFileRelation, {
    model: kind.name,
    modelid: keyOf(kind, document),
  });
  const modelid = keyOf(next, child);
  for (const relation of attached) {
    const { id: _, ...values } = relation;
    await context.records.insert(AttachedFileRelation, {
      ...values,
      model: next.name,
      modelid,
      modelcode: String(modelid),
    });
  }
}
