import { Integer, Model, to } from '../../models/index.js';
import { SalesLine } from './sales-line.entity.js';

@Model({
  name: 'LineaPedidoCliente',
  resource: 'lineapedidoclientes',
  table: 'lineaspedidoscli',
  description:
    'One line of a sales order: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class CustomerOrderLine extends SalesLine {
  @Integer('Order that contains the line', {
    required: true,
    references: to('pedidoscli', 'CASCADE'),
  })
  idpedido!: number;
}
