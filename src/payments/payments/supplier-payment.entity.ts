import { Integer, Model, to } from '../../models/index.js';
import { Payment } from './payment.entity.js';

@Model({
  name: 'PagoProveedor',
  resource: 'pagoproveedores',
  table: 'pagosprov',
  description:
    'A payment recorded against a supplier receipt, or the reversal of one. It is posted by its own journal entry.',
})
export class SupplierPayment extends Payment {
  @Integer('Receipt that the payment settles or reverses', {
    required: true,
    references: to('recibospagosprov', 'CASCADE'),
  })
  override idrecibo!: number;
}
