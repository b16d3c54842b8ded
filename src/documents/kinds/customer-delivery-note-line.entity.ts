import { Integer, Model, to } from '../../models/index.js';
import { SalesLine } from './sales-line.entity.js';

@Model({
  name: 'LineaAlbaranCliente',
  resource: 'lineaalbaranclientes',
  table: 'lineasalbaranescli',
  description:
    'One line of a sales delivery note: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class CustomerDeliveryNoteLine extends SalesLine {
  @Integer('Delivery note that contains the line', {
    required: true,
    references: to('albaranescli', 'CASCADE'),
  })
  idalbaran!: number;
}
