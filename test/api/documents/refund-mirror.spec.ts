import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  createDocument,
  createProduct,
  createSeries,
  editDocument,
  readDocument,
  type Created,
  type Row,
  type Values,
  YEAR,
} from '../../support/documents.js';

const FECHA = `20-03-${YEAR}`;
const TOTALS = ['neto', 'totaliva', 'totalrecargo', 'totalirpf', 'total'];

describeApi('refunds as mirrors', (api) => {
  let company: Row;
  beforeAll(async () => {
    [company] = (await api.get('/empresas')).body;
  });

  const scheme = (regimeniva: string) =>
    change(api, `empresas/${company.idempresa}`, { regimeniva });
  const sell = (values: Values) =>
    createDocument(api, 'FacturaCliente', { fecha: FECHA, ...values });
  const refund = async ({ doc }: Created, values: Values = {}): Promise<Created> => {
    const json = { idfactura: doc.idfactura, fecha: FECHA, ...values };
    const answer = await api.call('POST', '/crearFacturaRectificativaCliente', { json });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body;
  };
  const totalsOf = ({ doc }: Pick<Created, 'doc'>) => TOTALS.map((name) => Number(doc[name]));
  const negated = (amounts: number[]) => amounts.map((amount) => -amount + 0);
  /** Debit and credit of the entry by sub-account, negative ones on the other side. */
  const entryOf = async ({ doc }: Created) => {
    const path = `/partidas?filter[idasiento]=${doc.idasiento}&limit=0`;
    const lines = (await api.get(path)).body as Row[];
    return lines.map(({ codsubcuenta, debe, haber }) => [codsubcuenta, debe - haber]);
  };

  it('keep the surcharge of who was a retailer then, and no new one', async () => {
    for (const [then, now, surcharge] of [
      ['Recargo', 'General', 5.2],
      ['General', 'Recargo', 0],
      ['General', 'Exento', 0],
    ] as const) {
      const { codcliente } = await createCustomer(api, { regimeniva: then });
      const sold = await sell({ codcliente, lineas: [{ pvpunitario: 100, codimpuesto: 'IVA21' }] });
      expect(totalsOf(sold)).toEqual([100, 21, surcharge, 0, 121 + surcharge]);
      await change(api, `clientes/${codcliente}`, { regimeniva: now });
      const back = await refund(sold);
      expect(totalsOf(back)).toEqual(negated(totalsOf(sold)));
      const { iva, recargo, codimpuesto } = sold.lines[0] ?? {};
      expect(back.lines).toMatchObject([{ iva, recargo, codimpuesto }]);
      const [debit] = await entryOf(sold);
      expect((await entryOf(back))[0]).toEqual([debit?.[0], -Number(debit?.[1])]);
    }
  });

  it('keep what a place was taxed by', async () => {
    const { codcliente } = await createCustomer(api);
    const address = { codpais: 'SMR', direccion: 'Via 1' };
    const sold = await sell({ codcliente, ...address, lineas: [{ pvpunitario: 100 }] });
    const zone = { codpais: 'SMR', codimpuesto: 'IVA21', codimpuestosel: 'IVA4', prioridad: 9 };
    const { id } = await create(api, 'impuestozonas', zone);
    const back = await refund(sold);
    expect([totalsOf(sold), totalsOf(back)]).toEqual([
      [100, 21, 0, 0, 121],
      [-100, -21, 0, 0, -121],
    ]);
    await api.call('DELETE', `/impuestozonas/${id}`);
  });

  it.each([
    ['Bienes usados', 10_000, [10_000, 420, 0, 0, 10_420]],
    ['Bienes usados', 7000, [7000, 0, 0, 0, 7000]],
    ['Agencias de viaje', 10_000, [10_000, 420, 0, 0, 10_420]],
    ['Agencias de viaje', 7000, [7000, 0, 0, 0, 7000]],
  ])(
    'of %s sold at %d, in any series and whatever the company is now',
    async (name, price, totals) => {
      await scheme(name);
      const product = { descripcion: 'u', tipo: 'Segunda mano', coste: 8000, precio: price };
      const { referencia, idproducto } = await createProduct(api, { ...product, nostock: true });
      const { codcliente } = await createCustomer(api);
      const lineas = [{ referencia, cantidad: 1, codimpuesto: 'IVA21' }];
      const own = async () => ({ codcliente, codserie: await createSeries(api), lineas });
      const [first, second, third] = [
        await sell(await own()),
        await sell(await own()),
        await sell(await own()),
      ];
      expect(totalsOf(first)).toEqual(totals);
      expect(totalsOf(await refund(first))).toEqual(negated(totals));
      expect(totalsOf(await refund(second, { codserie: 'R' }))).toEqual(negated(totals));
      await change(api, `productos/${idproducto}`, { tipo: null });
      await scheme('General');
      const back = await refund(third);
      expect(totalsOf(back)).toEqual(negated(totals));
      expect(back.doc.idasiento).toEqual(expect.any(Number));
    },
  );

  it('of goods that come back in an ordinary invoice take back the VAT of their margin', async () => {
    await scheme('Agencias de viaje');
    const { codcliente } = await createCustomer(api);
    const lineas = [{ cantidad: -1, pvpunitario: 10_000, coste: 8000, codimpuesto: 'IVA21' }];
    const { doc } = await sell({ codcliente, codserie: await createSeries(api), lineas });
    expect([doc.totaliva, doc.total]).toEqual([-420, -10_420]);
    await scheme('General');
  });

  it('of parts add up to the cent, in another currency and with discounts too', async () => {
    const { codcliente } = await createCustomer(api, {
      regimeniva: 'Recargo',
      codretencion: 'IRPF15',
    });
    const sold = await sell({
      codcliente,
      coddivisa: 'USD',
      tasaconv: 1.2345,
      dtopor1: 3.33,
      lineas: [
        { cantidad: 3, pvpunitario: 0.5, codimpuesto: 'IVA21' },
        { cantidad: 3, pvpunitario: 33.33, codimpuesto: 'IVA10' },
      ],
    });
    const units = Object.fromEntries(sold.lines.map(({ idlinea }) => [`refund_${idlinea}`, 1]));
    const parts = [await refund(sold, units), await refund(sold, units), await refund(sold, units)];
    for (const name of TOTALS) {
      const cents = parts.reduce((total, { doc }) => total + Math.round(doc[name] * 100), 0);
      expect([name, cents]).toEqual([name, -Math.round(sold.doc[name] * 100)]);
    }
    for (const { doc } of parts) {
      expect([doc.tasaconv, typeof doc.idasiento]).toEqual([1.2345, 'number']);
      const receipts = (await api.get(`/reciboclientes?idfactura=${doc.idfactura}`)).body as Row[];
      expect(receipts.map(({ importe }) => Number(importe))).toEqual([doc.total]);
    }
  });

  it.each(['FacturaCliente', 'PedidoProveedor'])(
    'need no refund: a %s that is saved again is not taxed anew',
    async (name) => {
      const party = name === 'FacturaCliente' ? 'clientes' : 'proveedores';
      const subject = await create(api, party, { nombre: 'r', cifnif: '', regimeniva: 'Recargo' });
      const { codcliente, codproveedor } = subject;
      const made = await createDocument(api, name, {
        ...(codcliente ? { codcliente } : { codproveedor }),
        lineas: [{ pvpunitario: 100 }, { pvpunitario: 10 }],
      });
      expect(made.doc.totalrecargo).toBe(5.72);
      await change(api, `${party}/${String(codcliente ?? codproveedor)}`, {
        regimeniva: 'General',
      });
      const id = Number(made.doc.idfactura ?? made.doc.idpedido);
      const [one, two] = made.lines.map(({ idlinea }) => ({ idlinea: Number(idlinea) }));
      const kept = await editDocument(api, name, id, { observaciones: 'x', lineas: [one, two] });
      expect(totalsOf(kept)).toEqual(totalsOf(made));
      const changed = await editDocument(api, name, id, {
        lineas: [
          { ...one, cantidad: 2 },
          { ...two, codimpuesto: 'IVA10' },
        ],
      });
      expect([changed.doc.totaliva, changed.doc.totalrecargo]).toEqual([43, 10.4]);
      expect(await readDocument(api, name, id)).toEqual(changed);
      const exempt = await create(api, 'series', {
        codserie: name.slice(-3),
        descripcion: 'n',
        siniva: true,
      });
      const none = await editDocument(api, name, id, {
        codserie: exempt.codserie,
        lineas: [one, two],
      });
      expect([none.doc.totaliva, none.doc.totalrecargo]).toEqual([0, 0]);
    },
  );
});
