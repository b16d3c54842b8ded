import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Integer,
  LongText,
  Money,
  setting,
  Text,
  to,
  today,
  Model,
} from '../../models/index.js';

/** An amount of an invoice that falls due on one day. */
export abstract class Receipt {
  @Code(3, 'Currency of the amounts of the receipt', {
    initial: setting('coddivisa'),
    references: to('divisas', 'RESTRICT'),
  })
  coddivisa!: string | null;

  @Text(20, 'Printed code of the invoice')
  codigofactura!: string | null;

  @Text(10, 'Payment method of the receipt', { initial: setting('codpago') })
  codpago!: string | null;

  @Day('Date of issue, normally that of the invoice', { required: true, initial: today })
  fecha!: string;

  @Day('Date of payment; empty while unpaid')
  fechapago!: string | null;

  @Integer('Own company to which the receipt belongs', {
    required: true,
    initial: setting('idempresa'),
  })
  idempresa!: number;

  @Integer('Invoice of which the receipt is an instalment', {
    references: to('facturascli', 'CASCADE'),
  })
  idfactura!: number | null;

  @GeneratedKey('Internal number of the receipt')
  idrecibo!: number;

  @Money('Amount to collect or pay, negative in refunds', { default: 0 })
  importe!: number | null;

  @Money('Amount already settled; not used, stays 0', { default: 0 })
  liquidado!: number | null;

  @Text(50, 'User who made the receipt; empty for the API')
  nick!: string | null;

  @Integer('Sequential number within the invoice, from 1', { initial: 1 })
  numero!: number | null;

  @LongText('Free notes about the receipt')
  observaciones!: string | null;

  @Bool('True when the receipt is paid', { default: false })
  pagado!: boolean | null;

  @Bool('True when unpaid and past the due date', { default: false })
  vencido!: boolean | null;

  @Day('Due date, never before the date of issue')
  vencimiento!: string | null;
}

@Model({
  name: 'ReciboCliente',
  resource: 'reciboclientes',
  table: 'recibospagoscli',
  description: 'A receipt: one instalment of a customer invoice, with its amount and due date.',
  example: { codcliente: '1', importe: 100 },
})
export class CustomerReceipt extends Receipt {
  @Code(10, 'Customer who owes the money', {
    required: true,
    references: to('clientes', 'RESTRICT'),
  })
  codcliente!: string;

  @Money('Collection costs charged by the bank', { default: 0 })
  gastos!: number | null;
}

@Model({
  name: 'ReciboProveedor',
  resource: 'reciboproveedores',
  table: 'recibospagosprov',
  description: 'A receipt: one instalment of a supplier invoice, with its amount and due date.',
  example: { codproveedor: '1', importe: 100 },
})
export class SupplierReceipt extends Receipt {
  @Code(10, 'Supplier who is owed the money', {
    required: true,
    references: to('proveedores', 'RESTRICT'),
  })
  codproveedor!: string;

  @Integer('Invoice of which the receipt is an instalment', {
    references: to('facturasprov', 'CASCADE'),
  })
  override idfactura!: number | null;
}
