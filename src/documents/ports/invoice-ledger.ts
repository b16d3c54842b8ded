import { Injectable } from '@nestjs/common';
import type { Context, Entity } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { InvoiceLedger, type StoredInvoice } from '../../payments/index.js';
import { SupplierInvoice } from '../kinds/purchase-document.entity.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';
import { seriesOf } from '../numbering/series-of-code.js';

/** The invoices as receipts and payments see them. */
@Injectable()
export class DocumentInvoices extends InvoiceLedger {
  modelOf(side: Side): Entity<StoredInvoice> {
    return side === 'sales' ? CustomerInvoice : SupplierInvoice;
  }

  async channelOf(codserie: string, context: Context): Promise<number | null> {
    return (await seriesOf(codserie, context))?.canal ?? null;
  }
}
