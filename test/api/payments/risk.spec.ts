import { expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { change, create, type Row, type Values } from '../../support/documents.js';
import { createInvoice, createParty, paid, receiptsOf, SALES } from '../../support/payments.js';

describeApi('receipts and the risk of the customer', (api) => {
  const riskOf = async (codcliente: string) =>
    (await api.get(`/clientes/${codcliente}`)).body.riesgoalcanzado as number | null;
  const forCustomer = (codcliente: string, amount: number) =>
    createInvoice(api, SALES, amount, { codcliente });

  it('counts what is unpaid', async () => {
    const codcliente = await createParty(api, SALES);
    const invoices: Row[] = [];
    for (const amount of [121, 186, 1060, 151, 200]) {
      invoices.push(await forCustomer(codcliente, amount));
    }
    expect(await riskOf(codcliente)).toBe(1718);
    for (const { idfactura } of [invoices[1]!, invoices[2]!]) await paid(api, SALES, idfactura);
    expect(await riskOf(codcliente)).toBe(472);
    await paid(api, SALES, invoices[1]!.idfactura, { pagada: 0 });
    expect(await riskOf(codcliente)).toBe(658);
  });

  it('falls with each receipt that is paid, and rises with each that is not', async () => {
    const codcliente = await createParty(api, SALES);
    const { idfactura } = await forCustomer(codcliente, 121);
    const [first] = (await receiptsOf(api, SALES, idfactura)) as [Row];
    const set = (json: Values) => change(api, `reciboclientes/${first.idrecibo}`, json);
    await set({ importe: 50 });
    expect(await riskOf(codcliente)).toBe(121);
    await set({ pagado: 1 });
    expect(await riskOf(codcliente)).toBe(71);
    const rest = { codcliente, idfactura, importe: 71, numero: 2 };
    const second = await create(api, 'reciboclientes', { ...rest, pagado: 1 });
    expect(await riskOf(codcliente)).toBe(0);
    await api.call('DELETE', `/reciboclientes/${second.idrecibo}`);
    expect(await riskOf(codcliente)).toBe(71);
    await set({ pagado: 0 });
    expect(await riskOf(codcliente)).toBe(121);
    await set({ pagado: 1 });
    await api.call('DELETE', `/facturaclientes/${idfactura}`);
    expect(await riskOf(codcliente)).toBe(0);
  });

  it('that is added up anew takes off what was paid of invoices that cancel out', async () => {
    const codcliente = await createParty(api, SALES);
    const { idfactura } = await forCustomer(codcliente, 100);
    await forCustomer(codcliente, -100);
    const [first] = (await receiptsOf(api, SALES, idfactura)) as [Row];
    await change(api, `reciboclientes/${first.idrecibo}`, { importe: 40 });
    await change(api, `reciboclientes/${first.idrecibo}`, { pagado: 1 });
    expect(await riskOf(codcliente)).toBe(-40);
    await change(api, `clientes/${codcliente}`, { riesgoalcanzado: null });
    await forCustomer(codcliente, 10);
    expect(await riskOf(codcliente)).toBe(-30);
  });

  it('follows an invoice that grows or shrinks after it was paid', async () => {
    const codcliente = await createParty(api, SALES);
    const { idfactura } = await forCustomer(codcliente, 242);
    await paid(api, SALES, idfactura);
    const total = (pvpunitario: number) =>
      api.call('PUT', `/editarFacturaCliente/${idfactura}`, {
        json: { lineas: [{ pvpunitario, codimpuesto: 'IVA0' }] },
      });
    expect((await total(363)).status).toBe(200);
    expect(await riskOf(codcliente)).toBe(121);
    await total(121);
    expect(await riskOf(codcliente)).toBe(0);
    await total(300);
    expect(await riskOf(codcliente)).toBe(58);
  });

  it('is added up where it was never known', async () => {
    const codcliente = await createParty(api, SALES);
    const { idfactura } = await forCustomer(codcliente, 121);
    await forCustomer(codcliente, 60);
    const forget = `UPDATE clientes SET riesgoalcanzado = NULL WHERE codcliente = ?`;
    await api.execute(forget, [codcliente]);
    await paid(api, SALES, idfactura);
    expect(await riskOf(codcliente)).toBe(60);
    const [receipt] = (await receiptsOf(api, SALES, idfactura)) as [Row];
    await api.execute(forget, [codcliente]);
    await change(api, `reciboclientes/${receipt.idrecibo}`, { pagado: 0, observaciones: 'x' });
    expect(await riskOf(codcliente)).toBe(181);
  });
});
