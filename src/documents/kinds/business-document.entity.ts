import {
  Bool,
  Code,
  Day,
  Integer,
  LongText,
  Money,
  Real,
  setting,
  Text,
  Time,
  timeOfDay,
  to,
  today,
} from '../../models/index.js';

/** What quotes, orders, delivery notes and invoices of both sides have in common. */
export abstract class BusinessDocument {
  @Text(10, 'Post office box of the other party, as it was on the document')
  apartado!: string | null;

  @Text(30, 'Tax identification number of the other party, copied at creation', { required: true })
  cifnif!: string | null;

  @Text(100, 'City of the billing address, copied at creation')
  ciudad!: string | null;

  @Code(4, 'Warehouse whose stock the lines move; also decides the company', {
    initial: setting('codalmacen'),
    references: to('almacenes', 'RESTRICT'),
  })
  codalmacen!: string | null;

  @Code(3, 'Currency of all amounts, three letter code', {
    required: true,
    initial: setting('coddivisa'),
    references: to('divisas', 'RESTRICT'),
  })
  coddivisa!: string;

  @Code(4, 'Fiscal year that contains the date of the document', {
    required: true,
    references: to('ejercicios', 'RESTRICT'),
  })
  codejercicio!: string;

  @Text(20, 'Printed code of the document, built from its numbering pattern; unique per company', {
    required: true,
  })
  codigo!: string;

  @Code(10, 'Payment method agreed with the other party', {
    required: true,
    initial: setting('codpago'),
    references: to('formaspago', 'RESTRICT'),
  })
  codpago!: string;

  @Text(20, 'Country of the address; decides tax zones on sales')
  codpais!: string | null;

  @Text(10, 'Postal code of the address, copied at creation')
  codpostal!: string | null;

  @Code(4, 'Numbering series to which the document belongs', {
    required: true,
    initial: setting('codserie'),
    references: to('series', 'RESTRICT'),
  })
  codserie!: string;

  @Text(200, 'Street address of the other party, copied at creation', { initial: '' })
  direccion!: string | null;

  @Real('First discount on the whole document, in percent', { initial: 0 })
  dtopor1!: number | null;

  @Real('Second discount on the whole document, in percent, applied after the first', {
    initial: 0,
  })
  dtopor2!: number | null;

  @Bool('True while the status allows changes; copied from the status at every save', {
    initial: true,
  })
  editable!: boolean | null;

  @Day('Date of the document; decides its fiscal year', { required: true, initial: today })
  fecha!: string;

  @Day('Date on which the document was last sent by e-mail')
  femail!: string | null;

  @Time('Time of day of the document, HH:MM:SS', { initial: timeOfDay })
  hora!: string | null;

  @Integer('Own company of the document', {
    initial: setting('idempresa'),
    references: to('empresas', 'CASCADE'),
  })
  idempresa!: number | null;

  @Integer('Current status; a change may move stock or generate the next document', {
    references: to('estados_documentos', 'RESTRICT'),
  })
  idestado!: number | null;

  @Integer('Status that the document had before the current one', {
    references: to('estados_documentos', 'SET NULL'),
  })
  idestado_ant!: number | null;

  @Real('Withholding percentage: default for new lines, then the highest of the lines', {
    initial: 0,
  })
  irpf!: number | null;

  @Money('Net amount after all discounts, before taxes and without disbursements', { initial: 0 })
  neto!: number | null;

  @Money('Net amount before the document discounts, line discounts already taken', { default: 0 })
  netosindto!: number | null;

  @Code(50, 'User who made the document; through the API only if sent', {
    references: to('users', 'SET NULL'),
  })
  nick!: string | null;

  @Integer('Number of files attached to the document', { default: 0 })
  numdocs!: number | null;

  @Text(12, 'Sequential number within the series, an integer of at least 1', {
    required: true,
    initial: 1,
  })
  numero!: string;

  @LongText('Free notes about the document')
  observaciones!: string | null;

  @Text(
    30,
    'Special fiscal operation, e.g. intracomunitaria, exportacion or inv-sujeto-pasivo; empty for ordinary ones',
  )
  operacion!: string | null;

  @Text(100, 'Province of the address; takes part in tax zones on sales')
  provincia!: string | null;

  @Real('Exchange rate: units of the document currency per euro')
  tasaconv!: number | null;

  @Money('Amount to pay: net, disbursements, VAT and surcharge, less withholding', { initial: 0 })
  total!: number | null;

  @Money('Total converted to euros with the exchange rate, five decimals', { initial: 0 })
  totaleuros!: number | null;

  @Money('Withheld income tax total, subtracted from the amount to pay', { initial: 0 })
  totalirpf!: number | null;

  @Money('VAT total, in the document currency', { initial: 0 })
  totaliva!: number | null;

  @Money('Equivalence surcharge total, in the document currency', { initial: 0 })
  totalrecargo!: number | null;

  @Money('Disbursements made on behalf of the other party, outside the taxable base', {
    default: 0,
  })
  totalsuplidos!: number | null;
}
