import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import type { RecordTest } from '../../models/index.js';
import { PaymentMethod } from '../../payments/index.js';
import { BusinessDocumentRules } from './business-document.rules.js';
import {
  type PurchaseDocument,
  SupplierDeliveryNote,
  SupplierInvoice,
  SupplierOrder,
  SupplierQuote,
} from '../kinds/purchase-document.entity.js';

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
}

@Injectable()
export class SupplierQuoteRules extends PurchaseDocumentRules<SupplierQuote> {
  readonly model = SupplierQuote;

  /** Its table is the only one without a foreign key on the payment method. */
  override async validate(
    record: SupplierQuote,
    test: RecordTest<SupplierQuote>,
    before: Readonly<SupplierQuote> | null,
  ): Promise<void> {
    await super.validate(record, test, before);
    const { codpago } = record;
    if (codpago === before?.codpago || (await test.context.records.find(PaymentMethod, codpago)))
      return;
    refuse('reference-not-found', 'codpago', { value: codpago });
  }
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
