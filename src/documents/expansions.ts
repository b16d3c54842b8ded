import type { Entity, Expansion } from '../models/index.js';
import { CustomerReceipt, SupplierReceipt } from '../payments/index.js';
import { CustomerDeliveryNoteLine } from './kinds/customer-delivery-note-line.entity.js';
import { CustomerInvoiceLine } from './kinds/customer-invoice-line.entity.js';
import { CustomerOrderLine } from './kinds/customer-order-line.entity.js';
import { CustomerQuoteLine } from './kinds/customer-quote-line.entity.js';
import { SupplierDeliveryNoteLine } from './kinds/supplier-delivery-note-line.entity.js';
import { SupplierInvoiceLine } from './kinds/supplier-invoice-line.entity.js';
import { SupplierOrderLine } from './kinds/supplier-order-line.entity.js';
import { SupplierQuoteLine } from './kinds/supplier-quote-line.entity.js';

/** `?expand=lineas` of the eight documents, and `?expand=recibos` of invoices. */
export const DOCUMENT_EXPANSIONS: readonly Expansion[] = [
  lines('presupuestoscli', CustomerQuoteLine, 'idpresupuesto'),
  lines('pedidoscli', CustomerOrderLine, 'idpedido'),
  lines('albaranescli', CustomerDeliveryNoteLine, 'idalbaran'),
  lines('facturascli', CustomerInvoiceLine, 'idfactura'),
  lines('presupuestosprov', SupplierQuoteLine, 'idpresupuesto'),
  lines('pedidosprov', SupplierOrderLine, 'idpedido'),
  lines('albaranesprov', SupplierDeliveryNoteLine, 'idalbaran'),
  lines('facturasprov', SupplierInvoiceLine, 'idfactura'),
  receipts('facturascli', CustomerReceipt),
  receipts('facturasprov', SupplierReceipt),
];

/** Lines in the order in which a document shows them. */
function lines(parent: string, child: Entity, column: string): Expansion {
  const order = [{ column: 'orden', descending: true, nullAs: 0 }, { column: 'idlinea' }];
  return { name: 'lineas', parent, child, column, order };
}

/** Receipts by number. */
function receipts(parent: string, child: Entity): Expansion {
  const order = [{ column: 'numero', nullAs: 0 }];
  return { name: 'recibos', parent, child, column: 'idfactura', order };
}
