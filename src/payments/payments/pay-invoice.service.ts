import { Injectable } from '@nestjs/common';
import { parseDay } from '../../kernel/dates/calendar.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { refuse, RuleError } from '../../kernel/errors/problem.js';
import { Answer } from '../../kernel/http/answer.js';
import { languageOf, originOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { ignoredFields } from '../../kernel/http/ignored-fields.js';
import { RequestFields } from '../../kernel/http/request-fields.js';
import { wrongMethod } from '../../kernel/http/route.js';
import { isNo, scalarText } from '../../kernel/http/field-values.js';
import { Translator } from '../../kernel/translation/translator.js';
import { LifeCycle, presenterOf, type Context } from '../../models/index.js';
import { paymentMethodOf } from '../methods/payment-masters.js';
import { InvoiceLedger } from '../receipts/invoice-ledger.js';
import { asInvoice } from '../receipts/receipt-invoice.js';
import { payReceipts, unpayReceipts, type PaymentTerms } from '../receipts/receipts.js';
import type { ReceiptSide } from '../receipts/receipt-side.js';

type Fields = Readonly<Record<string, unknown>>;

/** `/api/3/pagarFacturaCliente/1` */
const DEPTH = 4;
const OWN_FIELDS: ReadonlySet<string> = new Set(['codpago', 'fechapago', 'pagada']);

/** Marks all receipts of an invoice as paid or as unpaid. */
@Injectable()
export class PayInvoice {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly requestFields: RequestFields,
    private readonly translator: Translator,
  ) {}

  /**
   * @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`, 400
   *   `missing-pagada-parameter`, 404 `record-not-found` or `invoice-not-found`, 422
   *   `record-save-error`
   */
  async answer(side: ReceiptSide, request: ApiRequest): Promise<Answer> {
    const { depth, id } = request.apiPath;
    if (depth !== DEPTH || id === '') throw new ApiError(404, 'api-resource-invalid');
    if (request.method !== 'POST' && request.method !== 'PUT') {
      throw side.name === 'sales' ? wrongMethod() : wrongMethod('Method not allowed');
    }
    const fields = await this.requestFields.of(request);
    const pagada = wantedState(fields);
    const { code, data } = await this.lifeCycle.run(
      (context) => settle(side, id, pagada, fields, context),
      originOf(request),
    );
    const text = this.translator.text(code, {}, languageOf(request));
    const ignored = Object.keys(fields).filter((name) => !OWN_FIELDS.has(name));
    const body = `{"ok":${JSON.stringify(text)},"data":${data}}`;
    return new Answer(200, body, ignoredFields(ignored));
  }
}

/** Pays or unpays, and says what was done and how the invoice is now. */
async function settle(
  side: ReceiptSide,
  id: string,
  pagada: boolean,
  fields: Fields,
  context: Context,
): Promise<{ code: string; data: string }> {
  const entity = context.port(InvoiceLedger).modelOf(side.name);
  const key = /^\d{1,10}$/.test(id) ? Number(id) : null;
  const found = await context.records.find(entity, key, { lock: true });
  if (!found) throw unknownInvoice(side);
  const present = presenterOf(context.models.of(entity));
  if ((found.pagada ?? false) === pagada)
    return { code: 'no-changes', data: present.record(found) };
  const invoice = asInvoice(side, found);
  try {
    if (pagada) await payReceipts(invoice, await termsOf(fields, context), context);
    else await unpayReceipts(invoice, context);
    await context.settle();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw new ApiError(422, 'record-save-error', { problems: error.problems });
  }
  const stored = (await context.records.find(entity, key)) ?? found;
  return { code: 'record-updated-correctly', data: present.record(stored) };
}

/** @throws RuleError for a date that is none and a payment method that there is not */
async function termsOf(fields: Fields, context: Context): Promise<PaymentTerms> {
  const day = textOf(fields, 'fechapago');
  const fechapago = day === '' ? undefined : parseDay(day);
  if (fechapago === null) refuse('invalid-date', 'fechapago', { value: day });
  const codpago = textOf(fields, 'codpago');
  if (codpago === '') return { fechapago };
  const method = await paymentMethodOf(codpago, context);
  if (!method) refuse('reference-not-found', 'codpago', { value: codpago });
  return { fechapago, codpago: method.codpago };
}

/** A field as text, empty where it is missing; @throws RuleError for a list */
function textOf(fields: Fields, name: string): string {
  const text = scalarText(fields[name] ?? '');
  return text ?? refuse('scalar-expected', name);
}

/** Everything but 0, nothing and the words for no means yes. */
function wantedState({ pagada }: Fields): boolean {
  const text = scalarText(pagada);
  if (text !== null) return !isNo(text);
  const code = 'missing-pagada-parameter';
  const problems = [{ code: 'field-required', field: 'pagada', params: { field: 'pagada' } }];
  throw new ApiError(400, code, { text: code, problems });
}

function unknownInvoice({ name }: ReceiptSide): ApiError {
  if (name === 'sales') return new ApiError(404, 'record-not-found');
  return new ApiError(404, 'invoice-not-found', { text: 'invoice-not-found' });
}
