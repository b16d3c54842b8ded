import { BookedDocuments, LedgerInvoices, YearInvoices } from '../accounting/index.js';
import { TradedGoods } from '../catalogue/index.js';
import type { ModelBundle } from '../models/index.js';
import { OpenAmounts } from '../parties/index.js';
import { InvoiceLedger } from '../payments/index.js';
import { BookedInvoicesAndPayments } from './ports/booked-documents.js';
import { DocumentInvoices } from './ports/invoice-ledger.js';
import { InvoicesOfLedger } from './ports/ledger-invoices.js';
import { GoodsOfDocuments } from './ports/traded-goods.js';
import { OpenDocumentAmounts } from './ports/open-amounts.js';
import { InvoicesOfYear } from './ports/year-invoices.js';
import {
  CustomerDeliveryNoteLine,
  CustomerInvoiceLine,
  CustomerOrderLine,
  CustomerQuoteLine,
} from './kinds/sales-line.entity.js';
import {
  CustomerDeliveryNote,
  CustomerInvoice,
  CustomerOrder,
  CustomerQuote,
} from './kinds/sales-document.entity.js';
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
} from './writing/document-line.rules.js';
import { DocumentSequence } from './numbering/document-sequence.entity.js';
import { DocumentSequenceRules } from './numbering/document-sequence.rules.js';
import { DocumentState } from './states/document-state.entity.js';
import { DocumentStateRules } from './states/document-state.rules.js';
import { DocumentTransformation } from './states/document-transformation.entity.js';
import { DocumentTransformationRules } from './states/document-transformation.rules.js';
import { DOCUMENT_EXPANSIONS } from './expansions.js';
import {
  SupplierQuoteRules,
  SupplierOrderRules,
  SupplierDeliveryNoteRules,
  SupplierInvoiceRules,
} from './writing/purchase-document.rules.js';
import {
  CustomerQuoteRules,
  CustomerOrderRules,
  CustomerDeliveryNoteRules,
  CustomerInvoiceRules,
} from './writing/sales-document.rules.js';
import { Series } from './numbering/series.entity.js';
import { SeriesRules } from './numbering/series.rules.js';
import {
  SupplierDeliveryNoteLine,
  SupplierInvoiceLine,
  SupplierOrderLine,
  SupplierQuoteLine,
} from './kinds/purchase-line.entity.js';
import {
  SupplierDeliveryNote,
  SupplierInvoice,
  SupplierOrder,
  SupplierQuote,
} from './kinds/purchase-document.entity.js';

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
  kindNamed,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
  type Stage,
} from './kinds/document-kind.js';
export { DOCUMENTS_PART } from './one-call/documents.openapi.js';
export { TracedQuantities } from './states/traced-quantities.js';
export { InvoiceBooks } from './writing/invoice-books.js';
export { OpenDocument } from './open-document.js';
export { storedTaxGroups } from './calculation/recalculation.js';
export { SequenceChecks1795360000001 } from './numbering/sequence-checks.js';

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
  ports: [
    { port: BookedDocuments, by: BookedInvoicesAndPayments },
    { port: InvoiceLedger, by: DocumentInvoices },
    { port: LedgerInvoices, by: InvoicesOfLedger },
    { port: OpenAmounts, by: OpenDocumentAmounts },
    { port: TradedGoods, by: GoodsOfDocuments },
    { port: YearInvoices, by: InvoicesOfYear },
  ],
};
