import { describe, expect, it } from 'vitest';
import { OverdueReceipts } from '../../../src/payments/index.js';
import { describeApi } from '../../support/describe-api.js';
import { createCustomer, type Row } from '../../support/documents.js';
import {
  createInvoice,
  paid,
  PAYMENT_SIDES,
  type PaymentSide,
  readInvoice,
  receiptsOf,
} from '../../support/payments.js';

/** More than two batches. */
const MANY = 1100;
const TABLES = {
  sales: ['facturascli', 'recibospagoscli'],
  purchases: ['facturasprov', 'recibospagosprov'],
} as const;

describeApi('flags that follow from the day', (api) => {
  const overdue = () => api.server.app.get(OverdueReceipts);
  /** As if the due date had passed meanwhile. */
  const fallDue = (side: PaymentSide, idfactura: number) =>
    api.execute(
      `UPDATE ${TABLES[side.side][1]} SET vencimiento = '2020-01-01' WHERE idfactura = ?`,
      [idfactura],
    );

  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const unpaid = async () => {
      const { idfactura } = await createInvoice(api, side, 121, { codpago: 'TRANS' });
      return idfactura as number;
    };
    const receiptOf = async (idfactura: number) =>
      (await receiptsOf(api, side, idfactura))[0] as Row;

    it('are set when a server starts', async () => {
      const idfactura = await unpaid();
      const settled = await unpaid();
      await paid(api, side, settled);
      for (const each of [idfactura, settled]) await fallDue(side, each);
      expect(await receiptOf(idfactura)).toMatchObject({ vencido: false });
      await overdue().start();
      expect(await receiptOf(idfactura)).toMatchObject({ vencido: true });
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ vencida: true });
      expect(await receiptOf(settled)).toMatchObject({ vencido: false });
      expect(await readInvoice(api, side, settled)).toMatchObject({ vencida: false });
      expect(await overdue().refresh()).toBe(0);
    });

    it('are found by filters, and tell the order', async () => {
      const idfactura = await unpaid();
      await fallDue(side, idfactura);
      const found = async (vencido: number) =>
        (await api.get(`/${side.receipts}?filter[vencido]=${vencido}&limit=0`)).body.map(
          (receipt: Row) => receipt.idfactura,
        );
      expect(await found(1)).not.toContain(idfactura);
      await overdue().refresh();
      expect(await found(1)).toContain(idfactura);
      expect(await found(0)).not.toContain(idfactura);
    });

    it('are worked out anew from the receipts of unpaid invoices', async () => {
      const idfactura = await unpaid();
      const free = (await createInvoice(api, side, 0)).idfactura as number;
      const [invoices, receipts] = TABLES[side.side];
      // As another program leaves it.
      await api.execute(`UPDATE ${receipts} SET pagado = 1 WHERE idfactura = ?`, [idfactura]);
      await api.execute(`UPDATE ${invoices} SET vencida = 1 WHERE idfactura = ?`, [idfactura]);
      expect(await overdue().refresh()).toBe(2);
      const flags = { pagada: true, vencida: false };
      expect(await readInvoice(api, side, idfactura)).toMatchObject(flags);
      expect(await readInvoice(api, side, free)).toMatchObject(flags);
      expect(await overdue().refresh()).toBe(0);
    });

    it('bring the code of the invoice to its unpaid receipts', async () => {
      const idfactura = await unpaid();
      const [, receipts] = TABLES[side.side];
      await api.execute(`UPDATE ${receipts} SET codigofactura = 'old' WHERE idfactura = ?`, [
        idfactura,
      ]);
      expect(await overdue().refresh()).toBe(1);
      const { codigo } = await readInvoice(api, side, idfactura);
      expect(await receiptOf(idfactura)).toMatchObject({ codigofactura: codigo });
    });
  });

  it('are set however many receipts there are', async () => {
    const { codcliente } = await createCustomer(api);
    const row = `('${codcliente}', '2020-01-01', 1, 5, 0, 0, '2020-01-01')`;
    await api.execute(
      `INSERT INTO recibospagoscli (codcliente, fecha, idempresa, importe, pagado, vencido,
         vencimiento) VALUES ${Array.from({ length: MANY }, () => row).join(', ')}`,
    );
    expect(await overdue().refresh()).toBe(MANY);
    const filter = `filter[codcliente]=${codcliente}&filter[vencido]=1&limit=1`;
    const { headers } = await api.get(`/reciboclientes?${filter}`);
    expect(headers.get('X-Total-Count')).toBe(String(MANY));
  });
});
