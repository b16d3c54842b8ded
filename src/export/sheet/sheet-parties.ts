import { Carrier, type Company } from '../../company/index.js';
import type { AnyDocument, OpenDocument } from '../../documents/index.js';
import { Country } from '../../geography/index.js';
import type { Context } from '../../models/index.js';
import { Contact, type Customer, type Supplier } from '../../parties/index.js';
import type { SheetAddress, SheetCompany, SheetParty, SheetShipping } from '../document-sheet.js';
import { readable } from './sheet-text.js';

/** The columns that addresses have in every table. */
interface StoredAddress {
  readonly direccion: string | null;
  readonly apartado: string | null;
  readonly codpostal: string | null;
  readonly ciudad: string | null;
  readonly provincia: string | null;
  readonly codpais: string | null;
}

export interface Parties {
  readonly company: SheetCompany;
  readonly subject: SheetParty;
  readonly shipping: SheetShipping | null;
}

/** Who the document is from, whom it is for and where the goods go. */
export async function partiesOf(
  { kind, record: document, subjectCode, context }: OpenDocument,
  company: Readonly<Company> | null,
  subject: Readonly<Customer | Supplier> | null,
): Promise<Parties> {
  const receiver = await receiverOf(document, context);
  const home = company?.codpais ?? null;
  const abroad = [document.codpais, receiver?.codpais].some((code) => code && code !== home);
  const places = [home, document.codpais, receiver?.codpais];
  const countries = await countryNames(abroad ? places : [], context);
  // Whoever gets a document from abroad wants to know where it is from.
  const isPlain = (stored: StoredAddress) => stored !== company && stored.codpais === home;
  const addressOf = (stored: StoredAddress) => ({
    ...localAddress(stored),
    country: isPlain(stored) ? '' : countries(stored),
  });
  const address = addressOf(document);
  const name = kind.side === 'sales' ? document.nombrecliente : document.nombre;
  return {
    company: companySheet(company, company ? addressOf(company) : NOWHERE),
    subject: {
      name: readable(name) || (subjectCode ?? ''),
      taxIdKind: taxIdKindOf(subject?.tipoidfiscal),
      taxId: readable(document.cifnif),
      address,
    },
    shipping: await shippingOf(
      document,
      receiver,
      receiver ? addressOf(receiver) : address,
      address,
      context,
    ),
  };
}

const NOWHERE: SheetAddress = {
  street: '',
  postBox: '',
  postcode: '',
  city: '',
  province: '',
  country: '',
};

function companySheet(company: Readonly<Company> | null, address: SheetAddress): SheetCompany {
  return {
    name: readable(company?.nombre),
    taxIdKind: taxIdKindOf(company?.tipoidfiscal),
    taxId: readable(company?.cifnif),
    address,
    phones: [company?.telefono1, company?.telefono2].map(readable).filter(Boolean),
    email: readable(company?.email),
    web: readable(company?.web),
  };
}

/** What a CIF is called since RD 1065/2007, art. 22: NIF. The column keeps what it has. */
function taxIdKindOf(stored: string | null | undefined): string {
  const kind = readable(stored);
  return kind.toUpperCase() === 'CIF' ? 'NIF' : kind;
}

/** The contact that the goods are sent to, where it is not the one that is billed. */
function receiverOf(document: Readonly<AnyDocument>, context: Context): Promise<Contact | null> {
  const { idcontactoenv = null, idcontactofact = null } = document;
  return context.records.find(Contact, idcontactoenv === idcontactofact ? null : idcontactoenv);
}

async function shippingOf(
  { codtrans, codigoenv }: Readonly<AnyDocument>,
  receiver: Readonly<Contact> | null,
  address: SheetAddress,
  billed: SheetAddress,
  context: Context,
): Promise<SheetShipping | null> {
  const differs = receiver !== null && JSON.stringify(address) !== JSON.stringify(billed);
  if (!differs && !codtrans) return null;
  const carriers = codtrans ? await context.records.all(Carrier) : [];
  const carrier = carriers.find((each) => each.codtrans.toLowerCase() === codtrans?.toLowerCase());
  return {
    name: receiver ? nameOf(receiver) : '',
    address,
    carrier: readable(carrier?.nombre),
    trackingCode: readable(codigoenv),
  };
}

function nameOf({ empresa, nombre, apellidos }: Readonly<Contact>): string {
  const person = [nombre, apellidos].map(readable).filter(Boolean).join(' ');
  return readable(empresa) || person;
}

function localAddress(stored: StoredAddress): Omit<SheetAddress, 'country'> {
  return {
    street: readable(stored.direccion),
    postBox: readable(stored.apartado),
    postcode: readable(stored.codpostal),
    city: readable(stored.ciudad),
    province: readable(stored.provincia),
  };
}

/** Names of countries, asked for only where not all addresses are at home. */
async function countryNames(
  codes: readonly (string | null | undefined)[],
  context: Context,
): Promise<(place: StoredAddress) => string> {
  const wanted = [...new Set(codes.filter((code): code is string => Boolean(code)))];
  const found = wanted.length > 0 ? await context.records.list(Country, { codpais: wanted }) : [];
  const names = new Map(
    found.map(({ codpais, nombre }) => [codpais.toLowerCase(), readable(nombre)]),
  );
  return ({ codpais }) =>
    wanted.length > 0 && codpais ? (names.get(codpais.toLowerCase()) ?? codpais) : '';
}
