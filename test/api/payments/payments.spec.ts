import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, create, type Row, type Values, YEAR } from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import {
  linesOf,
  paid,
  PAYMENT_SIDES,
  paymentLookups,
  paymentsOf,
  readInvoice,
  SALES,
  today,
  warningsOf,
} from '../../support/payments.js';

describeApi('payments as records', (api) => {
  const { entryOf, receiptOf, paymentsAt, invoiced } = paymentLookups(api);

  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const post = async (json: Values) => {
      const answer = await api.call('POST', `/${side.payments}`, { json });
      return answer;
    };

    it('start with defaults and book what they say, and nothing else changes', async () => {
      const { idfactura } = await invoiced(side, { codpago: 'TRANS' });
      const receipt = await receiptOf(side, idfactura);
      const { idrecibo } = receipt;
      const empty = await create(api, side.payments, { idrecibo });
      expect(empty).toMatchObject({
        codpago: null,
        fecha: today(),
        hora: expect.stringMatching(/^\d\d:\d\d:\d\d$/),
        importe: 0,
        nick: null,
      });
      expect(await linesOf(api, empty.idasiento)).toHaveLength(2);
      const part = await create(api, side.payments, { idrecibo, importe: 20 });
      expect(await entryOf(part)).toMatchObject({ importe: 20 });
      expect(await receiptOf(side, idfactura)).toEqual(receipt);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });
    });

    it('have their entry made anew by a change that it shows', async () => {
      const { idfactura, sub } = await invoiced(side);
      const { idrecibo } = await receiptOf(side, idfactura);
      const payment = await create(api, side.payments, { idrecibo });
      const set = (json: Values) => change(api, `${side.payments}/${payment.idpago}`, json);
      const changed = await set({ importe: 25 });
      expect(changed.idasiento).not.toBe(payment.idasiento);
      expect((await api.get(`/asientos/${payment.idasiento}`)).status).toBe(404);
      const line = side === SALES ? `${sub} 0 25` : `${sub} 25 0`;
      expect((await linesOf(api, changed.idasiento))[0]).toBe(line);
      const same = await set({ importe: '25.0', hora: '10:00:00' });
      expect(same.idasiento).toBe(changed.idasiento);
      const dated = await set({ fecha: `01-02-${YEAR}` });
      expect(await entryOf(dated)).toMatchObject({ fecha: `01-02-${YEAR}`, importe: 25 });
    });

    it('keep an entry that they are given, which nothing else has', async () => {
      const { idfactura, invoice } = await invoiced(side);
      const { idrecibo } = await receiptOf(side, idfactura);
      const own = await create(api, 'asientos', { concepto: 'x', fecha: today() });
      const { idasiento } = own;
      const payment = await create(api, side.payments, { idrecibo, importe: 5, idasiento });
      expect(payment.idasiento).toBe(idasiento);
      const other = await create(api, 'asientos', { concepto: 'x', fecha: '01-06-2024' });
      for (const [taken, code] of [
        [idasiento, 'entry-in-use'],
        [invoice.idasiento, 'entry-in-use'],
        [other.idasiento, 'entry-of-other-books'],
        [999_999, 'reference-not-found'],
      ] as const) {
        const answer = await post({ idrecibo, importe: 5, idasiento: taken });
        expect([answer.status, answer.body.details]).toMatchObject([
          400,
          [{ field: 'idasiento', code }],
        ]);
      }
      const path = `${side.payments}/${payment.idpago}`;
      expect(await change(api, path, { idasiento: null })).toMatchObject({ idasiento });
    });

    it('never exceed what is owed, nor take back more than was paid', async () => {
      const { idfactura } = await invoiced(side, { codpago: 'TRANS' });
      const { idrecibo } = await receiptOf(side, idfactura);
      const refused = async (importe: number, code: string): Promise<void> => {
        const answer = await post({ idrecibo, importe });
        expect([answer.status, answer.body.details]).toMatchObject([
          400,
          [{ field: 'importe', code }],
        ]);
      };
      await refused(121.01, 'payment-exceeds-receipt');
      await refused(-0.01, 'payment-exceeds-paid');
      const { idpago } = await create(api, side.payments, { idrecibo, importe: 100 });
      await refused(21.01, 'payment-exceeds-receipt');
      await refused(-100.01, 'payment-exceeds-paid');
      const path = `/${side.payments}/${idpago}`;
      const raised = await api.call('PUT', path, { json: { importe: 999_999 } });
      expect(raised.body.details).toMatchObject([{ field: 'importe' }]);
      const answers = await Promise.all([1, 2, 3].map(() => post({ idrecibo, importe: 21 })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
      await create(api, side.payments, { idrecibo, importe: -121 });
      const paidInFull = await invoiced(side, { codpago: 'TRANS' });
      await paid(api, side, paidInFull.idfactura);
      const receipt = await receiptOf(side, paidInFull.idfactura);
      const more = await post({ idrecibo: receipt.idrecibo, importe: 121 });
      expect(more.body.details).toMatchObject([{ code: 'payment-exceeds-receipt' }]);
    });

    it('need a receipt and a payment method that there are', async () => {
      const { idfactura } = await invoiced(side);
      const { idrecibo } = await receiptOf(side, idfactura);
      expectRefused(await post({ importe: 1 }), 400, 'record-save-error');
      expectRefused(await post({ importe: 1, idrecibo: 999999 }), 400, 'record-save-error');
      expectRefused(await post({ idrecibo, codpago: 'NOEX' }), 400, 'record-save-error');
      expect(await paymentsOf(api, side, idrecibo)).toEqual([]);
    });

    it('take their entry along, also one that is locked', async () => {
      const { idfactura } = await invoiced(side);
      await paid(api, side, idfactura);
      const [payment] = (await paymentsAt(side, idfactura)) as [Row];
      await change(api, `asientos/${payment.idasiento}`, { editable: 0 });
      const { status } = await api.call('DELETE', `/${side.payments}/${payment.idpago}`);
      expect(status).toBe(200);
      expect((await api.get(`/asientos/${payment.idasiento}`)).status).toBe(404);
      // Only who writes the receipt changes what is paid.
      expect(await receiptOf(side, idfactura)).toMatchObject({ pagado: true });
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: true });
    });

    it('lose their entry when somebody deletes it', async () => {
      const { idfactura } = await invoiced(side);
      await paid(api, side, idfactura);
      const [payment] = (await paymentsAt(side, idfactura)) as [Row];
      await api.call('DELETE', `/asientos/${payment.idasiento}`);
      expect(await paymentsAt(side, idfactura)).toMatchObject([{ idasiento: null }]);
      await paid(api, side, idfactura, { pagada: 0 });
      expect((await api.call('DELETE', `/${side.payments}/${payment.idpago}`)).status).toBe(200);
    });

    it('stay without an entry where the books allow none, and the log says why', async () => {
      const { idfactura } = await invoiced(side);
      const period = await create(api, 'regularizacionimpuestos', {
        bloquear: 1,
        codejercicio: YEAR,
        fechafin: `30-06-${YEAR}`,
        fechainicio: `01-04-${YEAR}`,
        idempresa: 1,
        periodo: 'T2',
      });
      await paid(api, side, idfactura, { pagada: 1, fechapago: `15-05-${YEAR}` });
      expect(await paymentsAt(side, idfactura)).toMatchObject([
        { importe: 121, fecha: `15-05-${YEAR}`, idasiento: null },
      ]);
      expect(await warningsOf(api, side.model, idfactura)).toEqual([
        expect.stringContaining(`15-05-${YEAR}`),
      ]);
      await api.call('DELETE', `/regularizacionimpuestos/${period.idregiva}`);
    });
  });
});
