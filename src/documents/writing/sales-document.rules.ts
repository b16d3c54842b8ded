import { Injectable } from '@nestjs/common';
import type { Context, Sent } from '../../models/index.js';
import { BusinessDocumentRules } from './business-document.rules.js';
import { warnOfPlaceholder } from './placeholder-seller.js';
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

  override async afterInsert(record: CustomerInvoice, context: Context): Promise<void> {
    await super.afterInsert(record, context);
    if (!record.editable) await warnOfPlaceholder(record, context);
  }

  override async afterUpdate(
    record: CustomerInvoice,
    before: Readonly<CustomerInvoice>,
    context: Context,
    sent: Sent,
  ): Promise<void> {
    await super.afterUpdate(record, before, context, sent);
    if (before.editable && !record.editable) await warnOfPlaceholder(record, context);
  }
}
