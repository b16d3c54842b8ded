import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, create, expectDenied, type Row, YEAR } from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { grant, makeKey } from '../../support/keys.js';
import {
  createInvoice,
  paid,
  pay,
  PAYMENT_SIDES,
  paymentsOf,
  readInvoice,
  receiptsOf,
  SALES,
  today,
} from '../../support/payments.js';

describeApi('the routes that pay invoices', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const route = `/pagar${side.model}`;
    const receipts = (idfactura: number) => receiptsOf(api, side, idfactura);
    const payments = async (idfactura: number) =>
      Promise.all(
        (await receipts(idfactura)).map(({ idrecibo }) => paymentsOf(api, side, idrecibo)),
      );
    const unpaid = async (): Promise<number> =>
      (await createInvoice(api, side, 121)).idfactura as number;

    it('pay today, by the payment method of the receipt', async () => {
      const idfactura = await unpaid();
      const invoice = await paid(api, side, idfactura);
      expect(invoice).toEqual(await readInvoice(api, side, idfactura));
      expect(invoice).toMatchObject({ idfactura, pagada: true, vencida: false });
      expect(await receipts(idfactura)).toMatchObject([
        { pagado: true, fechapago: today(), codpago: 'CONT', vencido: false },
      ]);
      expect(await payments(idfactura)).toMatchObject([
        [{ importe: 121, fecha: today(), codpago: 'CONT' }],
      ]);
    });

    it('pay on a date and by a payment method', async () => {
      const idfactura = await unpaid();
      const terms = { fechapago: `${YEAR}-11-20`, codpago: 'trans' };
      const invoice = await paid(api, side, idfactura, { pagada: 1, ...terms });
      expect(invoice).toMatchObject({ codpago: 'CONT', pagada: true });
      const values = { fechapago: `20-11-${YEAR}`, codpago: 'TRANS' };
      expect(await receipts(idfactura)).toMatchObject([values]);
      expect(await payments(idfactura)).toMatchObject([
        [{ importe: 121, fecha: `20-11-${YEAR}`, codpago: 'TRANS' }],
      ]);
    });

    it('take the money back today, whatever else is sent', async () => {
      const idfactura = await unpaid();
      await paid(api, side, idfactura, { pagada: 1, fechapago: `20-11-${YEAR}` });
      const nonsense = { fechapago: 'never', codpago: 'NO' };
      const invoice = await paid(api, side, idfactura, { pagada: 0, ...nonsense });
      expect(invoice).toMatchObject({ pagada: false, vencida: true });
      expect(await receipts(idfactura)).toMatchObject([{ pagado: false, fechapago: null }]);
      expect(await payments(idfactura)).toMatchObject([
        [
          { importe: 121, fecha: `20-11-${YEAR}` },
          { importe: -121, fecha: today() },
        ],
      ]);
    });

    it.each(['1', 'true', 'TRUE', 'yes', 'on', 'x', '-1', '2', true, 1])(
      'take %j for yes',
      async (pagada) => {
        const idfactura = await unpaid();
        expect(await paid(api, side, idfactura, { pagada })).toMatchObject({ pagada: true });
      },
    );

    it.each(['0', '', 'false', 'FALSE', 'no', 'No', 'off', false, 0])(
      'take %j for no',
      async (pagada) => {
        const idfactura = await unpaid();
        const same = await pay(api, side, idfactura, { pagada });
        expect(same.body).toMatchObject({ ok: 'Nothing to change', data: { pagada: false } });
        await paid(api, side, idfactura);
        expect(await paid(api, side, idfactura, { pagada })).toMatchObject({ pagada: false });
      },
    );

    it('take forms, by PUT too', async () => {
      const idfactura = await unpaid();
      const put = await api.call('PUT', `${route}/${idfactura}`, { form: { pagada: '1' } });
      expect(put.body).toMatchObject({ ok: 'Record saved', data: { pagada: true } });
      const post = await api.call('POST', `${route}/${idfactura}`, { form: { pagada: '0' } });
      expect(post.body).toMatchObject({ ok: 'Record saved', data: { pagada: false } });
    });

    it('leave an invoice in the wanted state as it is', async () => {
      const idfactura = await unpaid();
      await paid(api, side, idfactura);
      const before = [await receipts(idfactura), await payments(idfactura)];
      const { status, body } = await pay(api, side, idfactura, { pagada: 1, codpago: 'NO' });
      expect(status).toBe(200);
      expect(body).toEqual({
        ok: 'Nothing to change',
        data: await readInvoice(api, side, idfactura),
      });
      expect([await receipts(idfactura), await payments(idfactura)]).toEqual(before);
    });

    it('touch only what is unpaid', async () => {
      const idfactura = await unpaid();
      const [first] = (await receipts(idfactura)) as [Row];
      const { idrecibo: _, ...values } = first;
      const path = `${side.receipts}/${first.idrecibo}`;
      await change(api, path, { importe: 50 });
      await create(api, side.receipts, { ...values, importe: 71, numero: 2 });
      await change(api, path, { pagado: 1, fechapago: `01-11-${YEAR}`, codpago: 'TRANS' });
      const none = await pay(api, side, idfactura, { pagada: 0 });
      expect(none.body.ok).toBe('Nothing to change');
      await paid(api, side, idfactura, { pagada: 1, fechapago: `15-11-${YEAR}`, codpago: 'CONT' });
      expect(await receipts(idfactura)).toMatchObject([
        { fechapago: `01-11-${YEAR}`, codpago: 'TRANS' },
        { fechapago: `15-11-${YEAR}`, codpago: 'CONT' },
      ]);
      expect(await payments(idfactura)).toMatchObject([[{ importe: 50 }], [{ importe: 71 }]]);
      await paid(api, side, idfactura, { pagada: 0 });
      expect(await payments(idfactura)).toMatchObject([
        [{ importe: 50 }, { importe: -50 }],
        [{ importe: 71 }, { importe: -71 }],
      ]);
    });

    it('pay what no receipt asks for, too', async () => {
      const idfactura = await unpaid();
      const [first] = (await receipts(idfactura)) as [Row];
      await change(api, `${side.receipts}/${first.idrecibo}`, { importe: 50 });
      expect(await paid(api, side, idfactura)).toMatchObject({ pagada: true, vencida: false });
      expect(await receipts(idfactura)).toMatchObject([
        { numero: 1, importe: 50, pagado: true },
        { numero: 2, importe: 71, pagado: true, codpago: 'CONT' },
      ]);
      expect(await payments(idfactura)).toMatchObject([[{ importe: 50 }], [{ importe: 71 }]]);
      expect(await paid(api, side, idfactura, { pagada: 0 })).toMatchObject({ pagada: false });
    });

    it('pay locked invoices', async () => {
      const idfactura = await unpaid();
      const idestado = side === SALES ? 11 : 22;
      await change(api, `${side.invoices}/${idfactura}`, { idestado });
      expect(await paid(api, side, idfactura)).toMatchObject({ editable: false, pagada: true });
    });

    it('have nothing to do for an invoice of nothing', async () => {
      const { idfactura } = await createInvoice(api, side, 0);
      const { body } = await pay(api, side, idfactura);
      expect(body).toMatchObject({ ok: 'Nothing to change', data: { total: 0, pagada: false } });
    });

    it.each([
      [{ fechapago: 'yesterday' }, 'fechapago', 'invalid-date'],
      [{ fechapago: '31-02-2026' }, 'fechapago', 'invalid-date'],
      [{ fechapago: ['22-11-2026'] }, 'fechapago', 'scalar-expected'],
      [{ codpago: 'NOEX' }, 'codpago', 'reference-not-found'],
      [{ codpago: { a: 1 } }, 'codpago', 'scalar-expected'],
    ])('refuse %j and change nothing', async (terms, field, code) => {
      const idfactura = await unpaid();
      const refused = await pay(api, side, idfactura, { pagada: 1, ...terms });
      expectRefused(refused, 422, 'record-save-error');
      expect(refused.body.details).toMatchObject([{ field, code }]);
      expect(await receipts(idfactura)).toMatchObject([{ pagado: false, fechapago: null }]);
      expect(await payments(idfactura)).toEqual([[]]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ pagada: false });
    });

    it.each(['22-11-9999', '01-01-1000', '01-01-1970'])('pay on %s, if need be', async (day) => {
      const idfactura = await unpaid();
      await paid(api, side, idfactura, { pagada: 1, fechapago: day });
      expect(await payments(idfactura)).toMatchObject([[{ fecha: day }]]);
    });

    it('say no in the words that clients know', async () => {
      const idfactura = await unpaid();
      for (const method of ['GET', 'DELETE', 'PATCH']) {
        const answer = await api.call(method, `${route}/${idfactura}`);
        expectDenied(answer, 405, side === SALES ? 'method-not-allowed' : 'Method not allowed');
        expect(answer.body.code).toBe('method-not-allowed');
      }
      for (const path of [route, `${route}/`, `${route}/${idfactura}/1`]) {
        const answer = await api.call('POST', path, { json: { pagada: 1 } });
        expectDenied(answer, 404, 'api-resource-invalid');
      }
      for (const json of [{}, { x: 1 }, { pagada: null }, { pagada: [] }, { pagada: {} }]) {
        expectDenied(await pay(api, side, idfactura, json), 400, 'missing-pagada-parameter');
      }
      expectDenied(await pay(api, side, 999999, {}), 400, 'missing-pagada-parameter');
      for (const id of ['999999', '0', '-1', 'x', '1.5', '99999999999999999999', '%00']) {
        const answer = await pay(api, side, id);
        if (side === SALES) expectRefused(answer, 404, 'record-not-found');
        else expectDenied(answer, 404, 'invoice-not-found');
      }
      expect(refusedFields(await pay(api, side, idfactura, {}))).toEqual(['pagada']);
    });

    it('name the fields that mean nothing', async () => {
      const idfactura = await unpaid();
      const { headers } = await pay(api, side, idfactura, { pagada: 1, total: 5, ñ: 1 });
      expect(headers.get('X-Ignored-Fields')).toBe('total, %C3%B1');
      const { headers: none } = await pay(api, side, idfactura, { pagada: 0, codpago: '' });
      expect(none.get('X-Ignored-Fields')).toBeNull();
    });

    it('pay once, however often and at once they are asked', async () => {
      const idfactura = await unpaid();
      const answers = await Promise.all(Array.from({ length: 6 }, () => pay(api, side, idfactura)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      expect((await payments(idfactura)).flat()).toHaveLength(1);
    });

    it('answer a repeated request with the first answer', async () => {
      const idfactura = await unpaid();
      const headers = { 'Idempotency-Key': `pay ${side.side} ${idfactura}` };
      const ask = () => api.call('POST', `${route}/${idfactura}`, { json: { pagada: 1 }, headers });
      const first = await ask();
      const again = await ask();
      expect(again.text).toBe(first.text);
      expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    });

    it('need a permission of their own', async () => {
      const idfactura = await unpaid();
      const { id, apikey: token } = await makeKey(api, {});
      const ask = () => api.call('POST', `${route}/${idfactura}`, { json: { pagada: 1 }, token });
      expect((await ask()).status).toBe(403);
      await grant(api, id, `pagar${side.model}`, ['post']);
      expect((await ask()).status).toBe(200);
    });
  });
});
