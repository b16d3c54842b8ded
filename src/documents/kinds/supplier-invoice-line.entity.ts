import { Integer, Model, to } from '../../models/index.js';
import { PurchaseLine } from './purchase-line.entity.js';

@Model({
  name: 'LineaFacturaProveedor',
  resource: 'lineafacturaproveedores',
  table: 'lineasfacturasprov',
  description:
    'One line of a purchase invoice: a quantity of a product, or a free text, with its price, discounts and taxes.',
})
export class SupplierInvoiceLine extends PurchaseLine {
  @Integer('Stock effect: 0 none, 1 adds, -1 subtracts, 2 expected, -2 reserved', {
    required: true,
    default: 1,
    initial: 0,
  })
  override actualizastock!: number;

  @Integer('Invoice that contains the line', {
    required: true,
    references: to('facturasprov', 'CASCADE'),
  })
  idfactura!: number;

  @Integer('Line of the corrected invoice that this line refunds', {
    references: to('lineasfacturasprov', 'SET NULL'),
  })
  idlinearect!: number | null;
}
