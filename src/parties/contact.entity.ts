import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  LongText,
  Model,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Contacto',
  resource: 'contactos',
  table: 'contactos',
  description:
    'A contact: a person or address, standing alone or belonging to a customer, supplier or agent.',
  example: { nombre: 'Ana', apellidos: 'Ruiz', email: 'ana@example.com', codcliente: '1' },
})
export class Contact {
  @Bool('True if the contact accepted the privacy policy', { default: false })
  aceptaprivacidad!: boolean | null;

  @Bool('True if the contact agreed to receive advertising', { default: false })
  admitemarketing!: boolean | null;

  @Text(10, 'Post office box number')
  apartado!: string | null;

  @Text(150, 'Family names of the contact')
  apellidos!: string | null;

  @Text(100, 'Job title of the contact')
  cargo!: string | null;

  @Text(30, 'Tax identification number of the contact')
  cifnif!: string | null;

  @Text(100, 'City of the address')
  ciudad!: string | null;

  @Code(10, 'Sales agent who looks after the contact', { references: to('agentes', 'SET NULL') })
  codagente!: string | null;

  @Code(10, 'Customer to whom the contact or address belongs', {
    references: to('clientes', 'SET NULL'),
  })
  codcliente!: string | null;

  @Text(20, 'Country of the address', { initial: setting('codpais') })
  codpais!: string | null;

  @Text(10, 'Postal code of the address')
  codpostal!: string | null;

  @Code(10, 'Supplier to whom the contact or address belongs', {
    references: to('proveedores', 'SET NULL'),
  })
  codproveedor!: string | null;

  @Text(100, 'Label of the contact in lists, full name by default')
  descripcion!: string | null;

  @Text(200, 'Street, number and floor of the address')
  direccion!: string | null;

  @Text(100, 'Contact e-mail address, stored in lower case', { freeText: false })
  email!: string | null;

  @Text(100, 'Company in which the contact works')
  empresa!: string | null;

  @Day('Date on which the contact was registered', { initial: today })
  fechaalta!: string | null;

  @GeneratedKey('Internal number of the contact')
  idcontacto!: number;

  @Text(10, 'Preferred language and country, such as es_ES')
  langcode!: string | null;

  @Text(100, 'Given name, or whole name of a company')
  nombre!: string | null;

  @LongText('Free notes about the contact')
  observaciones!: string | null;

  @Bool('True for a natural person, false for a legal entity', { default: true })
  personafisica!: boolean | null;

  @Text(100, 'Name of the province or state')
  provincia!: string | null;

  @Text(30, 'Main telephone number, free format')
  telefono1!: string | null;

  @Text(30, 'Second telephone number, free format')
  telefono2!: string | null;

  @Text(25, 'Kind of tax identification number, e.g. NIF, CIF or VAT', {
    initial: setting('tipoidfiscal'),
  })
  tipoidfiscal!: string | null;

  @Bool('True when the data of the contact have been verified', { default: false })
  verificado!: boolean | null;

  @Text(100, 'Web address, with scheme or starting with www', { freeText: false })
  web!: string | null;
}
