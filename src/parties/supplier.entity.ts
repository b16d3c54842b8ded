import {
  Bool,
  Code,
  Day,
  Integer,
  LongText,
  Model,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Proveedor',
  resource: 'proveedores',
  table: 'proveedores',
  description:
    'A supplier or creditor from whom the business buys. Purchase documents copy its fiscal data and conditions.',
  example: { nombre: 'Cables Norte SL', cifnif: 'B12345674' },
})
export class Supplier {
  @Bool('True for a creditor of services, posted under creditors', { default: false })
  acreedor!: boolean | null;

  @Text(30, 'Tax identification number of the supplier; may be an empty text', { required: true })
  cifnif!: string;

  @Text(10, 'Customer record when the same party is also a customer')
  codcliente!: string | null;

  @Code(10, 'Payment method proposed for new documents', {
    references: to('formaspago', 'SET NULL'),
  })
  codpago!: string | null;

  @Code(10, 'Code that identifies the supplier', { key: true })
  codproveedor!: string;

  @Code(10, 'Income tax withholding that we apply to their invoices', {
    initial: setting('codretencion'),
    references: to('retenciones', 'SET NULL'),
  })
  codretencion!: string | null;

  @Code(4, 'Numbering series proposed for new documents', { references: to('series', 'SET NULL') })
  codserie!: string | null;

  @Text(15, 'Ledger account of the supplier, assigned at the first posting')
  codsubcuenta!: string | null;

  @Bool('True when no longer in use; follows from the leaving date', { default: false })
  debaja!: boolean | null;

  @Text(20, 'Reason for VAT exemption, e.g. ES_20; must suit the operation')
  excepcioniva!: string | null;

  @Text(100, 'Contact e-mail address, stored in lower case', { freeText: false })
  email!: string | null;

  @Text(30, 'Fax number of the company or person')
  fax!: string | null;

  @Day('Date on which the supplier was registered', { initial: today })
  fechaalta!: string | null;

  @Day('Date of leaving; setting it marks the record inactive')
  fechabaja!: string | null;

  @Integer('Contact that holds the default address')
  idcontacto!: number | null;

  @Text(10, 'Preferred language and country, such as es_ES')
  langcode!: string | null;

  @Text(100, 'Commercial name by which the supplier is known', { required: true })
  nombre!: string;

  @LongText('Free notes about the supplier')
  observaciones!: string | null;

  @Text(30, 'Usual special fiscal operation, e.g. intracomunitaria; empty for ordinary ones')
  operacion!: string | null;

  @Bool('True for a natural person, false for a legal entity', { default: true })
  personafisica!: boolean | null;

  @Text(100, 'Legal name, copied to documents; by default the commercial name')
  razonsocial!: string | null;

  @Text(50, 'VAT scheme, e.g. General, Recargo, Exento or Simplificado', { initial: 'General' })
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
