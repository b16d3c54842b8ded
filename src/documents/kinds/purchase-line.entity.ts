import { Integer, Model, to } from '../../models/index.js';
import { DocumentLine, EXAMPLE_LINE } from './document-line.entity.js';

@Model({
  name: 'LineaPresupuestoProveedor',
  resource: 'lineapresupuestoproveedores',
  table: 'lineaspresupuestosprov',
  description:
    'One line of a purchase quote: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idpresupuesto: 1, ...EXAMPLE_LINE },
})
export class SupplierQuoteLine extends DocumentLine {
  @Integer('Quote that contains the line', {
    required: true,
    references: to('presupuestosprov', 'CASCADE'),
  })
  idpresupuesto!: number;
}

@Model({
  name: 'LineaPedidoProveedor',
  resource: 'lineapedidoproveedores',
  table: 'lineaspedidosprov',
  description:
    'One line of a purchase order: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idpedido: 1, ...EXAMPLE_LINE },
})
export class SupplierOrderLine extends DocumentLine {
  @Integer('Order that contains the line', {
    required: true,
    references: to('pedidosprov', 'CASCADE'),
  })
  idpedido!: number;
}

@Model({
  name: 'LineaAlbaranProveedor',
  resource: 'lineaalbaranproveedores',
  table: 'lineasalbaranesprov',
  description:
    'One line of a purchase delivery note: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idalbaran: 1, ...EXAMPLE_LINE },
})
export class SupplierDeliveryNoteLine extends DocumentLine {
  @Integer('Delivery note that contains the line', {
    required: true,
    references: to('albaranesprov', 'CASCADE'),
  })
  idalbaran!: number;
}

@Model({
  name: 'LineaFacturaProveedor',
  resource: 'lineafacturaproveedores',
  table: 'lineasfacturasprov',
  description:
    'One line of a purchase invoice: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idfactura: 1, ...EXAMPLE_LINE },
})
export class SupplierInvoiceLine extends DocumentLine {
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
