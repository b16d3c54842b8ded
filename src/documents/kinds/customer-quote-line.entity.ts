import { Integer, Model, to } from '../../models/index.js';
import { SalesLine } from './sales-line.entity.js';

@Model({
  name: 'LineaPresupuestoCliente',
  resource: 'lineapresupuestoclientes',
  table: 'lineaspresupuestoscli',
  description:
    'One line of a sales quote: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class CustomerQuoteLine extends SalesLine {
  @Integer('Quote that contains the line', {
    required: true,
    references: to('presupuestoscli', 'CASCADE'),
  })
  idpresupuesto!: number;
}
