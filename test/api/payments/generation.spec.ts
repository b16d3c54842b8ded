import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, createDocument, editDocument, YEAR } from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import {
  createInvoice,
  createMethod,
  createParty,
  paid,
  PAYMENT_SIDES,
  paymentsOf,
  readInvoice,
  receiptsOf,
  SALES,
  today,
} from '../../support/payments.js';

const DAY = `10-03-${YEAR}`;

describeApi('receipts that follow their invoice', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const receipts = (idfactura: number) => receiptsOf(api, side, idfactura);
    const flags = async (idfactura: number) => {
      const { pagada, vencida } = await readInvoice(api, side, idfactura);
      return { pagada, vencida };
    };
    /** Edits the invoice so that its total is another one. */
    const setTotal = async (idfactura: number, total: number) => {
      const lineas = total === 0 ? [] : [{ pvpunitario: total, codimpuesto: 'IVA0' }];
      return (await editDocument(api, side.model, idfactura, { lineas })).doc;
    };

    it('begin with one of the whole amount', async () => {
      const invoice = await createInvoice(api, side, 121, { fecha: DAY, codpago: 'TRANS' });
      expect(invoice).toMatchObject({ pagada: false, vencida: true });
      const [receipt, ...others] = await receipts(invoice.idfactura);
      expect(others).toEqual([]);
      expect(receipt).toEqual({
        [side.subject]: invoice[side.subject],
        coddivisa: 'EUR',
        codigofactura: invoice.codigo,
        codpago: 'TRANS',
        fecha: DAY,
        fechapago: null,
        idempresa: 1,
        idfactura: invoice.idfactura,
        idrecibo: expect.any(Number),
        importe: 121,
        liquidado: 0,
        nick: null,
        numero: 1,
        observaciones: null,
        pagado: false,
        vencido: true,
        vencimiento: `10-04-${YEAR}`,
        ...(side === SALES && { gastos: 0 }),
      });
      expect(await paymentsOf(api, side, receipt!.idrecibo)).toEqual([]);
    });

    it('are overdue on the day on which they are due, and so is the invoice', async () => {
      const cash = await createInvoice(api, side, 10, { codpago: 'CONT' });
      expect(cash).toMatchObject({ pagada: false, vencida: true });
      expect(await receipts(cash.idfactura)).toMatchObject([
        { vencido: true, vencimiento: today() },
      ]);
      const later = await createInvoice(api, side, 10, { codpago: 'TRANS' });
      expect(later).toMatchObject({ pagada: false, vencida: false });
      expect(await receipts(later.idfactura)).toMatchObject([{ vencido: false }]);
    });

    it.each([
      ['31-01-2026', 1, 'months', '28-02-2026'],
      ['31-03-2026', 1, 'months', '30-04-2026'],
      ['30-11-2026', 3, 'months', '28-02-2027'],
      ['29-02-2024', 1, 'years', '28-02-2025'],
      ['22-11-2026', 2, 'weeks', '06-12-2026'],
      ['22-11-2026', 3, 'moons', '22-11-2026'],
      ['22-11-2026', 2147483647, 'years', '31-12-9999'],
    ])('of %s fall due %s %s later', async (fecha, plazovencimiento, tipovencimiento, due) => {
      const codpago = await createMethod(api, { plazovencimiento, tipovencimiento });
      const { idfactura } = await createInvoice(api, side, 5, { fecha, codpago });
      expect(await receipts(idfactura)).toMatchObject([{ vencimiento: due }]);
    });

    it('make the sequence of the specification', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { codpago: 'TRANS' });
      await setTotal(idfactura, 242);
      expect(await receipts(idfactura)).toMatchObject([{ numero: 1, importe: 242 }]);
      await paid(api, side, idfactura);
      expect(await setTotal(idfactura, 363)).toMatchObject({ pagada: false });
      expect(await receipts(idfactura)).toMatchObject([
        { numero: 1, importe: 242, pagado: true },
        { numero: 2, importe: 121, pagado: false },
      ]);
      expect(await setTotal(idfactura, 121)).toMatchObject({ pagada: true, vencida: false });
      expect(await receipts(idfactura)).toMatchObject([
        { numero: 1, importe: 242, pagado: true },
        { numero: 2, importe: -121, pagado: false },
      ]);
      const second = (await receipts(idfactura))[1]!;
      const changed = await change(api, `${side.invoices}/${idfactura}`, { codpago: 'CONT' });
      expect(changed).toMatchObject({ codpago: 'CONT' });
      const [first, anew, ...others] = await receipts(idfactura);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ importe: 242, codpago: 'TRANS', pagado: true });
      expect(anew).toMatchObject({ numero: 2, importe: -121, codpago: 'CONT' });
      expect(anew).toMatchObject({ vencimiento: today(), vencido: true });
      expect(anew!.idrecibo).not.toBe(second.idrecibo);
      expect(await flags(idfactura)).toEqual({ pagada: true, vencida: true });
    });

    it('there are none for nothing, and one that is empty after an edit', async () => {
      const free = await createInvoice(api, side, 0, { fecha: DAY });
      expect(free).toMatchObject({ pagada: false, vencida: false });
      expect(await receipts(free.idfactura)).toEqual([]);

      const { idfactura } = await createInvoice(api, side, 121, { fecha: DAY });
      expect(await setTotal(idfactura, 0)).toMatchObject({ pagada: true, vencida: true });
      const [empty] = await receipts(idfactura);
      expect(empty).toMatchObject({ importe: 0, pagado: false });
      expect(await setTotal(idfactura, 60.5)).toMatchObject({ pagada: false, vencida: true });
      expect(await receipts(idfactura)).toMatchObject([
        { idrecibo: empty!.idrecibo, importe: 60.5 },
      ]);
    });

    it('are born paid where the payment method says so', async () => {
      const codpago = await createMethod(api, { pagado: true, plazovencimiento: 10 });
      const invoice = await createInvoice(api, side, 121, { fecha: DAY, codpago });
      expect(invoice).toMatchObject({ pagada: true, vencida: false });
      const [receipt] = await receipts(invoice.idfactura);
      expect(receipt).toMatchObject({ pagado: true, fechapago: DAY, vencido: false });
      expect(receipt).toMatchObject({ vencimiento: `20-03-${YEAR}` });
      expect(await paymentsOf(api, side, receipt!.idrecibo)).toMatchObject([
        { importe: 121, fecha: DAY, codpago },
      ]);
    });

    it('go with the date of the invoice while they fall due by themselves', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { fecha: DAY, codpago: 'TRANS' });
      const path = `${side.invoices}/${idfactura}`;
      await change(api, path, { fecha: `13-03-${YEAR}` });
      const [receipt] = await receipts(idfactura);
      expect(receipt).toMatchObject({ fecha: `13-03-${YEAR}`, vencimiento: `13-04-${YEAR}` });
      const own = `${side.receipts}/${receipt!.idrecibo}`;
      await change(api, own, { vencimiento: `01-06-${YEAR}` });
      await change(api, path, { fecha: `14-03-${YEAR}` });
      expect(await receipts(idfactura)).toMatchObject([
        { fecha: `13-03-${YEAR}`, vencimiento: `01-06-${YEAR}` },
      ]);
    });

    it('of another customer or supplier are made anew, unless one is paid', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { fecha: DAY });
      const other = await createParty(api, side);
      await change(api, `${side.invoices}/${idfactura}`, { [side.subject]: other });
      expect(await receipts(idfactura)).toMatchObject([
        { [side.subject]: other, numero: 1, importe: 121 },
      ]);
      await paid(api, side, idfactura);
      const third = await createParty(api, side);
      const refused = await api.call('PUT', `/${side.invoices}/${idfactura}`, {
        json: { [side.subject]: third },
      });
      expectRefused(refused, 400, 'record-save-error');
      expect(refusedFields(refused)).toEqual([side.subject]);
      expect(refused.body.details).toMatchObject([{ code: 'paid-receipts-prevent-action' }]);
      expect(await readInvoice(api, side, idfactura)).toMatchObject({ [side.subject]: other });
    });

    it('take the currency of the invoice', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { fecha: DAY });
      const lineas = [{ pvpunitario: 121, codimpuesto: 'IVA0' }];
      await editDocument(api, side.model, idfactura, { coddivisa: 'USD', lineas });
      expect(await receipts(idfactura)).toMatchObject([{ coddivisa: 'USD', importe: 121 }]);
    });

    it('go with the invoice, paid ones too', async () => {
      const { idfactura } = await createInvoice(api, side, 121, { fecha: DAY });
      const [{ idrecibo }] = (await receipts(idfactura)) as [{ idrecibo: number }];
      await paid(api, side, idfactura);
      expect((await api.call('DELETE', `/${side.invoices}/${idfactura}`)).status).toBe(200);
      expect(await receipts(idfactura)).toEqual([]);
      expect(await paymentsOf(api, side, idrecibo)).toEqual([]);
    });

    it('can be paid in the call that creates the invoice', async () => {
      const body = { [side.subject]: await createParty(api, side), pagada: true };
      const lineas = [{ pvpunitario: 80, codimpuesto: 'IVA21' }];
      const { doc } = await createDocument(api, side.model, { ...body, lineas });
      expect(doc).toMatchObject({ total: 96.8, pagada: true, vencida: false });
      expect(await receipts(doc.idfactura)).toMatchObject([
        { importe: 96.8, pagado: true, fechapago: today() },
      ]);
      const { doc: unpaid } = await createDocument(api, side.model, {
        ...body,
        pagada: false,
        lineas,
      });
      expect(unpaid).toMatchObject({ pagada: false, vencida: true });
    });
  });

  it('fall due on a day on which the customer pays', async () => {
    const due = async (fecha: string, diaspago: string) => {
      const codcliente = await createParty(api, SALES, { diaspago });
      const codpago = await createMethod(api, { plazovencimiento: 0 });
      const values = { codcliente, codpago, fecha };
      const { idfactura } = await createInvoice(api, SALES, 10, values);
      return (await receiptsOf(api, SALES, idfactura))[0]?.vencimiento as string;
    };
    expect(await due('22-12-2026', '5,20')).toBe('05-01-2027');
    expect(await due('22-12-2026', '31')).toBe('31-12-2026');
  });

  it('of a refund of a paid invoice are paid, and so is the refund at once', async () => {
    const { idfactura } = await createInvoice(api, SALES, 121);
    await paid(api, SALES, idfactura);
    const { status, body } = await api.call('POST', '/crearFacturaRectificativaCliente', {
      json: { idfactura, fecha: today() },
    });
    expect(status).toBe(200);
    expect(body.doc).toMatchObject({ total: -121, pagada: true, vencida: false });
    const [receipt] = await receiptsOf(api, SALES, body.doc.idfactura);
    expect(receipt).toMatchObject({ importe: -121, pagado: true });
    expect(await paymentsOf(api, SALES, receipt!.idrecibo)).toMatchObject([{ importe: -121 }]);
    expect(await readInvoice(api, SALES, body.doc.idfactura)).toMatchObject({ pagada: true });
  });
});
