import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  createProduct,
  editDocument,
  KINDS,
  type Row,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const ORDER = 'PedidoProveedor';
const DAY = '15-03-2024';

describeApi('prices of suppliers', (api) => {
  /** A supplier, and a product that costs 10. */
  const parties = async (values: Values = {}) => {
    const who = await subjectOf(api, ORDER, values);
    const { idproducto, referencia } = await createProduct(api, { precio: 25, coste: 10 });
    return { who, idproducto: Number(idproducto), referencia: String(referencia) };
  };
  const offersOf = async (referencia: string): Promise<Row[]> =>
    (await api.get(`/productoproveedores?filter[referencia]=${referencia}&sort[id]=ASC`)).body;
  const ordered = (who: Values, line: Values, header: Values = {}, kind = ORDER) =>
    createDocument(api, kind, { ...who, fecha: DAY, hora: '10:00', ...header, lineas: [line] });

  describe('price a line', () => {
    it('of their own documents only', async () => {
      const { who, referencia } = await parties();
      const offer = { ...who, referencia, precio: 8, dtopor: 20, dtopor2: 5 };
      await create(api, 'productoproveedores', offer);
      const [line] = (await ordered(who, { referencia })).lines;
      expect(line).toMatchObject({ pvpunitario: 8, dtopor: 20, dtopor2: 5 });
      const other = (await ordered(await subjectOf(api, ORDER), { referencia })).lines[0];
      expect(other).toMatchObject({ pvpunitario: 10, dtopor: 0, dtopor2: 0 });
      const sale = { ...(await subjectOf(api, 'PedidoCliente')), fecha: DAY };
      const sold = await createDocument(api, 'PedidoCliente', {
        ...sale,
        lineas: [{ referencia }],
      });
      expect(sold.lines).toMatchObject([{ pvpunitario: 25, coste: 10 }]);
    });

    it('unless it has its own', async () => {
      const { who, referencia } = await parties();
      await create(api, 'productoproveedores', { ...who, referencia, precio: 8, dtopor: 20 });
      const own = { referencia, pvpunitario: 9, dtopor: 0 };
      expect((await ordered(who, own)).lines).toMatchObject([{ pvpunitario: 9, dtopor: 0 }]);
    });

    it.each([
      [{ coddivisa: 'EUR' }, 8],
      [{ coddivisa: 'USD' }, 9],
      [{ coddivisa: 'GBP' }, 7],
    ])('of a document in %j at %d', async (header, price) => {
      const { who, referencia } = await parties();
      for (const [coddivisa, precio] of [
        ['EUR', 8],
        ['USD', 9],
        [null, 7],
      ] as const) {
        const refproveedor = `of ${coddivisa}`;
        const offer = { ...who, referencia, refproveedor, coddivisa, precio };
        await create(api, 'productoproveedores', offer);
      }
      const { lines } = await ordered(who, { referencia }, header);
      expect(lines).toMatchObject([{ pvpunitario: price }]);
    });

    it('not in another currency, and not when they are 0', async () => {
      const { who, referencia } = await parties();
      const offer = { ...who, referencia };
      await create(api, 'productoproveedores', { ...offer, coddivisa: 'USD', precio: 9 });
      await create(api, 'productoproveedores', { ...offer, coddivisa: 'EUR', precio: 0 });
      const { lines } = await ordered(who, { referencia });
      expect(lines).toMatchObject([{ pvpunitario: 10 }]);
    });
  });

  describe('follow the documents', () => {
    it('into the next one, as verified', async () => {
      const { who, idproducto, referencia } = await parties({ codretencion: 'IRPF15' });
      await ordered(who, { referencia, cantidad: 10, pvpunitario: 9, dtopor: 10 });
      expect(await offersOf(referencia)).toMatchObject([
        {
          ...who,
          idproducto,
          coddivisa: 'EUR',
          precio: 9,
          dtopor: 10,
          dtopor2: 0,
          neto: 8.1,
          actualizado: `${DAY} 10:00:00`,
        },
      ]);
      const { doc, lines } = await ordered(who, { referencia });
      expect(lines).toMatchObject([{ cantidad: 1, pvpunitario: 9, dtopor: 10 }]);
      expect(doc).toMatchObject({ neto: 8.1, totalirpf: 1.22 });
    });

    it.each(KINDS.filter(({ side }) => side === 'purchases'))('of kind $name', async ({ name }) => {
      const { who, referencia } = await parties();
      await ordered(who, { referencia, pvpunitario: 6 }, {}, name);
      expect(await offersOf(referencia)).toMatchObject([{ ...who, precio: 6 }]);
    });

    it('by currency', async () => {
      const { who, referencia } = await parties();
      await ordered(who, { referencia, pvpunitario: 9 });
      await ordered(who, { referencia, pvpunitario: 11 }, { coddivisa: 'USD' });
      await ordered(who, { referencia, pvpunitario: 12 }, { hora: '11:00' });
      const offers = (await offersOf(referencia)).map(({ coddivisa, precio }) => [
        String(coddivisa),
        Number(precio),
      ]);
      expect(offers.sort()).toEqual([
        ['EUR', 12],
        ['USD', 11],
      ]);
    });

    it('as they are edited', async () => {
      const { who, referencia } = await parties();
      const { doc, lines } = await ordered(who, { referencia, pvpunitario: 9 });
      const lineas = [{ idlinea: lines[0]?.idlinea, pvpunitario: 5, dtopor2: 4 }];
      await editDocument(api, ORDER, doc.idpedido, { lineas });
      expect(await offersOf(referencia)).toMatchObject([{ precio: 5, dtopor2: 4 }]);
    });

    it('unless they are known from later on', async () => {
      const { who, referencia } = await parties();
      const price = async (fecha: string, pvpunitario: number) => {
        await ordered(who, { referencia, pvpunitario }, { fecha });
        return (await offersOf(referencia)).map(({ precio }) => Number(precio));
      };
      expect(await price('15-03-2024', 9)).toEqual([9]);
      expect(await price('10-03-2024', 5)).toEqual([9]);
      expect(await price('20-03-2024', 7)).toEqual([7]);
    });

    it('at the latest now', async () => {
      const { who, referencia } = await parties();
      await ordered(who, { referencia, pvpunitario: 9 }, { fecha: '15-03-2035' });
      const [offer] = await offersOf(referencia);
      expect(offer).toMatchObject({ precio: 9, actualizado: expect.not.stringContaining('2035') });
    });

    it.each([
      ['without a price', { pvpunitario: 0 }],
      ['with a negative price', { pvpunitario: -1 }],
      ['given back', { cantidad: -2, pvpunitario: 9 }],
      ['of nothing', { cantidad: 0, pvpunitario: 9 }],
    ])('not from lines %s', async (_name, line) => {
      const { who, referencia } = await parties();
      await ordered(who, { referencia, ...line });
      expect(await offersOf(referencia)).toEqual([]);
    });

    it('not from free lines', async () => {
      const { who } = await parties();
      const { status } = await api.call('POST', `/crear${ORDER}`, {
        json: { ...who, lineas: [{ pvpunitario: 3 }, { referencia: 'free', pvpunitario: 3 }] },
      });
      expect([status, await offersOf('free')]).toEqual([200, []]);
    });

    it('not from sales', async () => {
      const { referencia } = await parties();
      const sale = { ...(await subjectOf(api, 'PedidoCliente')), fecha: DAY };
      await createDocument(api, 'PedidoCliente', {
        ...sale,
        lineas: [{ referencia, pvpunitario: 9 }],
      });
      expect(await offersOf(referencia)).toEqual([]);
    });

    it('not while the setting is off', async () => {
      const { who, referencia } = await parties();
      await change(api, 'settings/default', { updatesupplierprices: false });
      try {
        await ordered(who, { referencia, pvpunitario: 9 });
      } finally {
        await change(api, 'settings/default', { updatesupplierprices: true });
      }
      expect(await offersOf(referencia)).toEqual([]);
    });
  });
});
