import { Integer, Model, to } from '../../models/index.js';
import { PurchaseLine } from './purchase-line.entity.js';

@Model({
  name: 'LineaPresupuestoProveedor',
  resource: 'lineapresupuestoproveedores',
  table: 'lineaspresupuestosprov',
  description:
    'One line of a purchase quote: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class SupplierQuoteLine extends PurchaseLine {
  @Integer('Quote that contains the line', {
    required: true,
    references: to('presupuestosprov', 'CASCADE'),
  })
  idpresupuesto!: number;
}
