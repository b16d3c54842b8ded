import { Injectable } from '@nestjs/common';
import { BookedDocuments } from '../../accounting/index.js';
import type { Context } from '../../models/index.js';
import { CustomerPayment, SupplierPayment } from '../../payments/index.js';
import { SupplierInvoice } from '../kinds/purchase-document.entity.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';

/** Whose entries the server makes. */
const BOOKED = [CustomerInvoice, SupplierInvoice, CustomerPayment, SupplierPayment];

/** The invoices and payments that have entries. */
@Injectable()
export class BookedInvoicesAndPayments extends BookedDocuments {
  async have(idasiento: number, { models, transaction }: Context): Promise<boolean> {
    const { quote } = transaction.dialect;
    const queries = BOOKED.map(
      (entity) =>
        `SELECT 1 FROM ${quote(models.of<object>(entity).table)} WHERE ${quote('idasiento')} = ?`,
    );
    const values = BOOKED.map(() => idasiento);
    return (await transaction.rows(queries.join(' UNION ALL '), values)).length > 0;
  }
}
