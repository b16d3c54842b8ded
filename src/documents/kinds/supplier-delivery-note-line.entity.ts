import { Integer, Model, to } from '../../models/index.js';
import { PurchaseLine } from './purchase-line.entity.js';

@Model({
  name: 'LineaAlbaranProveedor',
  resource: 'lineaalbaranproveedores',
  table: 'lineasalbaranesprov',
  description:
    'One line of a purchase delivery note: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class SupplierDeliveryNoteLine extends PurchaseLine {
  @Integer('Delivery note that contains the line', {
    required: true,
    references: to('albaranesprov', 'CASCADE'),
  })
  idalbaran!: number;
}
