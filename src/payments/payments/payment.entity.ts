import {
  Day,
  GeneratedKey,
  Integer,
  Money,
  Text,
  Time,
  timeOfDay,
  to,
  today,
  Model,
} from '../../models/index.js';

/** Money that settled a receipt, or came back when negative. */
export abstract class Payment {
  @Text(10, 'Payment method with which the money was collected')
  codpago!: string | null;

  @Day('Date of the payment, which is also its accounting date', { required: true, initial: today })
  fecha!: string;

  @Time('Time of day at which the payment was recorded', { initial: timeOfDay })
  hora!: string | null;

  @Integer('Journal entry that posts the payment; empty if not accounted', {
    references: to('asientos', 'SET NULL'),
  })
  idasiento!: number | null;

  @GeneratedKey('Internal number of the payment')
  idpago!: number;

  @Integer('Receipt that the payment collects or reverses', {
    required: true,
    references: to('recibospagoscli', 'CASCADE'),
  })
  idrecibo!: number;

  @Money('Amount in the currency of the receipt, negative for reversals', { default: 0 })
  importe!: number | null;

  @Text(50, 'User who recorded the payment; empty for the API')
  nick!: string | null;
}

@Model({
  name: 'PagoCliente',
  resource: 'pagoclientes',
  table: 'pagoscli',
  description:
    'A payment recorded against a customer receipt, or the reversal of one. It is posted by its own journal entry.',
  example: { idrecibo: 1, importe: 10 },
  exampleChange: { codpago: 'CONT' },
})
export class CustomerPayment extends Payment {
  @Text(30, 'Identifier of the operation at an external payment provider')
  customid!: string | null;

  @Text(30, 'State of the operation at an external payment provider')
  customstatus!: string | null;

  @Money('Collection costs kept by the bank', { default: 0 })
  gastos!: number | null;
}

@Model({
  name: 'PagoProveedor',
  resource: 'pagoproveedores',
  table: 'pagosprov',
  description:
    'A payment recorded against a supplier receipt, or the reversal of one. It is posted by its own journal entry.',
  example: { idrecibo: 1, importe: 10 },
  exampleChange: { codpago: 'CONT' },
})
export class SupplierPayment extends Payment {
  @Integer('Receipt that the payment settles or reverses', {
    required: true,
    references: to('recibospagosprov', 'CASCADE'),
  })
  override idrecibo!: number;
}
