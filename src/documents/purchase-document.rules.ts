import { Injectable } from '@nestjs/common';
import type { Currency } from '../company/index.js';
import { BusinessDocumentRules } from './business-document.rules.js';
import type { PurchaseDocument } from './purchase-document.entity.js';
import { SupplierDeliveryNote } from './supplier-delivery-note.entity.js';
import { SupplierInvoice } from './supplier-invoice.entity.js';
import { SupplierOrder } from './supplier-order.entity.js';
import { SupplierQuote } from './supplier-quote.entity.js';

/** Documents from suppliers. */
abstract class PurchaseDocumentRules<T extends PurchaseDocument> extends BusinessDocumentRules<T> {
  protected readonly texts = [
    'observaciones',
    'apartado',
    'ciudad',
    'codpostal',
    'direccion',
    'nombre',
    'numproveedor',
    'provincia',
  ] as const;

  protected rateOf(currency: Currency): number {
    return currency.tasaconvcompra ?? currency.tasaconv;
  }
}

@Injectable()
export class SupplierQuoteRules extends PurchaseDocumentRules<SupplierQuote> {
  readonly model = SupplierQuote;
}

@Injectable()
export class SupplierOrderRules extends PurchaseDocumentRules<SupplierOrder> {
  readonly model = SupplierOrder;
}

@Injectable()
export class SupplierDeliveryNoteRules extends PurchaseDocumentRules<SupplierDeliveryNote> {
  readonly model = SupplierDeliveryNote;
}

@Injectable()
export class SupplierInvoiceRules extends PurchaseDocumentRules<SupplierInvoice> {
  readonly model = SupplierInvoice;
}
