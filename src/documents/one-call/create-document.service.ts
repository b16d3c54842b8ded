import { Injectable } from '@nestjs/common';
import type { RuleError } from '../../kernel/errors/problem.js';
import { literally, NotFoundError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle, type Context } from '../../models/index.js';
import type { Customer, Supplier } from '../../parties/index.js';
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
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { chosenState, defaultState } from '../states/document-states.js';
import {
  setCurrency,
  setCustomer,
  setSupplier,
  setWarehouse,
} from '../writing/document-subject.js';
import { insertDocument } from '../writing/document-writer.js';
import type { LineRequest } from '../writing/line-request.js';
import { payInvoice } from '../writing/invoice-books.js';
import { newLines, takeRequests } from '../writing/line-values.js';
import { partyOfDocument } from '../writing/masters.js';
import { inOrder, step, writtenDocument, type WrittenDocument } from './written-document.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a new document that are set otherwise than by assigning them. */
const APART = ['codalmacen', 'fecha', 'coddivisa', 'codcliente', 'codproveedor'];

interface Header {
  readonly document: AnyDocument;
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
      const { document, idestado } = await this.header(kind, fields, context);
      const entersStatus = idestado !== undefined && idestado !== document.idestado;
      const requests = await this.lineRequests(kind, document, fields, context);
      const lines = await this.lines(kind, document, requests, context);
      await step(
        (error) => codeOf(error, keyOf(kind, document) > 0),
        async () => {
          await insertDocument(kind, document, lines, context);
          if (entersStatus) await context.records.update(kind.document, document, { idestado });
          await context.settle();
          if (asksForPayment(fields)) await payInvoice(kind, document, context);
        },
        lines,
      );
      return entersStatus
        ? writtenDocument(kind, document, context)
        : { doc: document, lines: inOrder(lines) };
    }, origin);
  }

  private async header(kind: DocumentKind, fields: Fields, context: Context): Promise<Header> {
    const document = await context.records.blank(kind.document);
    await this.takeSubject(kind, document, fields, context);
    const warehouse = textOf(fields, 'codalmacen');
    if (warehouse !== '' && !(await setWarehouse(document, warehouse, context))) {
      throw new NotFoundError(...literally('warehouse-not-found'));
    }
    await this.takeDate(document, fields, context);
    const currency = textOf(fields, 'coddivisa');
    if (currency !== '') await setCurrency(kind, document, currency, context);
    const input = readColumns(kind, fields, APART, context);
    const { idestado, ...values } = input.values;
    await step('record-save-error', async () => {
      refuseProblems(input);
      if (idestado)
        await chosenState(kind, Object.assign(new kind.document(), { idestado }), context);
    });
    Object.assign(document, values);
    return { document, ...(idestado && { idestado }) };
  }

  private async takeSubject(
    kind: DocumentKind,
    document: AnyDocument,
    fields: Fields,
    context: Context,
  ) {
    const code = requiredText(fields, kind.subjectColumn);
    Object.assign(document, { [kind.subjectColumn]: code });
    const subject = await partyOfDocument(kind, document, context);
    if (kind.side === 'sales') {
      if (!subject) throw new NotFoundError(...literally('customer-not-found'));
      await setCustomer(document, subject as Customer, context);
    } else {
      if (!subject) throw new NotFoundError(...literally('supplier-not-found'));
      await setSupplier(document, subject as Supplier, context);
    }
  }

  private async takeDate(document: AnyDocument, fields: Fields, context: Context): Promise<void> {
    await followWarehouse(document, context);
    const day = dayOf(fields, 'fecha');
    if (day) await dated(day, () => setDate(document, day, context));
  }

  /** Lines that can not be read are the second thing to be wrong with a document. */
  private async lineRequests(
    kind: DocumentKind,
    document: AnyDocument,
    fields: Fields,
    context: Context,
  ): Promise<readonly LineRequest[]> {
    try {
      return requiredLines(fields);
    } catch (error) {
      await step('record-save-error', () => insertDocument(kind, document, [], context));
      throw error;
    }
  }

  private lines(
    kind: DocumentKind,
    document: AnyDocument,
    requests: readonly LineRequest[],
    context: Context,
  ): Promise<AnyLine[]> {
    return step('error-calculating-totals', async () => {
      const lines = await newLines(
        kind,
        document,
        await defaultState(kind, context),
        requests,
        context,
      );
      const requested = lines.map((line, index) => ({ line, request: requests[index] ?? {} }));
      await takeRequests(kind, requested, context);
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
