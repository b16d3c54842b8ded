import { expect, it } from 'vitest';
import { type Context, LifeCycle } from '../../../src/models/index.js';
import { customerOf } from '../../../src/parties/index.js';
import { type ReceiptInvoice, syncReceipts } from '../../../src/payments/index.js';
import { describeApi } from '../../support/describe-api.js';
import { createInvoice, PAYMENT_SIDES, receiptsOf, SALES } from '../../support/payments.js';

describeApi('statements of receipts', (api) => {
  /** What the work asks of the database; the customer is known already. */
  const statementsOf = (
    codcliente: string | null,
    work: (c: Context) => Promise<unknown>,
  ): Promise<string[]> =>
    api.server.app.get(LifeCycle).run(async (c) => {
      if (codcliente) await customerOf(codcliente, c);
      const statements: string[] = [];
      const { transaction } = c;
      const [rows, run] = [transaction.rows.bind(transaction), transaction.run.bind(transaction)];
      transaction.rows = (sql, values) => (statements.push(sql), rows(sql, values));
      transaction.run = (sql, values) => (statements.push(sql), run(sql, values));
      await work(c);
      return statements.filter((sql) => !/FROM .formaspago. ORDER/.test(sql));
    });

  it.each(PAYMENT_SIDES)('of a new, unpaid invoice of $side: one INSERT', async (side) => {
    const empty = await createInvoice(api, side, 0);
    const invoice = {
      ...empty,
      side: side === SALES ? 'sales' : 'purchase',
      fecha: '2026-11-22',
      total: 121,
    } as unknown as ReceiptInvoice;
    const codcliente = invoice.codcliente ?? null;
    const statements = await statementsOf(codcliente, async (c) => {
      const flags = await syncReceipts(invoice, null, c);
      expect(flags.pagada).toBe(false);
    });
    expect(statements).toEqual([expect.stringMatching(/^INSERT INTO .recibospagos/)]);
    expect(await receiptsOf(api, side, invoice.idfactura)).toMatchObject([{ importe: 121 }]);

    const changed = { ...invoice, total: 242 };
    const change = await statementsOf(codcliente, (c) => syncReceipts(changed, invoice, c));
    expect(change).toEqual([
      expect.stringMatching(/^SELECT .* FROM .recibospagos/),
      expect.stringMatching(/^UPDATE .recibospagos/),
    ]);
    const none = await statementsOf(codcliente, (c) => syncReceipts(changed, changed, c));
    expect(none).toHaveLength(1);
  });
});
