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
import { DocumentFormatRules } from './document-format.rules.js';
import {
  CustomerQuoteLineRules,
  CustomerOrderLineRules,
  CustomerDeliveryNoteLineRules,
  CustomerInvoiceLineRules,
  SupplierQuoteLineRules,
  SupplierOrderLineRules,
  SupplierDeliveryNoteLineRules,
  SupplierInvoiceLineRules,
} from './document-line.rules.js';
import { DocumentSequence } from './document-sequence.entity.js';
import { DocumentSequenceRules } from './document-sequence.rules.js';
import { DocumentState } from './document-state.entity.js';
import { DocumentStateRules } from './document-state.rules.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { DocumentTransformationRules } from './document-transformation.rules.js';
import { DOCUMENT_EXPANSIONS } from './expansions.js';
import {
  SupplierQuoteRules,
  SupplierOrderRules,
  SupplierDeliveryNoteRules,
  SupplierInvoiceRules,
} from './purchase-document.rules.js';
import {
  CustomerQuoteRules,
  CustomerOrderRules,
  CustomerDeliveryNoteRules,
  CustomerInvoiceRules,
} from './sales-document.rules.js';
import { Series } from './series.entity.js';
import { SeriesRules } from './series.rules.js';
import { SupplierDeliveryNoteLine } from './supplier-delivery-note-line.entity.js';
import { SupplierDeliveryNote } from './supplier-delivery-note.entity.js';
import { SupplierInvoiceLine } from './supplier-invoice-line.entity.js';
import { SupplierInvoice } from './supplier-invoice.entity.js';
import { SupplierOrderLine } from './supplier-order-line.entity.js';
import { SupplierOrder } from './supplier-order.entity.js';
import { SupplierQuoteLine } from './supplier-quote-line.entity.js';
import { SupplierQuote } from './supplier-quote.entity.js';

export {
  CustomerDeliveryNoteLine,
  CustomerDeliveryNote,
  CustomerInvoiceLine,
  CustomerInvoice,
  CustomerOrderLine,
  CustomerOrder,
  CustomerQuoteLine,
  CustomerQuote,
  DocumentFormat,
  DocumentSequence,
  DocumentState,
  DocumentTransformation,
  Series,
  SupplierDeliveryNoteLine,
  SupplierDeliveryNote,
  SupplierInvoiceLine,
  SupplierInvoice,
  SupplierOrderLine,
  SupplierOrder,
  SupplierQuoteLine,
  SupplierQuote,
};

export { DocumentsModule } from './documents.module.js';
export {
  DOCUMENT_KINDS,
  keyOf,
  kindNamed,
  subjectOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
  type Side,
  type Stage,
} from './document-kind.js';
export { DOCUMENTS_PART } from './documents.openapi.js';
export { byPosition } from './line-order.js';
export { companyOf, currencyOf, partyOf } from './masters.js';
export { storedTaxGroups } from './recalculation.js';
export { SequenceChecks1795360000001 } from './sequence-checks.js';

/** The models of this folder and their rules. */
export const DOCUMENTS: ModelBundle = {
  entities: [
    CustomerDeliveryNoteLine,
    CustomerDeliveryNote,
    CustomerInvoiceLine,
    CustomerInvoice,
    CustomerOrderLine,
    CustomerOrder,
    CustomerQuoteLine,
    CustomerQuote,
    DocumentFormat,
    DocumentSequence,
    DocumentState,
    DocumentTransformation,
    Series,
    SupplierDeliveryNoteLine,
    SupplierDeliveryNote,
    SupplierInvoiceLine,
    SupplierInvoice,
    SupplierOrderLine,
    SupplierOrder,
    SupplierQuoteLine,
    SupplierQuote,
  ],
  rules: [
    CustomerDeliveryNoteLineRules,
    CustomerDeliveryNoteRules,
    CustomerInvoiceLineRules,
    CustomerInvoiceRules,
    CustomerOrderLineRules,
    CustomerOrderRules,
    CustomerQuoteLineRules,
    CustomerQuoteRules,
    DocumentFormatRules,
    DocumentSequenceRules,
    DocumentStateRules,
    DocumentTransformationRules,
    SeriesRules,
    SupplierDeliveryNoteLineRules,
    SupplierDeliveryNoteRules,
    SupplierInvoiceLineRules,
    SupplierInvoiceRules,
    SupplierOrderLineRules,
    SupplierOrderRules,
    SupplierQuoteLineRules,
    SupplierQuoteRules,
  ],
  expansions: DOCUMENT_EXPANSIONS,
};
