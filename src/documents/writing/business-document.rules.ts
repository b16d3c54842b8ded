import { addDays } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import { sum } from '../../kernel/money/decimal.js';
import {
  isEmpty,
  ModelRules,
  type Context,
  type RecordTest,
  type Sent,
} from '../../models/index.js';
import { completeContact, takeBillingContact } from './billing-address.js';
import { addRisk, riskOf, testRisk } from './customer-risk.js';
import { deriveAmounts, testTotal } from '../calculation/document-amounts.js';
import { followWarehouse, setDate, testYear } from './document-date.js';
import { afterDeletion, prepareDeletion } from './deletion.js';
import { kindOf, subjectOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { changedColumns, testLock } from '../states/document-lock.js';
import { logChange, logDeletion } from './document-log.js';
import { chosenState, defaultState, stateOf } from '../states/document-states.js';
import { rateOf } from './document-subject.js';
import { currencyOf } from '../../company/index.js';
import { LONGEST_CODE } from '../numbering/number-pattern.js';
import {
  assignNumber,
  numbersChanged,
  rebuildCode,
  testDateOrder,
} from '../numbering/numbering.js';
import { InvoiceBooks } from './invoice-books.js';
import { enterStatus } from '../states/status-change.js';
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
    const { context } = test;
    await this.takeState(record, before, context);
    if (this.kind.stage === 'invoice') keepFlags(record, before);
    if (!before && isEmpty(record.codejercicio)) {
      await followWarehouse(record, context);
      await setDate(record, record.fecha, context);
    }
    if (record.finoferta && record.finoferta < record.fecha) record.finoferta = null;
    for (const name of this.texts) if (record[name] !== before?.[name]) test.escape(name);
    test.columns(...(before ? [] : (['codigo'] as const)));
    if (record.numero !== before?.numero) testNumber(record);
    deriveAmounts(record, before);
    if (!before) await testYear(record, context);
    testTotal(record);
    if (!before || record.total !== before.total) await testRisk(this.kind, record, context);
  }

  override async beforeInsert(record: T, context: Context): Promise<void> {
    if (this.kind.side === 'sales') await completeContact(record, context);
    await addRisk(subjectOf(this.kind, record), riskOf(this.kind, record), context);
    if (isEmpty(record.codigo)) await assignNumber(this.kind, record, context);
    else {
      await testDateOrder(this.kind, record, context);
      await numbersChanged(this.kind, record, context);
    }
    testCode(record);
  }

  override afterInsert(record: T, context: Context): void {
    context.part(InvoiceBooks).note(this.kind, record, null, []);
  }

  override async beforeUpdate(
    record: T,
    before: Readonly<T>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    const { kind } = this;
    const changed = changedColumns(kind, record, before, context);
    await testLock(record, before, changed, context);
    const has = (name: string) => changed.includes(name);
    if (has('fecha')) await setDate(record, record.fecha, context);
    else if (has('codejercicio')) await testYear(record, context);
    if (has('idcontactofact')) await takeBillingContact(record, context);
    else if (has('direccion') && kind.side === 'sales') await completeContact(record, context);
    if (entersStatus(record, before, sent)) record.idestado_ant = before.idestado;
    await this.moveRisk(record, before, context);
    if (has('codserie') || record.codejercicio !== before.codejercicio) {
      await numbersChanged(kind, before, context);
      await assignNumber(kind, record, context);
    } else if (has('numero')) {
      if (has('codigo')) await numbersChanged(kind, record, context);
      else await rebuildCode(kind, record, context);
    } else if (DATE_ORDER.some(has)) await testDateOrder(kind, record, context);
    testCode(record);
  }

  override async afterUpdate(
    record: T,
    before: Readonly<T>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    if (record.codalmacen !== before.codalmacen)
      await moveWarehouse(this.kind, record, before, context);
    if (entersStatus(record, before, sent)) await enterStatus(this.kind, record, context);
    const changed = changedColumns(this.kind, record, before, context);
    context.part(InvoiceBooks).note(this.kind, record, before, changed);
    await logChange(this.kind, record, changed, context);
  }

  override async beforeDelete(record: T, context: Context): Promise<void> {
    await prepareDeletion(this.kind, record, context);
    await addRisk(subjectOf(this.kind, record), -riskOf(this.kind, record), context);
    await numbersChanged(this.kind, record, context);
  }

  override async afterDelete(record: T, context: Context): Promise<void> {
    await afterDeletion(this.kind, record, context);
    await logDeletion(this.kind, record, context);
  }

  /** The status decides whether the document is editable. */
  private async takeState(record: T, before: Readonly<T> | null, context: Context): Promise<void> {
    const isChosen = record.idestado !== before?.idestado;
    const state = isChosen
      ? await chosenState(this.kind, record, context)
      : await stateOf(this.kind, record, context);
    if (state) record.editable = state.editable;
  }

  private async moveRisk(record: T, before: Readonly<T>, context: Context): Promise<void> {
    const { kind } = this;
    const [now, then] = [subjectOf(kind, record), subjectOf(kind, before)];
    const [added, taken] = [riskOf(kind, record), riskOf(kind, before)];
    if (now === then) await addRisk(now, sum([added, -taken]), context);
    else {
      await addRisk(then, -taken, context);
      await addRisk(now, added, context);
    }
  }
}

/** A status counts as entered when it is named, even if it is the one that the document has. */
function entersStatus(record: AnyDocument, before: Readonly<AnyDocument>, sent: Sent): boolean {
  return record.idestado !== before.idestado || sent.columns.has('idestado');
}

/** Receipts say whether an invoice is paid and overdue, whatever is sent. */
function keepFlags(invoice: AnyDocument, before: Readonly<AnyDocument> | null): void {
  invoice.pagada = before?.pagada ?? false;
  invoice.vencida = before?.vencida ?? false;
}

/** Offers are good for so many days as the setting says. */
function setExpiry(document: AnyDocument, context: Context): void {
  const days = Number(context.settings.text('finofertadays'));
  if (days > 0) document.finoferta = addDays(context.today, Math.trunc(days));
}

/** A number of its own comes with a code of its own; any other is given later. */
function testNumber({ numero, codigo }: AnyDocument): void {
  if (isEmpty(codigo) || /^0*[1-9]\d*$/.test(numero)) return;
  refuse('invalid-document-number', 'numero', { value: numero });
}

function testCode({ codigo }: AnyDocument): void {
  const length = [...codigo].length;
  if (length <= LONGEST_CODE) return;
  refuse('document-code-too-long', 'codigo', { value: codigo, length, max: LONGEST_CODE });
}
