import { Injectable } from '@nestjs/common';
import type { RuleError } from '../../kernel/errors/problem.js';
import { literally, NotFoundError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle, type Context, type Sent } from '../../models/index.js';
import { followWarehouse, setDate } from '../writing/document-date.js';
import {
  asksForPayment,
  dated,
  dayOf,
  readColumns,
  refuseProblems,
  requiredLines,
  requiredText,
  textOf,
} from './document-input.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { chosenState } from '../states/status-change.js';
import { setCurrency, setSubject, setWarehouse } from '../writing/document-subject.js';
import { insertDocument } from '../writing/document-writer.js';
import type { LineRequest } from '../writing/line-request.js';
import { payInvoice } from '../writing/invoice-books.js';
import { newLines, takeRequests } from '../writing/line-values.js';
import { step, written, writtenDocument, type WrittenDocument } from './written-document.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a new document that are set otherwise than by assigning them. */
const APART = ['codalmacen', 'fecha', 'coddivisa', 'codcliente', 'codproveedor'];

interface Header {
  readonly document: OpenDocument;
  /** The columns that the request names. */
  readonly sent: Sent;
  /** The status that the document is to have in the end. */
  readonly idestado?: number;
}

/** Creates a document with its lines in one call. */
@Injectable()
export class CreateDocument {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Subject → warehouse → date → currency → other columns → lines → number → status, in one
   * transaction.
   *
   * @throws InvalidRequestError `field-required`, `invalid-date`, `invalid-lines`
   * @throws NotFoundError `customer-not-found`, `supplier-not-found`, `warehouse-not-found`
   * @throws SaveError `record-save-error`, `error-calculating-totals`
   */
  create(kind: DocumentKind, fields: Fields, origin: Origin): Promise<WrittenDocument> {
    return this.lifeCycle.run(async (context) => {
      const { document, sent, idestado } = await this.header(kind, fields, context);
      const entersStatus = idestado !== undefined && idestado !== document.record.idestado;
      const requests = await this.lineRequests(document, fields);
      const lines = await this.lines(document, requests);
      await step(
        (error) => codeOf(error, document.key > 0),
        async () => {
          await insertDocument(document, lines, { sent });
          const { record } = document;
          if (entersStatus) await context.records.update(kind.document, record, { idestado });
          await context.settle();
          if (asksForPayment(fields)) await payInvoice(document);
        },
        lines,
      );
      return entersStatus ? writtenDocument(document) : written(document);
    }, origin);
  }

  private async header(kind: DocumentKind, fields: Fields, context: Context): Promise<Header> {
    const record = await context.records.blank(kind.document);
    const document = new OpenDocument(kind, record, context);
    await this.takeSubject(document, fields);
    const warehouse = textOf(fields, 'codalmacen');
    if (warehouse === '') await followWarehouse(document);
    else if (!(await setWarehouse(document, warehouse))) {
      throw new NotFoundError(...literally('warehouse-not-found'));
    }
    const day = dayOf(fields, 'fecha');
    if (day) await dated(day, () => setDate(document, day));
    const currency = textOf(fields, 'coddivisa');
    if (currency !== '') await setCurrency(document, currency);
    const input = readColumns(kind, fields, APART, context);
    const { idestado, ...values } = input.values;
    await step('record-save-error', async () => {
      refuseProblems(input);
      const wanted = Object.assign(new kind.document(), { idestado });
      if (idestado) await chosenState(new OpenDocument(kind, wanted, context));
    });
    // No value for what must have one is the value that it has without being sent.
    const model = context.models.of(kind.document);
    const taken = Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) => value !== null || model.column(name)?.nullable,
      ),
    );
    Object.assign(record, taken);
    const sent = { columns: new Set(Object.keys(taken)), extra: {} };
    return { document, sent, ...(idestado && { idestado }) };
  }

  private async takeSubject(document: OpenDocument, fields: Fields): Promise<void> {
    const { side, subjectColumn } = document.kind;
    document.record[subjectColumn] = requiredText(fields, subjectColumn);
    const subject = await document.subject();
    if (!subject) {
      const code = side === 'sales' ? 'customer-not-found' : 'supplier-not-found';
      throw new NotFoundError(...literally(code));
    }
    await setSubject(document, subject);
  }

  /** Lines that can not be read are the second thing to be wrong with a document. */
  private async lineRequests(
    document: OpenDocument,
    fields: Fields,
  ): Promise<readonly LineRequest[]> {
    try {
      return requiredLines(fields);
    } catch (error) {
      await step('record-save-error', () => insertDocument(document, []));
      throw error;
    }
  }

  private lines(document: OpenDocument, requests: readonly LineRequest[]): Promise<AnyLine[]> {
    return step('error-calculating-totals', async () => {
      const lines = await newLines(document, requests);
      const requested = lines.map((line, index) => ({ line, request: requests[index] ?? {} }));
      await takeRequests(document, requested);
      return lines;
    });
  }
}

/** Clients know these as faults of the lines and totals, which they are. */
const OF_TOTALS = ['customer-reached-maximum-risk', 'insufficient-stock'];

function codeOf({ problems }: RuleError, isSaved: boolean): string {
  const isOfTotals = problems.some(({ code }) => OF_TOTALS.includes(code));
  return isSaved || isOfTotals ? 'error-calculating-totals' : 'record-save-error';
}
