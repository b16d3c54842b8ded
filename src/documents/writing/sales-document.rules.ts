import { Injectable } from '@nestjs/common';
import { BusinessDocumentRules } from './business-document.rules.js';
import {
  CustomerDeliveryNote,
  CustomerInvoice,
  CustomerOrder,
  CustomerQuote,
  type SalesDocument,
} from '../kinds/sales-document.entity.js';

/** Documents for customers. */
abstract class SalesDocumentRules<T extends SalesDocument> extends BusinessDocumentRules<T> {
  protected readonly texts = [
    'observaciones',
    'apartado',
    'ciudad',
    'codigoenv',
    'codpostal',
    'direccion',
    'nombrecliente',
    'numero2',
    'provincia',
  ] as const;
}

@Injectable()
export class CustomerQuoteRules extends SalesDocumentRules<CustomerQuote> {
  readonly model = CustomerQuote;
}

@Injectable()
export class CustomerOrderRules extends SalesDocumentRules<CustomerOrder> {
  readonly model = CustomerOrder;
}

@Injectable()
export class CustomerDeliveryNoteRules extends SalesDocumentRules<CustomerDeliveryNote> {
  readonly model = CustomerDeliveryNote;
}

@Injectable()
export class CustomerInvoiceRules extends SalesDocumentRules<CustomerInvoice> {
  readonly model = CustomerInvoice;
}
