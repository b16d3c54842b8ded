import type { Currency } from '../../company/index.js';
import type { Context } from '../../models/index.js';
import { Contact, type Customer, type Supplier } from '../../parties/index.js';
import { Withholding } from '../../taxes/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
import { currencyOf, warehouseOf } from '../../company/index.js';

const ADDRESS = ['apartado', 'ciudad', 'codpais', 'codpostal', 'direccion', 'provincia'] as const;

/** Makes a new document one for the customer: name, tax number, terms and addresses. */
export async function setCustomer(document: AnyDocument, customer: Customer, context: Context) {
  document.codcliente = customer.codcliente;
  document.nombrecliente = customer.razonsocial;
  document.codagente ??= customer.codagente;
  await takeTerms(document, customer, context);
  const { idcontactofact, idcontactoenv } = customer;
  const contacts = await contactsOf([idcontactofact, idcontactoenv], context);
  const billing = contacts.get(idcontactofact ?? 0);
  takeAddress(document, billing ?? null, context);
  document.idcontactofact = billing?.idcontacto ?? null;
  document.idcontactoenv = contacts.get(idcontactoenv ?? 0)?.idcontacto ?? null;
}

/** Makes a new document one of the supplier: name, tax number, terms and address. */
export async function setSupplier(document: AnyDocument, supplier: Supplier, context: Context) {
  document.codproveedor = supplier.codproveedor;
  document.nombre = supplier.razonsocial;
  await takeTerms(document, supplier, context);
  const contacts = await contactsOf([supplier.idcontacto], context);
  takeAddress(document, contacts.get(supplier.idcontacto ?? 0) ?? null, context);
}

/** The address of a contact as that of the document; without one only the country is known. */
export function takeAddress(
  document: AnyDocument,
  contact: Contact | null,
  context: Context,
): void {
  for (const name of ADDRESS) document[name] = contact?.[name] ?? null;
  if (!contact) document.codpais = context.settings.text('codpais') || null;
}

/** The company follows the warehouse. False when there is no such warehouse. */
export async function setWarehouse(document: AnyDocument, code: string, context: Context) {
  const warehouse = await warehouseOf(code, context);
  if (!warehouse) return false;
  document.codalmacen = warehouse.codalmacen;
  document.idempresa = warehouse.idempresa;
  return true;
}

/** The currency with its rate on this side; the store refuses one that does not exist. */
export async function setCurrency(
  kind: DocumentKind,
  document: AnyDocument,
  code: string,
  context: Context,
): Promise<void> {
  const currency = await currencyOf(code, context);
  document.coddivisa = code;
  document.tasaconv = rateOf(kind, currency);
}

/** Units of the currency per euro, on this side of the business. */
export function rateOf({ side }: DocumentKind, currency: Currency | null): number {
  if (!currency) return 1;
  return side === 'purchase' ? (currency.tasaconvcompra ?? currency.tasaconv) : currency.tasaconv;
}

async function takeTerms(document: AnyDocument, subject: Customer | Supplier, context: Context) {
  document.cifnif = subject.cifnif ?? '';
  document.codpago = subject.codpago ?? document.codpago;
  document.codserie = subject.codserie ?? document.codserie;
  document.operacion = subject.operacion ?? document.operacion;
  const withholding = await context.records.find(Withholding, subject.codretencion);
  document.irpf = withholding?.porcentaje ?? 0;
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
