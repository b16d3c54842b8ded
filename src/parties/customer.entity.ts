import {
  Bool,
  Code,
  Day,
  Integer,
  LongText,
  Model,
  Money,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Cliente',
  resource: 'clientes',
  table: 'clientes',
  description:
    'A customer: a person or company to whom the business sells. Sales documents copy its fiscal data and conditions.',
  example: { nombre: 'Talleres Ruiz', cifnif: '12345678Z', email: 'ana@example.com' },
})
export class Customer {
  @Text(30, 'Tax identification number of the customer; may be an empty text', { required: true })
  cifnif!: string;

  @Code(10, 'Sales agent assigned to new documents', { references: to('agentes', 'SET NULL') })
  codagente!: string | null;

  @Code(10, 'Code that identifies the customer', { key: true })
  codcliente!: string;

  @Code(6, 'Customer group, which may bring a price list and ledger account', {
    references: to('gruposclientes', 'SET NULL'),
  })
  codgrupo!: string | null;

  @Code(10, 'Payment method proposed for new documents', {
    references: to('formaspago', 'SET NULL'),
  })
  codpago!: string | null;

  @Text(10, 'Supplier record when the same party is also a supplier')
  codproveedor!: string | null;

  @Code(10, 'Income tax withholding that the customer applies to our invoices', {
    initial: setting('codretencion'),
    references: to('retenciones', 'SET NULL'),
  })
  codretencion!: string | null;

  @Code(4, 'Numbering series proposed for new documents', { references: to('series', 'SET NULL') })
  codserie!: string | null;

  @Text(15, 'Ledger account of the customer, assigned at the first posting')
  codsubcuenta!: string | null;

  @Code(6, 'Price list that sets the selling prices', { references: to('tarifas', 'SET NULL') })
  codtarifa!: string | null;

  @Bool('True when no longer in use; follows from the leaving date', { default: false })
  debaja!: boolean | null;

  @Text(10, 'Days of the month on which the customer pays, comma separated (1 to 31)')
  diaspago!: string | null;

  @Text(20, 'Reason for VAT exemption, e.g. ES_20; must suit the operation')
  excepcioniva!: string | null;

  @Text(100, 'Contact e-mail address, stored in lower case', { freeText: false })
  email!: string | null;

  @Text(30, 'Fax number of the company or person')
  fax!: string | null;

  @Day('Date on which the customer was registered', { initial: today })
  fechaalta!: string | null;

  @Day('Date of leaving; setting it marks the record inactive')
  fechabaja!: string | null;

  @Integer('Contact that holds the default shipping address')
  idcontactoenv!: number | null;

  @Integer('Contact that holds the billing address')
  idcontactofact!: number | null;

  @Text(10, 'Preferred language and country, such as es_ES')
  langcode!: string | null;

  @Text(100, 'Commercial name by which the customer is known', { required: true })
  nombre!: string;

  @LongText('Free notes about the customer')
  observaciones!: string | null;

  @Text(30, 'Usual special fiscal operation, e.g. intracomunitaria; empty for ordinary ones')
  operacion!: string | null;

  @Bool('True for a natural person, false for a legal entity', { default: true })
  personafisica!: boolean | null;

  @Text(100, 'Legal name, printed on documents; by default the commercial name')
  razonsocial!: string | null;

  @Text(50, 'VAT scheme, e.g. General, Recargo, Exento or Simplificado', { initial: 'General' })
  regimeniva!: string | null;

  @Money('Unpaid invoices plus open orders and delivery notes, kept up to date')
  riesgoalcanzado!: number | null;

  @Money('Highest risk allowed; above it sales documents are refused. Empty or 0: no limit')
  riesgomax!: number | null;

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
