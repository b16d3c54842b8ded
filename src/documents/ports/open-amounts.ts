import { Injectable } from '@nestjs/common';
import { sql, type Sql } from '../../kernel/database/sql.js';
import { select, type SqlColumn } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
import { OpenAmounts, type Open } from '../../parties/index.js';
import { CustomerReceipt } from '../../payments/index.js';
import {
  CustomerDeliveryNote,
  CustomerInvoice,
  CustomerOrder,
} from '../kinds/sales-document.entity.js';

/** What is open with a customer, of the documents that are stored. */
@Injectable()
export class OpenDocumentAmounts extends OpenAmounts {
  async of(codcliente: string, context: Context): Promise<Open> {
    const [invoices, receipts] = [tableOf(CustomerInvoice), tableOf(CustomerReceipt)];
    const isUnpaid = sql`${invoices.codcliente.is(codcliente)} AND ${invoices.pagada} = 0`;
    const unpaid = await amounts(invoices.total, sql`FROM ${invoices} WHERE ${isUnpaid}`, context);
    const ofUnpaid = sql`SELECT ${invoices.idfactura} FROM ${invoices} WHERE ${isUnpaid}`;
    const isPaid = sql`${receipts.pagado} = 1 AND ${receipts.idfactura} IN (${ofUnpaid})`;
    // Without unpaid invoices nothing was paid of them either.
    const paid =
      unpaid.length === 0
        ? []
        : await amounts(receipts.importe, sql`FROM ${receipts} WHERE ${isPaid}`, context);
    const ordered: number[] = [];
    for (const table of [tableOf(CustomerDeliveryNote), tableOf(CustomerOrder)]) {
      const isOpen = sql`${table.codcliente.is(codcliente)} AND ${table.editable} = 1`;
      ordered.push(...(await amounts(table.total, sql`FROM ${table} WHERE ${isOpen}`, context)));
    }
    return { unpaid, paid, ordered };
  }
}

async function amounts(
  amount: SqlColumn<number | null>,
  rest: Sql,
  { transaction }: Context,
): Promise<number[]> {
  const rows = await transaction.read(select({ amount }, rest));
  return rows.map((row) => Number(row.amount));
}
