import { expect } from 'vitest';
import type { Answered, TestApi } from './api.js';
import {
  create,
  createCustomer,
  createDocument,
  createSeries,
  createSupplier,
  type Row,
  type Values,
} from './documents.js';

export type SideName = 'sales' | 'purchases';

/** The names of one side of the business. */
export interface PaymentSide {
  readonly side: SideName;
  /** Model of the invoices: `crear{model}`, `pagar{model}`. */
  readonly model: string;
  readonly invoices: string;
  readonly receipts: string;
  readonly payments: string;
  readonly subject: 'codcliente' | 'codproveedor';
}

export const PAYMENT_SIDES: readonly PaymentSide[] = [
  {
    side: 'sales',
    model: 'FacturaCliente',
    invoices: 'facturaclientes',
    receipts: 'reciboclientes',
    payments: 'pagoclientes',
    subject: 'codcliente',
  },
  {
    side: 'purchases',
    model: 'FacturaProveedor',
    invoices: 'facturaproveedores',
    receipts: 'reciboproveedores',
    payments: 'pagoproveedores',
    subject: 'codproveedor',
  },
];
export const [SALES, PURCHASES] = PAYMENT_SIDES as [PaymentSide, PaymentSide];

/** Today as the server writes it, `DD-MM-YYYY`. */
export function today(): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid' }).format();
  return day.split('-').reverse().join('-');
}

/** A new customer or supplier; its code. */
export async function createParty(
  api: TestApi,
  { side, subject }: PaymentSide,
  values: Values = {},
): Promise<string> {
  const made = await (side === 'sales' ? createCustomer : createSupplier)(api, values);
  return made[subject] as string;
}

/**
 * An invoice of one line without tax, so that its total is the amount. One with a date has a series
 * of its own, since the numbers of a series follow the dates.
 */
export async function createInvoice(
  api: TestApi,
  side: PaymentSide,
  amount: number,
  values: Values = {},
): Promise<Row> {
  const subject = values[side.subject] ?? (await createParty(api, side));
  const lineas = amount === 0 ? [] : [{ pvpunitario: amount, codimpuesto: 'IVA0' }];
  const codserie = values.fecha ? await createSeries(api) : 'A';
  const body = { [side.subject]: subject, lineas, codserie, ...values };
  return (await createDocument(api, side.model, body)).doc;
}

export async function readInvoice(
  api: TestApi,
  { invoices }: PaymentSide,
  id: number,
): Promise<Row> {
  return (await api.get(`/${invoices}/${id}`)).body as Row;
}

/** The receipts of an invoice by number. */
export async function receiptsOf(
  api: TestApi,
  { receipts }: PaymentSide,
  idfactura: number,
): Promise<Row[]> {
  const filter = `filter[idfactura]=${idfactura}&sort[numero]=ASC&sort[idrecibo]=ASC&limit=0`;
  return (await api.get(`/${receipts}?${filter}`)).body as Row[];
}

/** The payments of a receipt, oldest first. */
export async function paymentsOf(
  api: TestApi,
  { payments }: PaymentSide,
  idrecibo: number,
): Promise<Row[]> {
  const filter = `filter[idrecibo]=${idrecibo}&sort[idpago]=ASC&limit=0`;
  return (await api.get(`/${payments}?${filter}`)).body as Row[];
}

/** The lines of an entry as `sub-account D H`, in their order. */
export async function linesOf(api: TestApi, idasiento: number): Promise<string[]> {
  const filter = `filter[idasiento]=${idasiento}&sort[idpartida]=ASC&limit=0`;
  const lines = (await api.get(`/partidas?${filter}`)).body as Row[];
  return lines.map(({ codsubcuenta, debe, haber }) => `${codsubcuenta} ${debe} ${haber}`);
}

/** The warnings about an invoice in the log. */
export async function warningsOf(api: TestApi, model: string, id: number): Promise<string[]> {
  const filter = `filter[model]=${model}&filter[modelcode]=${id}&filter[level]=warning`;
  const rows = (await api.get(`/logmessages?${filter}&filter[channel]=master`)).body as Row[];
  return rows.map(({ message }) => message as string);
}

/** Calls the route that pays an invoice. */
export function pay(
  api: TestApi,
  { model }: PaymentSide,
  id: number | string,
  json: Values = { pagada: 1 },
): Promise<Answered> {
  return api.call('POST', `/pagar${model}/${id}`, { json });
}

/** As `pay`, which must be done; the invoice as the answer has it. */
export async function paid(
  api: TestApi,
  side: PaymentSide,
  id: number,
  json: Values = { pagada: 1 },
): Promise<Row> {
  const answer = await pay(api, side, id, json);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  expect(answer.body.ok).toBe('Record saved');
  return answer.body.data as Row;
}

let methods = 0;

/** A payment method of its own; its code. */
export async function createMethod(api: TestApi, values: Values): Promise<string> {
  methods += 1;
  const method = await create(api, 'formapagos', {
    codpago: `M${methods}`,
    descripcion: `Method ${methods}`,
    ...values,
  });
  return method.codpago as string;
}

/** How tests of payments ask a server. */
export function paymentLookups(api: TestApi) {
  const entryOf = async ({ idasiento }: Row) =>
    (await api.get(`/asientos/${idasiento}`)).body as Row;
  const receiptOf = async (side: PaymentSide, idfactura: number) =>
    (await receiptsOf(api, side, idfactura))[0] as Row;
  const paymentsAt = async (side: PaymentSide, idfactura: number) =>
    paymentsOf(api, side, (await receiptOf(side, idfactura)).idrecibo);
  const subaccountOf = async (side: PaymentSide, code: string) => {
    const resource = side === SALES ? 'clientes' : 'proveedores';
    return (await api.get(`/${resource}/${code}`)).body.codsubcuenta as string;
  };
  /** An invoice of 121 and the ledger account of its customer or supplier. */
  const invoiced = async (side: PaymentSide, values: Values = {}) => {
    const code = await createParty(api, side, { nombre: 'ZA', razonsocial: 'ZA Uno SL' });
    const invoice = await createInvoice(api, side, 121, { [side.subject]: code, ...values });
    return { invoice, idfactura: invoice.idfactura as number, sub: await subaccountOf(side, code) };
  };
  return { entryOf, receiptOf, paymentsAt, subaccountOf, invoiced };
}
