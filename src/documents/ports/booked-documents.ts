import { Injectable } from '@nestjs/common';
import { BookedDocuments } from '../../accounting/index.js';
import { sql, union } from '../../kernel/database/sql.js';
import { tableOf, type Context } from '../../models/index.js';
import { CustomerPayment, SupplierPayment } from '../../payments/index.js';
import { SupplierInvoice } from '../kinds/purchase-document.entity.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';

/** The invoices and payments that have entries. */
@Injectable()
export class BookedInvoicesAndPayments extends BookedDocuments {
  async have(idasiento: number, { transaction }: Context): Promise<boolean> {
    const tables = [
      tableOf(CustomerInvoice),
      tableOf(SupplierInvoice),
      tableOf(CustomerPayment),
      tableOf(SupplierPayment),
    ];
    const queries = tables.map(
      (table) => sql`SELECT 1 FROM ${table} WHERE ${table.idasiento.is(idasiento)}`,
    );
    return (await transaction.read(union(queries))).length > 0;
  }
}
