import { Injectable } from '@nestjs/common';
import { LedgerInvoices } from '../../accounting/index.js';
import type { Entity } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { SupplierInvoice } from '../kinds/purchase-document.entity.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';

/** The invoices that the books of VAT list. */
@Injectable()
export class InvoicesOfLedger extends LedgerInvoices {
  modelOf(side: Side): Entity {
    return side === 'sales' ? CustomerInvoice : SupplierInvoice;
  }
}
