import type { Entity, Expansion } from '../models/index.js';
import { CustomerReceipt, SupplierReceipt } from '../payments/index.js';
import {
  CustomerDeliveryNoteLine,
  CustomerInvoiceLine,
  CustomerOrderLine,
  CustomerQuoteLine,
} from './kinds/sales-line.entity.js';
import {
  SupplierDeliveryNoteLine,
  SupplierInvoiceLine,
  SupplierOrderLine,
  SupplierQuoteLine,
} from './kinds/purchase-line.entity.js';

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
