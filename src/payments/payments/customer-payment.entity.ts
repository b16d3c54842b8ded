import { Model, Money, Text } from '../../models/index.js';
import { Payment } from './payment.entity.js';

@Model({
  name: 'PagoCliente',
  resource: 'pagoclientes',
  table: 'pagoscli',
  description:
    'A payment recorded against a customer receipt, or the reversal of one. It is posted by its own journal entry.',
})
export class CustomerPayment extends Payment {
  @Text(30, 'Identifier of the operation at an external payment provider')
  customid!: string | null;

  @Text(30, 'State of the operation at an external payment provider')
  customstatus!: string | null;

  @Money('Collection costs kept by the bank', { default: 0 })
  gastos!: number | null;
}
