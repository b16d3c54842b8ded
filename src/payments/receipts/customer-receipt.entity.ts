import { Code, Model, Money, to } from '../../models/index.js';
import { Receipt } from './receipt.entity.js';

@Model({
  name: 'ReciboCliente',
  resource: 'reciboclientes',
  table: 'recibospagoscli',
  description: 'A receipt: one instalment of a customer invoice, with its amount and due date.',
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
