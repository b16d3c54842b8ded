import { Injectable } from '@nestjs/common';
import { literally, NotFoundError, SaveError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { setDate, testYear } from '../writing/document-date.js';
import {
  asksForPayment,
  dated,
  dayOf,
  emptyNumbersAsZero,
  invalidLines,
  readColumns,
  refuseProblems,
  requiredLines,
  textOf,
  timeOf,
} from './document-input.js';
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { UNLOCKED_COLUMNS } from '../states/document-lock.js';
import { stateOf } from '../states/document-states.js';
import { setCurrency } from '../writing/document-subject.js';
import { updateDocument } from '../writing/document-writer.js';
import { linesOf } from '../writing/line-order.js';
import { numberOf, type LineRequest } from '../writing/line-request.js';
import { payInvoice } from '../writing/invoice-books.js';
import { newLines, takeRequests, type RequestedLine } from '../writing/line-values.js';
import { step, writtenDocument, type WrittenDocument } from './written-document.js';

type Fields = Readonly<Record<string, unknown>>;

/** What an edit leaves as it is; the status changes by the generic route. */
const FIXED = ['codalmacen', 'codcliente', 'codigo', 'codproveedor', 'idestado', 'numero'];
/** What it sets otherwise than by assigning. */
const APART = ['coddivisa', 'fecha', 'hora'];

/** Edits a document and all of its lines in one call. */
@Injectable()
export class EditDocument {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Changes what is sent, in one transaction. The lines are those of the document from now on:
   * ones that are not named go.
   *
   * @throws NotFoundError `record-not-found`
   * @throws SaveError `cannot-change-subject`, `cannot-change-company`, `cannot-change-warehouse`,
   *   `non-editable-document`, `record-save-error`, `error-calculating-totals`
   * @throws InvalidRequestError `invalid-date`, `field-required`, `invalid-lines`
   */
  edit(kind: DocumentKind, id: string, fields: Fields, origin: Origin): Promise<WrittenDocument> {
    return this.lifeCycle.run(async (context) => {
      const key = /^\d{1,10}$/.test(id) ? Number(id) : null;
      const document = await context.records.find(kind.document, key, { lock: true });
      if (!document) throw new NotFoundError(...literally('record-not-found'));
      if (document.editable) await this.editOpen(kind, document, fields, context);
      else await this.editLocked(kind, document, fields, context);
      return writtenDocument(kind, document, context);
    }, origin);
  }

  private async editLocked(
    kind: DocumentKind,
    document: AnyDocument,
    fields: Fields,
    context: Context,
  ) {
    const model = context.models.of(kind.document);
    const locked = Object.keys(fields).find(
      (name) => name === 'lineas' || (model.column(name) && !UNLOCKED_COLUMNS.has(name)),
    );
    if (locked !== undefined) {
      const problems = [{ code: 'non-editable-document', field: locked }];
      throw new SaveError('non-editable-document', { problems });
    }
    const input = readColumns(kind, fields, [], context);
    await step('record-save-error', async () => {
      refuseProblems(input);
      await context.records.update(kind.document, document, input.values);
      await context.settle();
      if (asksForPayment(fields)) await payInvoice(kind, document, context);
    });
  }

  private async editOpen(
    kind: DocumentKind,
    document: AnyDocument,
    fields: Fields,
    context: Context,
  ) {
    this.testFixed(kind, document, fields);
    await dated(document.fecha, () => testYear(document, context));
    const before = Object.assign(new kind.document(), document);
    await this.takeHeader(kind, document, fields, context);
    const requests = requiredLines(fields);
    const linesBefore = await linesOf(kind, keyOf(kind, document), context);
    const lines = await step('error-calculating-totals', () =>
      this.lines(kind, document, requests, linesBefore, context),
    );
    await step(
      'error-calculating-totals',
      async () => {
        await updateDocument(kind, { document, before, lines, linesBefore }, context);
        await context.settle();
        if (asksForPayment(fields)) await payInvoice(kind, document, context);
      },
      lines,
    );
  }

  private testFixed(kind: DocumentKind, document: AnyDocument, fields: Fields): void {
    const fixed = [
      [kind.subjectColumn, 'cannot-change-subject'],
      ['idempresa', 'cannot-change-company'],
      ['codalmacen', 'cannot-change-warehouse'],
    ] as const;
    for (const [name, code] of fixed) {
      const isSent = fields[name] !== undefined;
      if (!isSent || textOf(fields, name) === String(document[name] ?? '')) continue;
      throw new SaveError(...literally(code, { problems: [{ code, field: name }] }));
    }
  }

  private async takeHeader(
    kind: DocumentKind,
    document: AnyDocument,
    fields: Fields,
    context: Context,
  ) {
    const day = dayOf(fields, 'fecha');
    if (day) {
      await dated(day, () => setDate(document, day, context));
      document.hora = timeOf(fields, 'hora') ?? document.hora;
    }
    const currency = textOf(fields, 'coddivisa');
    if (currency !== '') await setCurrency(kind, document, currency, context);
    const input = readColumns(kind, fields, [...FIXED, ...APART], context);
    emptyNumbersAsZero(kind, input.values, context);
    await step('record-save-error', async () => refuseProblems(input));
    Object.assign(document, input.values);
  }

  /** The lines that the document has from now on, in the order of the request. */
  private async lines(
    kind: DocumentKind,
    document: AnyDocument,
    requests: readonly LineRequest[],
    linesBefore: readonly AnyLine[],
    context: Context,
  ): Promise<AnyLine[]> {
    const known = new Map(linesBefore.map((line) => [line.idlinea, line]));
    const named = requests.map(({ idlinea }) => known.get(numberOf(idlinea ?? 0)));
    refuseTwice(named);
    const state = await stateOf(kind, document, context);
    const fresh = await newLines(
      kind,
      document,
      state,
      requests.filter((_, index) => !named[index]),
      context,
    );
    const lines = named.map((line) =>
      line ? Object.assign(new kind.line(), line) : (fresh.shift() as AnyLine),
    );
    const requested = lines.map((line, index): RequestedLine => ({
      line,
      request: requests[index] ?? {},
    }));
    await takeRequests(kind, requested, context);
    return lines;
  }
}

/** A line that is named twice would be stored once and counted twice. */
function refuseTwice(named: readonly (AnyLine | undefined)[]): void {
  const index = named.findIndex((line, place) => line && named.indexOf(line) < place);
  if (index === -1) return;
  const field = `lineas[${index}].idlinea`;
  const value = named[index]?.idlinea ?? 0;
  throw invalidLines([{ code: 'line-named-twice', field, params: { value } }]);
}
