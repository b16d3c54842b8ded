import {
  Bool,
  Day,
  GeneratedKey,
  Integer,
  LongText,
  Model,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Empresa',
  resource: 'empresas',
  table: 'empresas',
  description:
    'A company of the business itself, in whose name documents are issued and books are kept.',
  example: { nombre: 'Second Company SL', nombrecorto: 'Second', cifnif: 'B12345674' },
})
export class Company {
  @Text(100, 'Name of the legal administrator')
  administrador!: string | null;

  @Text(10, 'Post office box number')
  apartado!: string | null;

  @Text(30, 'Tax identification number of the company')
  cifnif!: string | null;

  @Text(100, 'City of the address')
  ciudad!: string | null;

  @Text(20, 'Country of the address', { initial: setting('codpais') })
  codpais!: string | null;

  @Text(10, 'Postal code of the address')
  codpostal!: string | null;

  @Text(200, 'Street, number and floor of the address')
  direccion!: string | null;

  @Text(100, 'Contact e-mail address, stored in lower case', { freeText: false })
  email!: string | null;

  @Text(30, 'Fax number of the company or person')
  fax!: string | null;

  @Day('Date on which the company was registered', { initial: today })
  fechaalta!: string | null;

  @GeneratedKey('Internal number of the company')
  idempresa!: number;

  @Integer('Stored file with the logo of the company', {
    references: to('attached_files', 'SET NULL'),
  })
  idlogo!: number | null;

  @Text(100, 'Legal name of the company', { required: true })
  nombre!: string;

  @Text(32, 'Short name, for lists and generated names', { freeText: true })
  nombrecorto!: string | null;

  @LongText('Free notes about the company')
  observaciones!: string | null;

  @Bool('True for a natural person, false for a legal entity', { default: false })
  personafisica!: boolean | null;

  @Text(100, 'Name of the province or state')
  provincia!: string | null;

  @Text(50, 'VAT scheme of the company, e.g. General, Recargo or Bienes usados', {
    initial: 'General',
  })
  regimeniva!: string | null;

  @Text(30, 'Main telephone number, free format')
  telefono1!: string | null;

  @Text(30, 'Second telephone number, free format')
  telefono2!: string | null;

  @Text(25, 'Kind of tax identification number, e.g. NIF, CIF or VAT', {
    initial: setting('tipoidfiscal'),
  })
  tipoidfiscal!: string | null;

  @Text(100, 'Web address, with scheme or starting with www', { freeText: false })
  web!: string | null;
}
