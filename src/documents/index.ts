import type { ModelBundle } from '../models/index.js';
import { CustomerDeliveryNoteLine } from './customer-delivery-note-line.entity.js';
import { CustomerDeliveryNote } from './customer-delivery-note.entity.js';
import { CustomerInvoiceLine } from './customer-invoice-line.entity.js';
import { CustomerInvoice } from './customer-invoice.entity.js';
import { CustomerOrderLine } from './customer-order-line.entity.js';
import { CustomerOrder } from './customer-order.entity.js';
import { CustomerQuoteLine } from './customer-quote-line.entity.js';
import { CustomerQuote } from './customer-quote.entity.js';
import { DocumentFormat } from './document-format.entity.js';
import { DocumentSequence } from './document-sequence.entity.js';
import { DocumentState } from './document-state.entity.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { Series } from './series.entity.js';
import { SupplierDeliveryNoteLine } from './supplier-delivery-note-line.entity.js';
import { SupplierDeliveryNote } from './supplier-delivery-note.entity.js';
import { SupplierInvoiceLine } from './supplier-invoice-line.entity.js';
import { SupplierInvoice } from './supplier-invoice.entity.js';
import { SupplierOrderLine } from './supplier-order-line.entity.js';
import { SupplierOrder } from './supplier-order.entity.js';
import { SupplierQuoteLine } from './supplier-quote-line.entity.js';
import { SupplierQuote } from './supplier-quote.entity.js';

export { CustomerDeliveryNoteLine, CustomerDeliveryNote, CustomerInvoiceLine, CustomerInvoice, CustomerOrderLine, CustomerOrder, CustomerQuoteLine, CustomerQuote, DocumentFormat, DocumentSequence, DocumentState, DocumentTransformation, Series, SupplierDeliveryNoteLine, SupplierDeliveryNote, SupplierInvoiceLine, SupplierInvoice, SupplierOrderLine, SupplierOrder, SupplierQuoteLine, SupplierQuote };

/** The models of this folder and their rules. */
export const DOCUMENTS: ModelBundle = {
  entities: [CustomerDeliveryNoteLine, CustomerDeliveryNote, CustomerInvoiceLine, CustomerInvoice, CustomerOrderLine, CustomerOrder, CustomerQuoteLine, CustomerQuote, DocumentFormat, DocumentSequence, DocumentState, DocumentTransformation, Series, SupplierDeliveryNoteLine, SupplierDeliveryNote, SupplierInvoiceLine, SupplierInvoice, SupplierOrderLine, SupplierOrder, SupplierQuoteLine, SupplierQuote],
  rules: [],
};
