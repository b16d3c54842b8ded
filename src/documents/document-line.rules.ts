import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Tax } from '../taxes/index.js';
import { CustomerDeliveryNoteLine } from './customer-delivery-note-line.entity.js';
import { CustomerInvoiceLine } from './customer-invoice-line.entity.js';
import { CustomerOrderLine } from './customer-order-line.entity.js';
import { CustomerQuoteLine } from './customer-quote-line.entity.js';
import type { DocumentLine } from './document-line.entity.js';
import { SupplierDeliveryNoteLine } from './supplier-delivery-note-line.entity.js';
import { SupplierInvoiceLine } from './supplier-invoice-line.entity.js';
import { SupplierOrderLine } from './supplier-order-line.entity.js';
import { SupplierQuoteLine } from './supplier-quote-line.entity.js';

/**
 * Lines as the generic resources store them: what is sent, with the default tax. Their amounts
 * and the document's are not computed here.
 */
abstract class DocumentLineRules<T extends DocumentLine> extends ModelRules<T> {
  override async defaults(record: T, context: Context): Promise<void> {
    const tax = await context.find(Tax, record.codimpuesto);
    record.iva = tax?.iva ?? 0;
    record.recargo = tax?.recargo ?? 0;
  }

  override test(record: T, test: RecordTest<T>): void {
    if (isEmpty(record.codimpuesto)) {
      record.codimpuesto = null;
      record.iva = 0;
      record.recargo = 0;
    }
    if (record.servido < 0 && record.cantidad >= 0) record.servido = 0;
    test.escape('descripcion', 'referencia');
    test.columns();
  }
}

@Injectable()
export class CustomerQuoteLineRules extends DocumentLineRules<CustomerQuoteLine> {
  readonly model = CustomerQuoteLine;
}

@Injectable()
export class CustomerOrderLineRules extends DocumentLineRules<CustomerOrderLine> {
  readonly model = CustomerOrderLine;
}

@Injectable()
export class CustomerDeliveryNoteLineRules extends DocumentLineRules<CustomerDeliveryNoteLine> {
  readonly model = CustomerDeliveryNoteLine;
}

@Injectable()
export class CustomerInvoiceLineRules extends DocumentLineRules<CustomerInvoiceLine> {
  readonly model = CustomerInvoiceLine;
}

@Injectable()
export class SupplierQuoteLineRules extends DocumentLineRules<SupplierQuoteLine> {
  readonly model = SupplierQuoteLine;
}

@Injectable()
export class SupplierOrderLineRules extends DocumentLineRules<SupplierOrderLine> {
  readonly model = SupplierOrderLine;
}

@Injectable()
export class SupplierDeliveryNoteLineRules extends DocumentLineRules<SupplierDeliveryNoteLine> {
  readonly model = SupplierDeliveryNoteLine;
}

@Injectable()
export class SupplierInvoiceLineRules extends DocumentLineRules<SupplierInvoiceLine> {
  readonly model = SupplierInvoiceLine;
}
