import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  editDocument,
  type Row,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import {
  createInvoice,
  createMethod,
  createParty,
  PAYMENT_SIDES,
  readInvoice,
  receiptsOf,
  SALES,
} from '../../support/payments.js';

describeApi('receipts that add up to their invoice', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const amounts = async (idfactura: number) =>
      (await receiptsOf(api, side, idfactura)).map(({ importe }) => importe as number);
    const post = (json: Values) => api.call('POST', `/${side.receipts}`, { json });
    const put = (idrecibo: number, json: Values) =>
      api.call('PUT', `/${side.receipts}/${idrecibo}`, { json });
    const remove = (idrecibo: number) => api.call('DELETE', `/${side.receipts}/${idrecibo}`);
    /** An invoice of an amount in two receipts, the first of 50. */
    const divided = async (amount = 121) => {
      const { idfactura } = await createInvoice(api, side, amount, { codpago: 'TRANS' });
      const [first] = (await receiptsOf(api, side, idfactura)) as [Row];
      await put(first.idrecibo, { importe: Math.sign(amount) * 50 });
      await create(api, side.receipts, { idfactura });
      const [one, two] = (await receiptsOf(api, side, idfactura)) as [Row, Row];
      return { idfactura: idfactura as number, one, two };
    };

    it('take from the invoice what the request leaves out', async () => {
      const codpago = await createMethod(api, { plazovencimiento: 1, tipovencimiento: 'months' });
      const invoice = await createInvoice(api, side, 121, { codpago, fecha: `31-01-${YEAR}` });
      const { idfactura } = invoice;
      const [first] = (await receiptsOf(api, side, idfactura)) as [Row];
      await put(first.idrecibo, { importe: 50 });
      expect(await create(api, side.receipts, { idfactura })).toMatchObject({
        [side.subject]: invoice[side.subject],
        ...{ codigofactura: invoice.codigo, codpago, coddivisa: 'EUR', fecha: `31-01-${YEAR}` },
        ...{ importe: 71, numero: 2, vencimiento: `28-02-${YEAR}` },
      });
      expect(await create(api, side.receipts, { idfactura })).toMatchObject({ importe: 0 });
    });

    it('make room for one that is written, in either order', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { codpago: 'TRANS' });
      await create(api, side.receipts, { idfactura, importe: 71 });
      expect(await amounts(idfactura)).toEqual([50, 71]);
      const third = await create(api, side.receipts, { idfactura, importe: 60, pagado: 1 });
      expect(await amounts(idfactura)).toEqual([50, 11, 60]);
      expect((await put(third.idrecibo, { pagado: 0 })).status).toBe(200);
      expect((await put(third.idrecibo, { importe: 121 })).status).toBe(200);
      expect(await amounts(idfactura)).toEqual([121]);
    });

    it('give the last one what another no longer asks for', async () => {
      const { idfactura, one, two } = await divided();
      await put(one.idrecibo, { importe: 20.5 });
      expect(await amounts(idfactura)).toEqual([20.5, 100.5]);
      await put(two.idrecibo, { importe: 21 });
      expect(await amounts(idfactura)).toEqual([100, 21]);
      await remove(two.idrecibo);
      expect(await amounts(idfactura)).toEqual([121]);
      await remove(one.idrecibo);
      expect(await receiptsOf(api, side, idfactura)).toMatchObject([
        { importe: 121, pagado: false, codpago: 'TRANS' },
      ]);
    });

    it('of refunds do so too', async () => {
      const { idfactura, one } = await divided(-121);
      expect(await amounts(idfactura)).toEqual([-50, -71]);
      await put(one.idrecibo, { importe: -60 });
      expect(await amounts(idfactura)).toEqual([-60, -61]);
      const refused = await post({ idfactura, importe: -122 });
      expectRefused(refused, 400, 'record-save-error');
      expect(refusedFields(refused)).toEqual(['importe']);
    });

    it('are refused where they ask for more than is left, and paid ones never change', async () => {
      const { idfactura, one, two } = await divided();
      await put(one.idrecibo, { pagado: 1 });
      const before = await receiptsOf(api, side, idfactura);
      for (const refused of [
        await put(two.idrecibo, { importe: 71.01 }),
        await put(two.idrecibo, { importe: 1000, pagado: 1 }),
        await post({ idfactura, importe: 72 }),
      ]) {
        expectRefused(refused, 400, 'record-save-error');
        expect(refusedFields(refused)).toEqual(['importe']);
        expect(refused.body.details).toMatchObject([{ code: 'receipts-exceed-invoice' }]);
      }
      expect(await receiptsOf(api, side, idfactura)).toEqual(before);
    });

    it('say what their invoice says', async () => {
      const { idfactura, one } = await divided();
      const other = await createParty(api, side);
      const cases: [Values, string][] = [
        [{ [side.subject]: other }, side.subject],
        [{ coddivisa: 'USD' }, 'coddivisa'],
      ];
      for (const [json, field] of cases) {
        for (const refused of [await post({ idfactura, ...json }), await put(one.idrecibo, json)]) {
          expectRefused(refused, 400, 'record-save-error');
          expect(refused.body.details).toMatchObject([
            { field, code: 'receipt-contradicts-invoice' },
          ]);
        }
      }
      const same = (one[side.subject] as string).toLowerCase();
      expect((await put(one.idrecibo, { [side.subject]: same })).status).toBe(200);
    });

    it('that move to another invoice leave both adding up', async () => {
      const { idfactura, two } = await divided();
      const other = await divided();
      await put(two.idrecibo, { idfactura: other.idfactura });
      expect(await amounts(idfactura)).toEqual([121]);
      expect((await amounts(other.idfactura)).reduce((sum, each) => sum + each)).toBe(121);
    });

    it('make their invoice overdue as soon as they are', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { codpago: 'TRANS' });
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ vencida: false });
      const day = `10-01-${YEAR}`;
      await create(api, side.receipts, { idfactura, importe: 21, fecha: day, vencimiento: day });
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ vencida: true });
    });
  });

  it('leave no risk where nothing is owed', async () => {
    const codcliente = await createParty(api, SALES);
    const risk = async () =>
      (await api.get(`/clientes/${codcliente}`)).body.riesgoalcanzado as number | null;
    const { idfactura } = await createInvoice(api, SALES, 121, { codcliente });
    const [first] = (await receiptsOf(api, SALES, idfactura)) as [Row];
    await change(api, `reciboclientes/${first.idrecibo}`, { importe: 50 });
    await change(api, `reciboclientes/${first.idrecibo}`, { pagado: 1 });
    const lineas = [{ cantidad: 0, pvpunitario: 121, codimpuesto: 'IVA0' }];
    await editDocument(api, 'FacturaCliente', idfactura, { lineas });
    expect(await risk()).toBe(0);
    const [, refund] = (await receiptsOf(api, SALES, idfactura)) as [Row, Row];
    expect(refund).toMatchObject({ importe: -50, pagado: false });
    await api.call('DELETE', `/reciboclientes/${refund.idrecibo}`);
    expect(await risk()).toBe(0);
  });

  it.each([
    ['a quote', 'crearPresupuestoCliente', { lineas: [{ pvpunitario: 10 }] }],
    ['a receipt without an invoice', 'reciboclientes', { importe: 25 }],
  ])('begin a risk of 0 with %s', async (_what, resource, json) => {
    const codcliente = await createParty(api, SALES);
    const { status } = await api.call('POST', `/${resource}`, { json: { codcliente, ...json } });
    expect(status).toBe(200);
    expect((await api.get(`/clientes/${codcliente}`)).body.riesgoalcanzado).toBe(0);
  });
});
