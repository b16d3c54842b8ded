import { Code, Integer, Model, to } from '../../models/index.js';
import { Receipt } from './receipt.entity.js';

@Model({
  name: 'ReciboProveedor',
  resource: 'reciboproveedores',
  table: 'recibospagosprov',
  description: 'A receipt: one instalment of a supplier invoice, with its amount and due date.',
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
