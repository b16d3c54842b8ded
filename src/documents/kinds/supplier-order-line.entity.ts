import { Integer, Model, to } from '../../models/index.js';
import { PurchaseLine } from './purchase-line.entity.js';

@Model({
  name: 'LineaPedidoProveedor',
  resource: 'lineapedidoproveedores',
  table: 'lineaspedidosprov',
  description:
    'One line of a purchase order: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class SupplierOrderLine extends PurchaseLine {
  @Integer('Order that contains the line', {
    required: true,
    references: to('pedidosprov', 'CASCADE'),
  })
  idpedido!: number;
}
