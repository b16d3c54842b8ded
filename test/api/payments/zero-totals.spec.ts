import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { createDocument, editDocument, type Row, type Values } from '../../support/documents.js';
import {
  createInvoice,
  createParty,
  linesOf,
  paid,
  pay,
  PAYMENT_SIDES,
  readInvoice,
  receiptsOf,
  SALES,
} from '../../support/payments.js';

const PARTS = [
  { pvpunitario: 100, codimpuesto: 'IVA21' },
  { cantidad: -1, pvpunitario: 110, codimpuesto: 'IVA10' },
];

describeApi('invoices of 0', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const made = async (lineas: readonly Values[], values: Values = {}): Promise<Row> => {
      const subject = { [side.subject]: await createParty(api, side) };
      return (await createDocument(api, side.model, { ...subject, ...values, lineas })).doc;
    };
    /** Those of the lines of the entry that move their ledger account. */
    const moving = async (idasiento: number) =>
      (await linesOf(api, idasiento)).filter((line) => !line.endsWith(' 0 0'));

    it.each([
      ['a discount of the line', [{ pvpunitario: 100, dtopor: 100 }], {}],
      ['a discount of the document', [{ pvpunitario: 100 }], { dtopor1: 100 }],
      ['parts that cancel out', PARTS, {}],
      ['no quantity', [{ pvpunitario: 100, cantidad: 0 }], {}],
    ])('by %s are paid from the start', async (_why, lineas, values) => {
      const invoice = await made(lineas, values);
      expect(invoice).toMatchObject({ total: 0, pagada: true, vencida: false });
      const { idfactura } = invoice;
      expect(await readInvoice(api, side, idfactura)).toEqual(invoice);
      expect(await receiptsOf(api, side, idfactura)).toEqual([]);
      for (const pagada of [1, 0]) {
        const { body } = await pay(api, side, idfactura, { pagada });
        expect(body).toMatchObject({
          ok: 'Nothing to change',
          data: { pagada: true, vencida: false },
        });
      }
    });

    it('that move no account stand in the book of VAT too', async () => {
      const { idfactura } = await made([{ pvpunitario: 100, dtopor: 100 }]);
      const book = side === SALES ? 'ivarepercutido' : 'ivasoportado';
      const { sinasiento } = (await api.get(`/informes/${book}`)).body as { sinasiento: Row[] };
      expect(sinasiento).toContainEqual(
        expect.objectContaining({ idfactura, base: 0, cuota: 0, total: 0, asiento: null }),
      );
    });

    it('without a price stay unpaid', async () => {
      expect(await made([{ descripcion: 'text' }])).toMatchObject({ total: 0, pagada: false });
    });

    it('have an entry when their parts move accounts, and stand in the book of VAT', async () => {
      const { idasiento, idfactura } = await made(PARTS);
      expect(await moving(idasiento)).toEqual(
        side === SALES
          ? ['4770000021 0 21', '4770000010 11 0', '7000000000 10 0']
          : ['4720000021 21 0', '4720000010 0 11', '6000000000 0 10'],
      );
      const book = side === SALES ? 'ivarepercutido' : 'ivasoportado';
      const { facturas } = (await api.get(`/informes/${book}`)).body as { facturas: Row[] };
      expect(facturas.filter((row) => row.idfactura === idfactura)).toMatchObject([
        { base: 100, iva: 21, cuota: 21, total: 0 },
        { base: -110, iva: 10, cuota: -11, total: 0 },
      ]);
      const free = await made([{ pvpunitario: 100, dtopor: 100 }]);
      expect(free.idasiento).toBeNull();
    });

    it('that cancel out by accounts have an entry too', async () => {
      const lineas = [
        { pvpunitario: 100, codimpuesto: 'IVA21' },
        { pvpunitario: -121, suplido: true },
      ];
      const { total, idasiento } = await made(lineas);
      expect(total).toBe(0);
      expect(await moving(idasiento)).toEqual(
        side === SALES
          ? ['4770000021 0 21', '5550000000 121 0', '7000000000 0 100']
          : ['4720000021 21 0', '5550000000 0 121', '6000000000 100 0'],
      );
    });

    it('after an edit are paid, without a receipt, and ask again when they must', async () => {
      const { idfactura } = await createInvoice(api, side, 121);
      const edit = async (lineas: readonly Values[]) =>
        (await editDocument(api, side.model, idfactura, { lineas })).doc;
      expect(await edit([{ pvpunitario: 121, dtopor: 100 }])).toMatchObject({
        ...{ total: 0, pagada: true, vencida: false, idasiento: null },
      });
      expect(await receiptsOf(api, side, idfactura)).toEqual([]);
      expect((await edit(PARTS)).idasiento).not.toBeNull();
      expect(await edit([{ pvpunitario: 60, codimpuesto: 'IVA0' }])).toMatchObject({
        ...{ total: 60, pagada: false, vencida: true },
      });
      expect(await receiptsOf(api, side, idfactura)).toMatchObject([{ importe: 60 }]);
      await paid(api, side, idfactura);
      expect(await edit([{ pvpunitario: 60, dtopor: 100 }])).toMatchObject({ pagada: false });
      expect(await receiptsOf(api, side, idfactura)).toMatchObject([
        { importe: 60, pagado: true },
        { importe: -60, pagado: false },
      ]);
    });
  });
});
