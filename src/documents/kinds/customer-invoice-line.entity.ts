import { Integer, Model, to } from '../../models/index.js';
import { SalesLine } from './sales-line.entity.js';

@Model({
  name: 'LineaFacturaCliente',
  resource: 'lineafacturaclientes',
  table: 'lineasfacturascli',
  description:
    'One line of a sales invoice: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class CustomerInvoiceLine extends SalesLine {
  @Integer('Stock effect: 0 none, 1 adds, -1 subtracts, 2 expected, -2 reserved', {
    required: true,
    default: -1,
    initial: 0,
  })
  override actualizastock!: number;

  @Integer('Invoice that contains the line', {
    required: true,
    references: to('facturascli', 'CASCADE'),
  })
  idfactura!: number;

  @Integer('Line of the corrected invoice that this line refunds', {
    references: to('lineasfacturascli', 'SET NULL'),
  })
  idlinearect!: number | null;
}
