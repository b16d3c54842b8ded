import { Bool, Integer, Model, Money, to } from '../../models/index.js';
import { DocumentLine, EXAMPLE_LINE } from './document-line.entity.js';

/** A line of a document for a customer. */
export abstract class SalesLine extends DocumentLine {
  @Money('Cost of one unit when the line was made', { initial: 0 })
  coste!: number | null;

  @Bool('True to print the quantity', { default: true })
  mostrar_cantidad!: boolean | null;

  @Bool('True to print the price', { default: true })
  mostrar_precio!: boolean | null;

  @Bool('True to start a new printed page at this line', { default: false })
  salto_pagina!: boolean | null;
}

@Model({
  name: 'LineaPresupuestoCliente',
  resource: 'lineapresupuestoclientes',
  table: 'lineaspresupuestoscli',
  description:
    'One line of a sales quote: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idpresupuesto: 1, ...EXAMPLE_LINE },
})
export class CustomerQuoteLine extends SalesLine {
  @Integer('Quote that contains the line', {
    required: true,
    references: to('presupuestoscli', 'CASCADE'),
  })
  idpresupuesto!: number;
}

@Model({
  name: 'LineaPedidoCliente',
  resource: 'lineapedidoclientes',
  table: 'lineaspedidoscli',
  description:
    'One line of a sales order: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idpedido: 1, ...EXAMPLE_LINE },
})
export class CustomerOrderLine extends SalesLine {
  @Integer('Order that contains the line', {
    required: true,
    references: to('pedidoscli', 'CASCADE'),
  })
  idpedido!: number;
}

@Model({
  name: 'LineaAlbaranCliente',
  resource: 'lineaalbaranclientes',
  table: 'lineasalbaranescli',
  description:
    'One line of a sales delivery note: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idalbaran: 1, ...EXAMPLE_LINE },
})
export class CustomerDeliveryNoteLine extends SalesLine {
  @Integer('Delivery note that contains the line', {
    required: true,
    references: to('albaranescli', 'CASCADE'),
  })
  idalbaran!: number;
}

@Model({
  name: 'LineaFacturaCliente',
  resource: 'lineafacturaclientes',
  table: 'lineasfacturascli',
  description:
    'One line of a sales invoice: a quantity of a product, or a free text, with its price, discounts and taxes.',
  example: { idfactura: 1, ...EXAMPLE_LINE },
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
