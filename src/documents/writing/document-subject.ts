import type { Currency } from '../../company/index.js';
import type { Context } from '../../models/index.js';
import { Contact, type AnyParty, type Customer, type Supplier } from '../../parties/index.js';
import { Withholding } from '../../taxes/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { currencyOf, ownRate, warehouseOf } from '../../company/index.js';

const ADDRESS = ['apartado', 'ciudad', 'codpais', 'codpostal', 'direccion', 'provincia'] as const;

/** Makes a new document one of the customer or supplier: name, tax number, terms and addresses. */
export async function setSubject(document: OpenDocument, subject: AnyParty): Promise<void> {
  if (document.kind.side === 'sales') await setCustomer(document, subject as Customer);
  else await setSupplier(document, subject as Supplier);
}

async function setCustomer(document: OpenDocument, customer: Customer): Promise<void> {
  const { record, context } = document;
  record.codcliente = customer.codcliente;
  record.nombrecliente = customer.razonsocial;
  record.codagente ??= customer.codagente;
  await takeTerms(document, customer);
  const { idcontactofact, idcontactoenv } = customer;
  const contacts = await contactsOf([idcontactofact, idcontactoenv], context);
  const billing = contacts.get(idcontactofact ?? 0);
  takeAddress(document, billing ?? null);
  record.idcontactofact = billing?.idcontacto ?? null;
  record.idcontactoenv = contacts.get(idcontactoenv ?? 0)?.idcontacto ?? null;
}

async function setSupplier(document: OpenDocument, supplier: Supplier): Promise<void> {
  const { record, context } = document;
  record.codproveedor = supplier.codproveedor;
  record.nombre = supplier.razonsocial;
  await takeTerms(document, supplier);
  const contacts = await contactsOf([supplier.idcontacto], context);
  takeAddress(document, contacts.get(supplier.idcontacto ?? 0) ?? null);
}

/** The address of a contact as that of the document; without one only the country is known. */
export function takeAddress({ record, context }: OpenDocument, contact: Contact | null): void {
  for (const name of ADDRESS) record[name] = contact?.[name] ?? null;
  if (!contact) record.codpais = context.settings.text('codpais') || null;
}

/** The company follows the warehouse. False when there is no such warehouse. */
export async function setWarehouse({ record, context }: OpenDocument, code: string) {
  const warehouse = await warehouseOf(code, context);
  if (!warehouse) return false;
  record.codalmacen = warehouse.codalmacen;
  record.idempresa = warehouse.idempresa;
  return true;
}

/** The currency with its rate on this side; the store refuses one that does not exist. */
export async function setCurrency(document: OpenDocument, code: string): Promise<void> {
  const { kind, record, context } = document;
  const currency = await currencyOf(code, context);
  record.coddivisa = code;
  record.tasaconv = rateOf(kind, currency);
}

/** Units of the currency per euro, on this side of the business. */
export function rateOf({ side }: DocumentKind, currency: Currency | null): number {
  return currency ? ownRate(currency, side === 'purchase') : 1;
}

/** What an existing document has of its customer or supplier. */
const SNAPSHOT = [
  ...['nombrecliente', 'nombre', 'cifnif', 'codpago', 'idcontactofact', 'idcontactoenv'],
  ...ADDRESS,
] as const;

/**
 * Makes an existing document one of another customer or supplier: name, tax number, addresses and
 * payment method, but for what is sent with it. Series, agent and taxes stay.
 */
export async function changeSubject(
  document: OpenDocument,
  before: Readonly<AnyDocument>,
): Promise<void> {
  const { kind, record, context } = document;
  const subject = await document.subject();
  // The store refuses one that there is not.
  if (!subject) return;
  const other = Object.assign(new kind.document(), before);
  await setSubject(new OpenDocument(kind, other, context), subject);
  for (const name of SNAPSHOT) {
    if (name in other && record[name] === before[name])
      Object.assign(record, { [name]: other[name] });
  }
}

async function takeTerms({ record, context }: OpenDocument, subject: AnyParty): Promise<void> {
  record.cifnif = subject.cifnif ?? '';
  record.codpago = subject.codpago ?? record.codpago;
  record.codserie = subject.codserie ?? record.codserie;
  record.operacion = subject.operacion ?? record.operacion;
  const withholding = await context.records.find(Withholding, subject.codretencion);
  record.irpf = withholding?.porcentaje ?? 0;
}

async function contactsOf(
  keys: readonly (number | null)[],
  context: Context,
): Promise<ReadonlyMap<number, Contact>> {
  const wanted = keys.filter((key) => key !== null);
  if (wanted.length === 0) return new Map();
  const contacts = await context.records.list(Contact, { idcontacto: wanted });
  return new Map(contacts.map((contact) => [contact.idcontacto, contact]));
}
