import { Injectable } from '@nestjs/common';
import type { Context, Entity } from '../../models/index.js';
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
    const unpaid = await totals(CustomerInvoice, 'pagada', 0, codcliente, context);
    const deliveries = await totals(CustomerDeliveryNote, 'editable', 1, codcliente, context);
    const orders = await totals(CustomerOrder, 'editable', 1, codcliente, context);
    // Without unpaid invoices nothing was paid of them either.
    const paid = unpaid.length === 0 ? [] : await paidOfUnpaid(codcliente, context);
    return { unpaid, paid, ordered: [...deliveries, ...orders] };
  }
}

/** The totals of the documents of a customer with that flag. */
async function totals(
  entity: Entity,
  flag: string,
  value: number,
  codcliente: string,
  context: Context,
): Promise<number[]> {
  const { transaction, models } = context;
  const { quote, operand, value: bound } = transaction.dialect;
  const rows = await transaction.rows(
    `SELECT ${quote('total')} FROM ${quote(models.of(entity).table)} ` +
      `WHERE ${operand('codcliente', 'code')} = ? AND ${quote(flag)} = ?`,
    [bound(codcliente, 'code'), value],
  );
  return rows.map(([total]) => Number(total));
}

/** The amounts of the paid receipts of unpaid invoices. */
async function paidOfUnpaid(codcliente: string, context: Context): Promise<number[]> {
  const { transaction, models } = context;
  const { quote, operand, value: bound } = transaction.dialect;
  const invoices = quote(models.of(CustomerInvoice).table);
  const rows = await transaction.rows(
    `SELECT ${quote('importe')} FROM ${quote(models.of(CustomerReceipt).table)} ` +
      `WHERE ${quote('pagado')} = 1 AND ${quote('idfactura')} IN (` +
      `SELECT ${quote('idfactura')} FROM ${invoices} ` +
      `WHERE ${operand('codcliente', 'code')} = ? AND ${quote('pagada')} = 0)`,
    [bound(codcliente, 'code')],
  );
  return rows.map(([importe]) => Number(importe));
}
