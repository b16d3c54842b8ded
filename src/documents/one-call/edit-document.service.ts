import { Injectable } from '@nestjs/common';
import { literally, NotFoundError, SaveError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle } from '../../models/index.js';
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
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { UNLOCKED_COLUMNS } from '../states/document-lock.js';
import { setCurrency } from '../writing/document-subject.js';
import { updateDocument } from '../writing/document-writer.js';
import { isNumberGiven, numberOf, type LineRequest } from '../writing/line-request.js';
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
      const record = await context.records.find(kind.document, key, { lock: true });
      if (!record) throw new NotFoundError(...literally('record-not-found'));
      const before = Object.assign(new kind.document(), record);
      const document = new OpenDocument(kind, record, context, before);
      if (record.editable) await this.editOpen(document, fields);
      else await this.editLocked(document, fields);
      return writtenDocument(document);
    }, origin);
  }

  private async editLocked(document: OpenDocument, fields: Fields): Promise<void> {
    const { kind, record, context } = document;
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
      await context.records.update(kind.document, record, input.values);
      await context.settle();
      if (asksForPayment(fields)) await payInvoice(document);
    });
  }

  private async editOpen(document: OpenDocument, fields: Fields): Promise<void> {
    this.testFixed(document, fields);
    await dated(document.record.fecha, () => testYear(document));
    await this.takeHeader(document, fields);
    const requests = requiredLines(fields);
    const { lines, kept } = await step('error-calculating-totals', () =>
      this.lines(document, requests),
    );
    await step(
      'error-calculating-totals',
      async () => {
        await updateDocument(document, lines, kept);
        await document.context.settle();
        if (asksForPayment(fields)) await payInvoice(document);
      },
      lines,
    );
  }

  private testFixed({ kind, record }: OpenDocument, fields: Fields): void {
    const fixed = [
      [kind.subjectColumn, 'cannot-change-subject'],
      ['idempresa', 'cannot-change-company'],
      ['codalmacen', 'cannot-change-warehouse'],
    ] as const;
    for (const [name, code] of fixed) {
      const isSent = fields[name] !== undefined;
      if (!isSent || textOf(fields, name) === String(record[name] ?? '')) continue;
      throw new SaveError(...literally(code, { problems: [{ code, field: name }] }));
    }
  }

  private async takeHeader(document: OpenDocument, fields: Fields): Promise<void> {
    const { kind, record, context } = document;
    const day = dayOf(fields, 'fecha');
    if (day) {
      await dated(day, () => setDate(document, day));
      record.hora = timeOf(fields, 'hora') ?? record.hora;
    }
    const currency = textOf(fields, 'coddivisa');
    if (currency !== '') await setCurrency(document, currency);
    const input = readColumns(kind, fields, [...FIXED, ...APART], context, record);
    emptyNumbersAsZero(kind, input.values, context);
    await step('record-save-error', async () => refuseProblems(input));
    Object.assign(record, input.values);
  }

  /** The lines that the document has from now on, in order, and those that keep their tax. */
  private async lines(
    document: OpenDocument,
    requests: readonly LineRequest[],
  ): Promise<{ lines: AnyLine[]; kept: ReadonlySet<AnyLine> }> {
    const { kind } = document;
    const known = new Map((await document.lines()).map((line) => [line.idlinea, line]));
    const named = requests.map(({ idlinea }, index) => {
      const key = isNumberGiven(idlinea) ? numberOf(idlinea) : 0;
      if (Number.isInteger(key)) return known.get(key);
      const params = { value: String(idlinea) };
      throw invalidLines([{ code: 'invalid-integer', field: `lineas[${index}].idlinea`, params }]);
    });
    refuseTwice(named);
    const fresh = await newLines(
      document,
      requests.filter((_, index) => !named[index]),
    );
    const lines = named.map((line) =>
      line ? Object.assign(new kind.line(), line) : (fresh.shift() as AnyLine),
    );
    const requested = lines.map((line, index): RequestedLine => ({
      line,
      request: requests[index] ?? {},
    }));
    await takeRequests(document, requested);
    const kept = lines.filter((line, index) => line.codimpuesto === named[index]?.codimpuesto);
    return { lines, kept: new Set(kept) };
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
