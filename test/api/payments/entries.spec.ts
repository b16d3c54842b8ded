import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  createSeries,
  type Row,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import {
  createMethod,
  createParty,
  linesOf,
  paid,
  PAYMENT_SIDES,
  paymentLookups,
  paymentsOf,
  PURCHASES,
  SALES,
  today,
  warningsOf,
} from '../../support/payments.js';

const LAST_YEAR = Number(YEAR) - 1;

describeApi('payments and their entries', (api) => {
  const { entryOf, receiptOf, paymentsAt, subaccountOf, invoiced } = paymentLookups(api);

  it('of customers: paid and taken back (E10)', async () => {
    const { invoice, idfactura, sub } = await invoiced(SALES);
    expect(sub).toMatch(/^430/);
    await paid(api, SALES, idfactura);
    await paid(api, SALES, idfactura, { pagada: 0 });
    const [payment, refund] = (await paymentsAt(SALES, idfactura)) as [Row, Row];
    expect(await entryOf(payment)).toMatchObject({
      canal: null,
      codejercicio: YEAR,
      concepto: `Receipt payment ${invoice.codigo}-1 - ZA Uno SL`,
      documento: invoice.codigo,
      editable: true,
      fecha: today(),
      iddiario: null,
      idempresa: 1,
      importe: 121,
      operacion: null,
    });
    expect(await linesOf(api, payment.idasiento)).toEqual([`${sub} 0 121`, '5720000000 121 0']);
    expect(await entryOf(refund)).toMatchObject({
      concepto: `Refund of payment ${invoice.codigo}-1 - ZA Uno SL`,
      documento: invoice.codigo,
      importe: -121,
    });
    expect(await linesOf(api, refund.idasiento)).toEqual([`${sub} 121 0`, '5720000000 0 121']);
  });

  it('of suppliers: paid on a date and taken back (E10)', async () => {
    const { invoice, idfactura, sub } = await invoiced(PURCHASES, { numproveedor: 'PX-9' });
    expect(sub).toMatch(/^400/);
    await paid(api, PURCHASES, idfactura, { pagada: 1, fechapago: `21-11-${YEAR}` });
    await paid(api, PURCHASES, idfactura, { pagada: 0 });
    const [payment, refund] = (await paymentsAt(PURCHASES, idfactura)) as [Row, Row];
    expect(await entryOf(payment)).toMatchObject({
      concepto: `Receipt payment ${invoice.codigo}-1 (PX-9) - ZA Uno SL`,
      fecha: `21-11-${YEAR}`,
      importe: 121,
    });
    expect(await linesOf(api, payment.idasiento)).toEqual([`${sub} 121 0`, '5720000000 0 121']);
    expect(await linesOf(api, refund.idasiento)).toEqual([`${sub} 0 121`, '5720000000 121 0']);
  });

  it('say the number of the other party, and take the channel of the series', async () => {
    const codserie = await createSeries(api);
    await change(api, `series/${codserie}`, { canal: 7 });
    const values = { numero2: 'REF77', codserie };
    const { invoice, idfactura } = await invoiced(SALES, values);
    await paid(api, SALES, idfactura, { pagada: 1, fechapago: `20-11-${YEAR}`, codpago: 'TRANS' });
    const [payment] = (await paymentsAt(SALES, idfactura)) as [Row];
    expect(await entryOf(payment)).toMatchObject({
      canal: 7,
      concepto: `Receipt payment ${invoice.codigo}-1 (REF77) - ZA Uno SL`,
      fecha: `20-11-${YEAR}`,
    });
  });

  it('of a refund stand on the other side', async () => {
    const { idfactura, sub } = await invoiced(SALES);
    await paid(api, SALES, idfactura);
    const { body } = await api.call('POST', '/crearFacturaRectificativaCliente', {
      json: { idfactura, fecha: today() },
    });
    const [payment] = (await paymentsAt(SALES, body.doc.idfactura)) as [Row];
    expect(payment).toMatchObject({ importe: -121 });
    expect(await entryOf(payment)).toMatchObject({
      concepto: `Refund of payment ${body.doc.codigo}-1 - ZA Uno SL`,
    });
    expect(await linesOf(api, payment.idasiento)).toEqual([`${sub} 121 0`, '5720000000 0 121']);
  });

  it('have one ledger account with their invoice, in the call that makes both', async () => {
    const codcliente = await createParty(api, SALES);
    const { doc } = await createDocument(api, 'FacturaCliente', {
      codcliente,
      pagada: 1,
      lineas: [{ pvpunitario: 80, codimpuesto: 'IVA21' }],
    });
    const sub = await subaccountOf(SALES, codcliente);
    const [payment] = (await paymentsAt(SALES, doc.idfactura)) as [Row];
    expect(await linesOf(api, payment.idasiento)).toEqual([`${sub} 0 96.8`, '5720000000 96.8 0']);
    expect((await linesOf(api, doc.idasiento))[0]).toBe(`${sub} 96.8 0`);
  });

  describe('the expense of a collection', () => {
    const EXPENSE = 'Expenses in the remittance';
    const collected = async (gastos: number, values: Values = {}) => {
      const made = await invoiced(SALES, values);
      const receipt = await receiptOf(SALES, made.idfactura);
      await change(api, `reciboclientes/${receipt.idrecibo}`, { gastos, pagado: 1 });
      const [payment] = (await paymentsAt(SALES, made.idfactura)) as [Row];
      return { ...made, receipt, payment };
    };

    it('of one of two receipts is given back with it (E10)', async () => {
      const { invoice, idfactura, sub } = await invoiced(SALES, { codpago: 'TRANS' });
      const first = await receiptOf(SALES, idfactura);
      const { idrecibo: _, ...values } = first;
      const set = ({ idrecibo }: Row, json: Values) =>
        change(api, `reciboclientes/${idrecibo}`, json);
      await set(first, { importe: 50 });
      const further = { ...values, importe: 71, numero: 2, vencimiento: '22-01-2027' };
      const second = await create(api, 'reciboclientes', further);
      await set(first, { pagado: 1 });
      await set(second, { gastos: 1.5, pagado: 1 });
      await set(second, { pagado: 0 });

      const [part] = (await paymentsOf(api, SALES, first.idrecibo)) as [Row];
      expect(await linesOf(api, part.idasiento)).toEqual([`${sub} 0 50`, '5720000000 50 0']);
      const label = `Receipt payment ${invoice.codigo}-1 - ZA Uno SL`;
      expect(await entryOf(part)).toMatchObject({ concepto: label, importe: 50 });

      const [rest, refund] = (await paymentsOf(api, SALES, second.idrecibo)) as [Row, Row];
      expect(refund).toMatchObject({ importe: -71, gastos: 1.5 });
      expect(await linesOf(api, rest.idasiento)).toEqual([
        `${sub} 0 71`,
        '5720000000 69.5 0',
        '6260000000 1.5 0',
      ]);
      expect(await linesOf(api, refund.idasiento)).toEqual([
        `${sub} 71 0`,
        '5720000000 0 69.5',
        '6260000000 0 1.5',
      ]);
      const filter = `filter[idasiento]=${rest.idasiento}&sort[idpartida]=DESC&limit=1`;
      const [expense] = (await api.get(`/partidas?${filter}`)).body as [Row];
      expect(expense).toMatchObject({ concepto: `${EXPENSE} ${invoice.codigo}` });
    });

    it('and the money go to the accounts of the bank account, made where they lack', async () => {
      const { codcuenta } = await create(api, 'cuentabancos', {
        descripcion: 'Our bank',
        codsubcuenta: '5720000077',
        codsubcuentagasto: '6260000000',
      });
      const codpago = await createMethod(api, { codcuentabanco: codcuenta });
      const { sub, payment } = await collected(2, { codpago });
      expect(await linesOf(api, payment.idasiento)).toEqual([
        `${sub} 0 121`,
        '5720000077 119 0',
        '6260000000 2 0',
      ]);
      const filter = 'filter[codsubcuenta]=5720000077';
      const [made] = (await api.get(`/subcuentas?${filter}`)).body;
      expect(made).toMatchObject({ codcuenta: '572', descripcion: 'Our bank' });
      const own = { codsubcuentagasto: '5720000078' };
      await change(api, `cuentabancos/${codcuenta}`, own);
      const { payment: second } = await collected(3, { codpago });
      expect((await linesOf(api, second.idasiento))[2]).toBe('5720000078 3 0');
    });

    it('is that of the special account for bank charges, where there is one', async () => {
      const filter = `filter[codsubcuenta]=6690000000&filter[codejercicio]=${YEAR}`;
      const [known] = (await api.get(`/subcuentas?${filter}`)).body;
      await change(api, `subcuentas/${known.idsubcuenta}`, { codcuentaesp: 'GTOBAN' });
      const { payment } = await collected(1);
      expect((await linesOf(api, payment.idasiento))[2]).toBe('6690000000 1 0');
      await change(api, `subcuentas/${known.idsubcuenta}`, { codcuentaesp: null });
    });
  });

  it('are in the base currency', async () => {
    const { idfactura, sub } = await invoiced(SALES, { coddivisa: 'USD', tasaconv: 1.129 });
    await paid(api, SALES, idfactura);
    const [payment] = (await paymentsAt(SALES, idfactura)) as [Row];
    expect(payment).toMatchObject({ importe: 121 });
    expect(await linesOf(api, payment.idasiento)).toEqual([
      `${sub} 0 107.17`,
      '5720000000 107.17 0',
    ]);
    expect(await entryOf(payment)).toMatchObject({ importe: 107.17 });
    const filter = `filter[idasiento]=${payment.idasiento}`;
    const lines = (await api.get(`/partidas?${filter}`)).body as Row[];
    for (const line of lines) expect(line).toMatchObject({ coddivisa: 'USD', tasaconv: 1.129 });
  });

  it('of a closed year stay without an entry, and those that have one keep it', async () => {
    const { idfactura } = await invoiced(SALES);
    const fechapago = `10-05-${LAST_YEAR}`;
    await paid(api, SALES, idfactura, { pagada: 1, fechapago });
    const [payment] = (await paymentsAt(SALES, idfactura)) as [Row];
    expect(await entryOf(payment)).toMatchObject({ codejercicio: String(LAST_YEAR) });
    await change(api, `ejercicios/${LAST_YEAR}`, { estado: 'CERRADO' });

    const receipt = await receiptOf(SALES, idfactura);
    const removed = await api.call('DELETE', `/reciboclientes/${receipt.idrecibo}`);
    expectRefused(removed, 400, 'record-deleted-error');
    const gone = await api.call('DELETE', `/pagoclientes/${payment.idpago}`);
    expectRefused(gone, 400, 'record-deleted-error');
    const path = `/pagoclientes/${payment.idpago}`;
    expectRefused(await api.call('PUT', path, { json: { importe: 7 } }), 400, 'record-save-error');
    expect(await paymentsAt(SALES, idfactura)).toEqual([payment]);
    expect(await receiptOf(SALES, idfactura)).toEqual(receipt);

    const other = await invoiced(SALES);
    await paid(api, SALES, other.idfactura, { pagada: 1, fechapago });
    expect(await paymentsAt(SALES, other.idfactura)).toMatchObject([{ idasiento: null }]);
    expect(await warningsOf(api, 'FacturaCliente', other.idfactura)).toEqual([
      expect.stringContaining(`${LAST_YEAR}`),
    ]);
  });

  it('make the fiscal year that they lack', async () => {
    const { idfactura } = await invoiced(SALES);
    const year = Number(YEAR) + 2;
    await paid(api, SALES, idfactura, { pagada: 1, fechapago: `01-03-${year}` });
    expect((await api.get(`/ejercicios/${year}`)).status).toBe(200);
  });

  it.each(PAYMENT_SIDES)('of a receipt of $side without an invoice', async (side) => {
    const code = await createParty(api, side, { nombre: 'ZA', razonsocial: 'ZA Uno SL' });
    const json = { [side.subject]: code, importe: 25, fecha: `05-01-${YEAR}`, codpago: 'CONT' };
    const receipt = await create(api, side.receipts, json);
    await change(api, `${side.receipts}/${receipt.idrecibo}`, { pagado: 1 });
    const sub = await subaccountOf(side, code);
    const [payment] = (await paymentsOf(api, side, receipt.idrecibo)) as [Row];
    expect(await entryOf(payment)).toMatchObject({ importe: 25, documento: null });
    expect((await entryOf(payment)).concepto).toMatch(/ - ZA Uno SL$/);
    const lines = [`${sub} 0 25`, '5720000000 25 0'];
    const mirrored = [`${sub} 25 0`, '5720000000 0 25'];
    const [paidLines, reversed] = side === SALES ? [lines, mirrored] : [mirrored, lines];
    expect(await linesOf(api, payment.idasiento)).toEqual(paidLines);

    await change(api, `${side.receipts}/${receipt.idrecibo}`, { pagado: 0 });
    const [, back] = (await paymentsOf(api, side, receipt.idrecibo)) as [Row, Row];
    expect(await entryOf(back)).toMatchObject({ importe: -25, documento: null });
    expect(await linesOf(api, back.idasiento)).toEqual(reversed);

    const { idrecibo } = receipt;
    const plain = await create(api, side.payments, { idrecibo, importe: 10 });
    expect(await linesOf(api, plain.idasiento)).toEqual(
      paidLines.map((line) => line.replace('25', '10')),
    );
    await api.call('DELETE', `/${side.receipts}/${idrecibo}`);
    for (const { idasiento } of [payment, back, plain]) {
      expect((await api.get(`/asientos/${idasiento}`)).status).toBe(404);
    }
  });
});
