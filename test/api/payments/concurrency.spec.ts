import { expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { createDocument, type Row } from '../../support/documents.js';
import {
  createInvoice,
  createParty,
  pay,
  PAYMENT_SIDES,
  paymentsOf,
  readInvoice,
  receiptsOf,
} from '../../support/payments.js';

const INVOICES = 6;

describeApi('payments at once', (api) => {
  it.each(PAYMENT_SIDES)(
    'and invoices of one party of $side leave nothing out and nothing twice',
    async (side) => {
      const party = { [side.subject]: await createParty(api, side) };
      const lineas = [{ pvpunitario: 10, codimpuesto: 'IVA0' }];
      const old: number[] = [];
      for (let index = 0; index < INVOICES; index++) {
        old.push((await createInvoice(api, side, 10, party)).idfactura as number);
      }
      const receipts = await Promise.all(old.map((id) => receiptsOf(api, side, id)));
      const paying = old.map((id) => pay(api, side, id));
      const editing = receipts.map(([receipt]) =>
        api.call('PUT', `/${side.receipts}/${receipt?.idrecibo}`, { json: { pagado: 1 } }),
      );
      const creating = old.map(() =>
        createDocument(api, side.model, { ...party, lineas, pagada: 1 }),
      );
      const answers = await Promise.all([...paying, ...editing]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const all = [...old, ...(await Promise.all(creating)).map(({ doc }) => doc.idfactura)];
      const entries: Row[] = [];
      for (const id of all as number[]) {
        expect(await readInvoice(api, side, id)).toMatchObject({ pagada: true, vencida: false });
        const [receipt, ...others] = await receiptsOf(api, side, id);
        expect(others).toEqual([]);
        const payments = await paymentsOf(api, side, receipt!.idrecibo);
        expect(payments).toMatchObject([{ importe: 10 }]);
        entries.push((await api.get(`/asientos/${payments[0]!.idasiento}`)).body as Row);
      }
      const numbers = entries.map(({ numero }) => numero as number);
      expect(new Set(numbers).size).toBe(all.length);
      if (side.side === 'purchases') return;
      const { body } = await api.get(`/clientes/${party[side.subject]}`);
      expect(body.riesgoalcanzado).toBe(0);
    },
    60_000,
  );
});
