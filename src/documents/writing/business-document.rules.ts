import { addDays } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import {
  isEmpty,
  ModelRules,
  type Context,
  type RecordTest,
  type Sent,
} from '../../models/index.js';
import { completeContact, takeBillingContact, testShippingContact } from './billing-address.js';
import { dropRisk, moveRisk, testRisk } from './customer-risk.js';
import { deriveAmounts, testTotal } from '../calculation/document-amounts.js';
import { followWarehouse, setDate, testYear } from './document-date.js';
import { afterDeletion, prepareDeletion } from './deletion.js';
import { kindOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { changedColumns, testLock } from '../states/document-lock.js';
import { testStaysIssued } from '../states/issued-invoice.js';
import { logChange, logDeletion } from './document-log.js';
import { defaultState } from '../states/document-states.js';
import { takeRate } from './document-rate.js';
import { changeSubject, rateOf } from './document-subject.js';
import { testFiscalKeys } from '../../taxes/index.js';
import { currencyOf } from '../../company/index.js';
import { LONGEST_CODE } from '../numbering/number-pattern.js';
import {
  assignNumber,
  assignNumberOnly,
  keepNumber,
  numbersChanged,
  testDateOrder,
} from '../numbering/numbering.js';
import { InvoiceBooks } from './invoice-books.js';
import { chosenState, enterStatus } from '../states/status-change.js';
import { moveWarehouse } from './warehouse-move.js';

/** Columns that date and number a customer invoice. */
const DATE_ORDER = ['fecha', 'codserie', 'codcliente', 'codpago'];

/**
 * The life of a document of any kind, whoever writes it. What happens to its lines stands in the
 * files named after it: status-change, warehouse-move, deletion.
 */
export abstract class BusinessDocumentRules<T extends AnyDocument> extends ModelRules<T> {
  /** Columns that people fill with text of their own. */
  protected abstract readonly texts: readonly (keyof T & string)[];

  private get kind(): DocumentKind {
    return kindOf(this.model);
  }

  override async defaults(record: T, context: Context): Promise<void> {
    const state = await defaultState(this.kind, context);
    if (state) {
      record.idestado = state.idestado;
      record.editable = state.editable;
    }
    record.tasaconv = rateOf(this.kind, await currencyOf(record.coddivisa, context));
    if ('finoferta' in record) setExpiry(record, context);
  }

  override async validate(
    record: T,
    test: RecordTest<T>,
    before: Readonly<T> | null,
  ): Promise<void> {
    const document = this.inHand(record, test.context, before);
    await takeState(document);
    if (this.kind.stage === 'invoice') keepFlags(record, before, test);
    if (!before) fillMoment(record, test.context);
    else if (record[this.kind.subjectColumn] !== before[this.kind.subjectColumn]) {
      await changeSubject(document, before);
    }
    testFiscalKeys(test, before, 'operacion');
    await takeRate(document, test.sent);
    if (!before && isEmpty(record.codejercicio)) {
      await followWarehouse(document);
      await setDate(document, record.fecha);
    }
    if (record.finoferta && record.finoferta < record.fecha) record.finoferta = null;
    for (const name of this.texts) if (record[name] !== before?.[name]) test.escape(name);
    test.columns(...(before ? [] : (['codigo'] as const)));
    if (record.numero !== before?.numero) testNumber(record, test.sent);
    if (!before) await testYear(document);
    testTotal(record);
    deriveAmounts(record, before);
    if (!before || record.total !== before.total) await testRisk(document);
  }

  override async beforeInsert(record: T, context: Context, sent: Sent): Promise<void> {
    const document = this.inHand(record, context);
    if (this.kind.side === 'sales') await completeContact(document);
    await moveRisk(document);
    const lacksCode = isEmpty(record.codigo);
    if (hasOwnNumber(record, sent)) {
      await keepNumber(document, { rebuildCode: lacksCode });
      await testDateOrder(document);
    } else if (lacksCode) await assignNumber(document);
    else await assignNumberOnly(document);
    testCode(record);
  }

  override afterInsert(record: T, context: Context): void | Promise<void> {
    context.part(InvoiceBooks).note(this.inHand(record, context));
  }

  override async beforeUpdate(
    record: T,
    before: Readonly<T>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    const document = this.inHand(record, context, before);
    const changed = changedColumns(document);
    testStaysIssued(document);
    await testLock(document, changed);
    const has = (name: string) => changed.includes(name);
    if (has('fecha')) await setDate(document, record.fecha);
    else if (has('codejercicio')) await testYear(document);
    if (has('idcontactoenv')) await testShippingContact(document);
    const isOfAnother = has(this.kind.subjectColumn);
    if (has('idcontactofact') && !isOfAnother) await takeBillingContact(document);
    else if (has('direccion') && this.kind.side === 'sales') await completeContact(document);
    if (entersStatus(record, before, sent)) record.idestado_ant = before.idestado;
    await moveRisk(document);
    if (has('codserie') || record.codejercicio !== before.codejercicio) {
      await numbersChanged(this.inHand(before, context));
      await assignNumber(document);
    } else if (has('numero')) await keepNumber(document, { rebuildCode: !has('codigo') });
    else if (DATE_ORDER.some(has)) await testDateOrder(document);
    testCode(record);
  }

  override async afterUpdate(
    record: T,
    before: Readonly<T>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    const document = this.inHand(record, context, before);
    if (record.codalmacen !== before.codalmacen) await moveWarehouse(document);
    if (entersStatus(record, before, sent)) await enterStatus(document);
    const changed = changedColumns(document);
    context.part(InvoiceBooks).note(document, changed);
    await logChange(document, changed);
  }

  override async beforeDelete(record: T, context: Context): Promise<void> {
    const document = this.inHand(record, context);
    await prepareDeletion(document);
    await dropRisk(document);
    await numbersChanged(document);
  }

  override async afterDelete(record: T, context: Context): Promise<void> {
    const document = this.inHand(record, context);
    await afterDeletion(document);
    await logDeletion(document);
  }

  private inHand(
    record: AnyDocument,
    context: Context,
    before: Readonly<AnyDocument> | null = null,
  ): OpenDocument {
    return new OpenDocument(this.kind, record, context, before);
  }
}

/** The status decides whether the document is editable. */
async function takeState(document: OpenDocument): Promise<void> {
  const { record, before } = document;
  const isChosen = record.idestado !== before?.idestado;
  const state = isChosen ? await chosenState(document) : await document.state();
  if (state) record.editable = state.editable;
}

/** A status counts as entered when it is named, even if it is the one that the document has. */
function entersStatus(record: AnyDocument, before: Readonly<AnyDocument>, sent: Sent): boolean {
  return record.idestado !== before.idestado || sent.columns.has('idestado');
}

/**
 * Receipts say whether an invoice is paid and overdue. A request that says otherwise pays them, or
 * takes that back.
 */
function keepFlags<T extends AnyDocument>(
  invoice: T,
  before: Readonly<T> | null,
  { context, sent }: RecordTest<T>,
): void {
  const { pagada } = invoice;
  invoice.pagada = before?.pagada ?? false;
  invoice.vencida = before?.vencida ?? false;
  const isWanted = sent.columns.has('pagada') && typeof pagada === 'boolean';
  if (isWanted && pagada !== invoice.pagada) context.part(InvoiceBooks).want(invoice, pagada);
}

/** A new document without a day or a time is one of now. */
function fillMoment(document: AnyDocument, { now, today }: Context): void {
  if (isEmpty(document.fecha)) document.fecha = today;
  if (isEmpty(document.hora)) document.hora = now.slice(11);
}

/** Offers are good for so many days as the setting says. */
function setExpiry(document: AnyDocument, context: Context): void {
  const days = Number(context.settings.text('finofertadays'));
  if (days > 0) document.finoferta = addDays(context.today, Math.trunc(days));
}

/** Whoever sends a new document without a code and with the number 1 sends what it was born with. */
function hasOwnNumber({ numero, codigo }: AnyDocument, sent: Sent): boolean {
  if (!sent.columns.has('numero') || isEmpty(numero)) return false;
  return !isEmpty(codigo) || Number(numero) !== 1;
}

function testNumber(document: AnyDocument, sent: Sent): void {
  const { numero, codigo } = document;
  if (isEmpty(codigo) && !hasOwnNumber(document, sent)) return;
  if (!/^0*[1-9]\d*$/.test(numero)) refuse('invalid-document-number', 'numero', { value: numero });
}

function testCode({ codigo }: AnyDocument): void {
  const length = [...codigo].length;
  if (length <= LONGEST_CODE) return;
  refuse('document-code-too-long', 'codigo', { value: codigo, length, max: LONGEST_CODE });
}
