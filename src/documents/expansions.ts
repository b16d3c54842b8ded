import type { Entity, Expansion } from '../models/index.js';
import { CustomerDeliveryNoteLine } from './customer-delivery-note-line.entity.js';
import { CustomerInvoiceLine } from './customer-invoice-line.entity.js';
import { CustomerOrderLine } from './customer-order-line.entity.js';
import { CustomerQuoteLine } from './customer-quote-line.entity.js';
import { SupplierDeliveryNoteLine } from './supplier-delivery-note-line.entity.js';
import { SupplierInvoiceLine } from './supplier-invoice-line.entity.js';
import { SupplierOrderLine } from './supplier-order-line.entity.js';
import { SupplierQuoteLine } from './supplier-quote-line.entity.js';

/** `?expand=lineas` of the eight documents. */
export const DOCUMENT_EXPANSIONS: readonly Expansion[] = [
  lines('presupuestoscli', CustomerQuoteLine, 'idpresupuesto'),
  lines('pedidoscli', CustomerOrderLine, 'idpedido'),
  lines('albaranescli', CustomerDeliveryNoteLine, 'idalbaran'),
  lines('facturascli', CustomerInvoiceLine, 'idfactura'),
  lines('presupuestosprov', SupplierQuoteLine, 'idpresupuesto'),
  lines('pedidosprov', SupplierOrderLine, 'idpedido'),
  lines('albaranesprov', SupplierDeliveryNoteLine, 'idalbaran'),
  lines('facturasprov', SupplierInvoiceLine, 'idfactura'),
];

/** Lines in the order in which a document shows them. */
function lines(parent: string, child: Entity, column: string): Expansion {
  const order = [{ column: 'orden', descending: true, nullAs: 0 }, { column: 'idlinea' }];
  return { name: 'lineas', parent, child, column, order };
}
