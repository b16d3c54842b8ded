import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, create, createSeries, type Row } from '../../support/documents.js';
import {
  createInvoice,
  createParty,
  PAYMENT_SIDES,
  paymentsOf,
  readInvoice,
  receiptsOf,
  SALES,
} from '../../support/payments.js';

describeApi('an invoice that is said to be paid', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const paymentsAt = async (idfactura: number) =>
      Promise.all(
        (await receiptsOf(api, side, idfactura)).map(({ idrecibo }) =>
          paymentsOf(api, side, idrecibo),
        ),
      );

    it.each(['PUT', 'PATCH'])('by %s is paid by its receipts, and taken back', async (method) => {
      const { idfactura, idasiento } = await createInvoice(api, side, 121);
      const send = async (fields: { form?: Row; json?: Row }) => {
        const path = `/${side.invoices}/${idfactura}`;
        const { status, body } = await api.call(method, path, fields);
        expect(status).toBe(200);
        expect(await readInvoice(api, side, idfactura)).toEqual(body.data);
        return body.data as Row;
      };
      expect(await send({ json: { pagada: true } })).toMatchObject({
        pagada: true,
        vencida: false,
        idasiento,
      });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 121 }]]);
      await send({ form: { pagada: '1', observaciones: 'x' } });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 121 }]]);
      expect(await send({ form: { pagada: 0 } })).toMatchObject({ pagada: false, vencida: true });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 121 }, { importe: -121 }]]);
    });

    it('is paid for what it asks from then on, also where it is locked', async () => {
      const codserie = await createSeries(api);
      const { idfactura } = await createInvoice(api, side, 121, { codserie });
      const path = `${side.invoices}/${idfactura}`;
      await change(api, path, { total: 50, neto: 50, pagada: 1 });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 50 }]]);
      await change(api, path, { idestado: side === SALES ? 11 : 22 });
      expect(await change(api, path, { pagada: 0 })).toMatchObject({
        editable: false,
        pagada: false,
      });
    });

    it('keeps what was paid of it when the rest of its record is sent back', async () => {
      const { idfactura } = await createInvoice(api, side, 121);
      const [receipt] = (await receiptsOf(api, side, idfactura)) as [Row];
      await change(api, `${side.receipts}/${receipt.idrecibo}`, { importe: 50 });
      await change(api, `${side.receipts}/${receipt.idrecibo}`, { pagado: 1 });
      await change(api, `${side.invoices}/${idfactura}`, { pagada: false, observaciones: 'x' });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 50 }]]);
      await change(api, `${side.invoices}/${idfactura}`, { pagada: 1 });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 50 }], [{ importe: 71 }]]);
    });

    it('by POST is paid from the start', async () => {
      const name = side === SALES ? 'nombrecliente' : 'nombre';
      const json = {
        [side.subject]: await createParty(api, side),
        ...{ [name]: 'ZA', cifnif: '', total: 80, neto: 80, pagada: 1 },
      };
      const { idfactura, ...invoice } = await create(api, side.invoices, json);
      expect(invoice).toMatchObject({ pagada: true, vencida: false });
      expect(await paymentsAt(idfactura)).toMatchObject([[{ importe: 80 }]]);
    });
  });
});
