import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, create, type Row, type Values, YEAR } from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import {
  createInvoice,
  createParty,
  PAYMENT_SIDES,
  paymentsOf,
  readInvoice,
  receiptsOf,
  SALES,
  today,
} from '../../support/payments.js';

describeApi('receipts as records', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const read = async ({ idrecibo }: Row) =>
      (await api.get(`/${side.receipts}/${idrecibo}`)).body as Row;
    const put = ({ idrecibo }: Row, json: Values) =>
      api.call('PUT', `/${side.receipts}/${idrecibo}`, { json });
    const set = ({ idrecibo }: Row, json: Values) =>
      change(api, `${side.receipts}/${idrecibo}`, json);
    const payments = ({ idrecibo }: Row) => paymentsOf(api, side, idrecibo);
    /** An invoice of 121 with its receipt. */
    const unpaid = async (values: Values = {}): Promise<[Row, Row]> => {
      const invoice = await createInvoice(api, side, 121, { codpago: 'TRANS', ...values });
      const [receipt] = await receiptsOf(api, side, invoice.idfactura);
      return [invoice, receipt!];
    };

    it('start with defaults and need whose they are', async () => {
      const json = { [side.subject]: await createParty(api, side) };
      expect(await create(api, side.receipts, json)).toMatchObject({
        ...json,
        coddivisa: 'EUR',
        codigofactura: null,
        codpago: 'CONT',
        fecha: today(),
        fechapago: null,
        idempresa: 1,
        idfactura: null,
        importe: 0,
        nick: null,
        numero: 1,
        pagado: false,
        vencido: true,
        vencimiento: today(),
      });
      const nobody = await api.call('POST', `/${side.receipts}`, { json: { importe: 1 } });
      expectRefused(nobody, 400, 'record-save-error');
      expect(refusedFields(nobody)).toEqual([side.subject]);
    });

    it('never fall due before they are dated, and keep notes without markup', async () => {
      const json = { [side.subject]: await createParty(api, side), fecha: `10-05-${YEAR}` };
      const early = { ...json, vencimiento: `09-05-${YEAR}`, observaciones: ' <b> ' };
      const receipt = await create(api, side.receipts, early);
      expect(receipt).toMatchObject({
        vencimiento: `10-05-${YEAR}`,
        vencido: true,
        observaciones: '&lt;b&gt;',
      });
      const late = await set(receipt, { vencimiento: '01-01-2090' });
      expect(late).toMatchObject({ vencimiento: '01-01-2090', vencido: false });
      expect(await set(receipt, { vencimiento: '' })).toMatchObject({
        vencimiento: `10-05-${YEAR}`,
      });
    });

    it('take the code of their invoice', async () => {
      const [invoice, { idrecibo: _, ...values }] = await unpaid();
      const json = { ...values, importe: 0, numero: 2, codigofactura: '' };
      const second = await create(api, side.receipts, json);
      expect(second).toMatchObject({ codigofactura: invoice.codigo, numero: 2 });
      expect(await set(second, { codigofactura: 'own' })).toMatchObject({ codigofactura: 'own' });
    });

    it('of one invoice can fall due on several days, each paid on its own', async () => {
      const [{ idfactura, idasiento, ...invoice }, first] = await unpaid();
      await set(first, { importe: 50 });
      const second = await create(api, side.receipts, {
        idfactura,
        [side.subject]: invoice[side.subject] as string,
        importe: 71,
        numero: 2,
        codpago: 'TRANS',
        vencimiento: '22-01-2090',
      });
      expect(await receiptsOf(api, side, idfactura)).toMatchObject([
        { numero: 1, importe: 50, codigofactura: invoice.codigo },
        { numero: 2, importe: 71, codigofactura: invoice.codigo, vencido: false },
      ]);
      expect((await readInvoice(api, side, idfactura)).idasiento).toBe(idasiento);

      await set(first, { pagado: 1 });
      expect(await payments(first)).toMatchObject([{ importe: 50, fecha: today() }]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });

      await set(second, { pagado: 1, ...(side === SALES && { gastos: 1.5 }) });
      expect(await payments(second)).toMatchObject([
        { importe: 71, codpago: 'TRANS', ...(side === SALES && { gastos: 1.5 }) },
      ]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: true });

      await set(second, { pagado: 0 });
      expect(await payments(second)).toMatchObject([{ importe: 71 }, { importe: -71 }]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });
    });

    it.each([1, '1', true, 'true', 't'])('are paid by %j, once', async (pagado) => {
      const [{ idfactura }, receipt] = await unpaid();
      const saved = await set(receipt, { pagado, fechapago: `06-04-${YEAR}` });
      expect(saved).toMatchObject({ pagado: true, fechapago: `06-04-${YEAR}`, vencido: false });
      expect(await payments(receipt)).toMatchObject([{ importe: 121, fecha: `06-04-${YEAR}` }]);
      await set(receipt, { pagado });
      await set(receipt, { pagado, importe: '121.00' });
      expect(await payments(receipt)).toHaveLength(1);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: true });
    });

    it.each([0, '0', false, 'false', 'f'])('are taken back by %j, today', async (pagado) => {
      const [{ idfactura }, receipt] = await unpaid({ codpago: 'CONT' });
      await set(receipt, { pagado: 1, fechapago: `06-04-${YEAR}` });
      expect(await set(receipt, { pagado })).toMatchObject({
        pagado: false,
        fechapago: null,
        vencido: true,
      });
      expect(await payments(receipt)).toMatchObject([
        { importe: 121, fecha: `06-04-${YEAR}` },
        { importe: -121, fecha: today() },
      ]);
      const flags = { pagada: false, vencida: true };
      expect(await readInvoice(api, side, idfactura)).toMatchObject(flags);
    });

    it('can be new and paid', async () => {
      const [invoice, { idrecibo: _, ...values }] = await unpaid();
      const json = { ...values, numero: 2, importe: 121, pagado: 1 };
      const second = await create(api, side.receipts, json);
      expect(second).toMatchObject({ pagado: true, fechapago: today() });
      expect(await payments(second)).toMatchObject([{ importe: 121 }]);
      expect(await readInvoice(api, side, invoice.idfactura)).toMatchObject({ pagada: true });
    });

    it('keep their amount while they are paid', async () => {
      const [{ idfactura }, receipt] = await unpaid();
      await set(receipt, { pagado: 1 });
      for (const json of [{ importe: 70 }, { importe: 70, pagado: 0 }, { importe: '' }]) {
        const refused = await put(receipt, json);
        expectRefused(refused, 400, 'record-save-error');
        expect(refusedFields(refused)).toEqual(['importe']);
      }
      expect(await read(receipt)).toMatchObject({ importe: 121, pagado: true });
      expect(await payments(receipt)).toHaveLength(1);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: true });
      expect(await set(receipt, { observaciones: 'x' })).toMatchObject({ observaciones: 'x' });
    });

    it('take no payment method that there is not, and no word for yes that is none', async () => {
      const [{ idfactura }, receipt] = await unpaid();
      const cases = [
        [{ codpago: 'NOEX', pagado: 1 }, 'codpago'],
        [{ pagado: 'maybe' }, 'pagado'],
        [{ fechapago: '31-02-2026', pagado: 1 }, 'fechapago'],
        [{ importe: 'much' }, 'importe'],
        [{ idfactura: 999999 }, 'idfactura'],
        [{ [side.subject]: 'NOBODY' }, side.subject],
      ] as const;
      for (const [json, field] of cases) {
        const refused = await put(receipt, json);
        expectRefused(refused, 400, 'record-save-error');
        expect(refusedFields(refused)).toEqual([field]);
      }
      expect(await read(receipt)).toEqual(receipt);
      expect(await payments(receipt)).toEqual([]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });
      expect(await set(receipt, { codpago: 'trans' })).toMatchObject({ codpago: 'trans' });
    });

    it.each([1e308, -1e308, 1e15, 1e-320])('of %d break nothing', async (importe) => {
      const [{ idfactura }, receipt] = await unpaid();
      const { idrecibo: _, ...values } = receipt;
      const requests: [string, string, Values][] = [
        ['PUT', `/${side.receipts}/${receipt.idrecibo}`, { importe }],
        ['PUT', `/${side.receipts}/${receipt.idrecibo}`, { pagado: 1 }],
        ['POST', `/${side.receipts}`, { ...values, importe, numero: 2, pagado: 1 }],
        ['POST', `/${side.payments}`, { idrecibo: receipt.idrecibo, importe, gastos: importe }],
        ['POST', `/pagar${side.model}/${idfactura}`, { pagada: 1 }],
        ['POST', `/pagar${side.model}/${idfactura}`, { pagada: 0 }],
      ];
      for (const [method, path, json] of requests) {
        expect((await api.call(method, path, { json })).status).toBeLessThan(500);
      }
    });

    it('go with their payments, and the invoice is unpaid again', async () => {
      const [{ idfactura }, receipt] = await unpaid();
      await set(receipt, { pagado: 1 });
      await set(receipt, { pagado: 0 });
      await set(receipt, { pagado: 1 });
      expect(await payments(receipt)).toHaveLength(3);
      const { status } = await api.call('DELETE', `/${side.receipts}/${receipt.idrecibo}`);
      expect(status).toBe(200);
      expect(await payments(receipt)).toEqual([]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({
        pagada: false,
        vencida: false,
      });
    });

    it('can move to another invoice, and both know', async () => {
      const [one, receipt] = await unpaid();
      const [two] = await unpaid();
      await set(receipt, { pagado: 1 });
      await set(receipt, { idfactura: two.idfactura });
      expect(await readInvoice(api, side, one.idfactura)).toMatchObject({ pagada: false });
      expect(await readInvoice(api, side, two.idfactura)).toMatchObject({ pagada: true });
    });

    it('are shown with their invoice', async () => {
      const [{ idfactura }, first] = await unpaid();
      const { idrecibo: _, ...values } = first;
      const numbered = (numero: number | null) =>
        create(api, side.receipts, { ...values, importe: 0, numero });
      const [third, second, unnumbered] = [
        await numbered(3),
        await numbered(2),
        await numbered(null),
      ];
      const one = await api.get(`/${side.invoices}/${idfactura}?expand=recibos`);
      expect(one.body.recibos).toEqual([unnumbered, first, second, third]);
      const list = await api.get(`/${side.invoices}?filter[idfactura]=${idfactura}&expand=recibos`);
      expect(list.body[0].recibos).toEqual(one.body.recibos);
    });

    it('that are written at once leave the right flags', async () => {
      const [{ idfactura }, first] = await unpaid();
      const { idrecibo: _, ...values } = first;
      await set(first, { importe: 20 });
      const parts = [first];
      for (const numero of [2, 3, 4, 5]) {
        parts.push(await create(api, side.receipts, { ...values, importe: 25.25, numero }));
      }
      await Promise.all(parts.map((part) => set(part, { pagado: 1 })));
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: true });
      for (const part of parts) expect(await payments(part)).toHaveLength(1);
      await Promise.all(parts.map((part) => set(part, { pagado: 0 })));
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });
    });
  });
});
