import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createDocument,
  createProduct,
  editDocument,
  kindOf,
  KINDS,
  readDocument,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';
const QUOTE = 'PresupuestoCliente';

describeApi('edited documents', (api) => {
  const made = async (kind: string, lineas: readonly Values[], header: Values = {}) =>
    createDocument(api, kind, {
      ...(await subjectOf(api, kind)),
      fecha: DAY,
      hora: '10:00:00',
      ...header,
      lineas,
    });
  const idOf = (kind: string, { doc }: Created) => Number(doc[kindOf(kind).key]);
  const edit = (kind: string, created: Created, json: Values) =>
    editDocument(api, kind, idOf(kind, created), json);
  const ids = ({ lines }: Created) => lines.map(({ idlinea }) => Number(idlinea));
  const stockOf = async (referencia: string) =>
    (await api.get(`/stocks?filter[referencia]=${referencia}`)).body[0];

  const stocked = () =>
    createProduct(api, { precio: 25, coste: 10, codimpuesto: 'IVA10', descripcion: 'P' }, 20);

  it('keep, change, lose and get lines: example 30', async () => {
    const { referencia } = await stocked();
    const other = await made('AlbaranCliente', [{ descripcion: 'foreign', pvpunitario: 8 }]);
    const before = await made('AlbaranCliente', [
      { referencia, cantidad: 2 },
      { descripcion: 'B', pvpunitario: 50, orden: 5 },
      { descripcion: 'C', pvpunitario: 9.99, codimpuesto: 'IVA4' },
    ]);
    expect(before.doc).toMatchObject({ neto: 109.99, totaliva: 15.9, total: 125.89 });
    expect(before.lines.map(({ descripcion }) => String(descripcion))).toEqual(['B', 'P', 'C']);
    const [, product, kept] = ids(before);
    const after = await edit('AlbaranCliente', before, {
      dtopor1: 5,
      lineas: [
        { idlinea: product, cantidad: 3, pvpunitario: 24.5 },
        { idlinea: kept },
        { descripcion: 'D', cantidad: 2, pvpunitario: 7.77, dtopor: 10 },
        { idlinea: ids(other)[0], cantidad: 1, pvpunitario: 1 },
      ],
    });
    expect(after.doc).toMatchObject({
      ...{ neto: 93.56, netosindto: 98.48, totaliva: 10.35, total: 103.91 },
      ...{ totalcoste: 30, totalbeneficio: 63.56, dtopor1: 5 },
    });
    expect(after.lines).toMatchObject([
      { idlinea: product, referencia, cantidad: 3, pvpsindto: 73.5, codimpuesto: 'IVA10' },
      { idlinea: kept, descripcion: 'C', pvpunitario: 9.99, codimpuesto: 'IVA4' },
      { descripcion: 'D', pvptotal: expect.closeTo(13.986, 8) },
      { cantidad: 1, pvpunitario: 1, codimpuesto: 'IVA21' },
    ]);
    const known = [...ids(before), ...ids(other)];
    expect(known).not.toContain(ids(after)[2]);
    expect(known).not.toContain(ids(after)[3]);
    expect(await stockOf(referencia)).toMatchObject({ cantidad: 17 });
    expect(await readDocument(api, 'AlbaranCliente', idOf('AlbaranCliente', other))).toEqual(other);
  });

  describe.each(KINDS)('$name', ({ name, side }) => {
    it.each(['PUT', 'PATCH'])('answers to %s what a GET answers', async (method) => {
      const before = await made(name, [{ descripcion: 'a', pvpunitario: 10 }]);
      const answer = await api.call(method, `/editar${name}/${idOf(name, before)}`, {
        form: {
          dtopor1: '10',
          observaciones: ' x ',
          fecha: '2024-03-15',
          hora: '7:05',
          coddivisa: 'USD',
          lineas: JSON.stringify([{ idlinea: String(ids(before)[0]), cantidad: '2' }]),
        },
      });
      expect([answer.status, answer.text]).toEqual([200, answer.text]);
      const changed = { dtopor1: 10, observaciones: 'x', coddivisa: 'USD', tasaconv: 1.129 };
      const moment = { fecha: DAY, hora: '07:05:00' };
      expect(answer.body.doc).toMatchObject({ ...changed, ...moment, neto: 18, total: 21.78 });
      expect(answer.body).toEqual(await readDocument(api, name, idOf(name, before)));
    });

    it('stays as it is when the same is sent again', async () => {
      const { referencia } = await stocked();
      const before = await made(name, [
        { referencia, cantidad: 2, dtopor: 5 },
        { descripcion: 'b', pvpunitario: 9.99, orden: 2, suplido: true },
      ]);
      const stock = await stockOf(referencia);
      const { doc, lines } = before;
      const same = await edit(name, before, { dtopor1: doc.dtopor1, lineas: lines });
      expect(same).toEqual(before);
      const silent = await edit(name, before, {
        lineas: ids(before).map((idlinea) => ({ idlinea })),
      });
      expect(silent).toEqual(before);
      expect(await stockOf(referencia)).toEqual(stock);
    });

    it('may lose all its lines', async () => {
      const { referencia } = await stocked();
      const stock = await stockOf(referencia);
      const before = await made(name, [{ referencia, cantidad: 2 }]);
      const after = await edit(name, before, { lineas: '[]' });
      expect(after.lines).toEqual([]);
      expect(after.doc).toMatchObject({ neto: 0, totaliva: 0, total: 0, totaleuros: 0 });
      expect(await readDocument(api, name, idOf(name, before))).toEqual(after);
      expect(await stockOf(referencia)).toEqual(stock);
    });

    it('takes other terms', async () => {
      const before = await made(name, [{ descripcion: 'a', pvpunitario: 100 }]);
      const lineas = before.lines;
      const sales = side === 'sales' && { numero2: 'N', codigoenv: 'E', codtrans: 'ASM' };
      const values = { codpago: 'TRANS', ciudad: 'Vic', ...sales, dtopor2: 50 };
      const after = await edit(name, before, { ...values, lineas });
      expect(after.doc).toMatchObject({ ...values, neto: 50, total: 60.5 });
      expect(after.doc.codigo).toBe(before.doc.codigo);
    });

    it('has the rate of its side in another currency', async () => {
      const coddivisa = `X${KINDS.findIndex((kind) => kind.name === name)}`;
      await create(api, 'divisas', { coddivisa, tasaconv: 2, tasaconvcompra: 4 });
      const before = await made(name, [{ pvpunitario: 100 }]);
      const tasaconv = side === 'sales' ? 2 : 4;
      const { doc } = await edit(name, before, { coddivisa, lineas: before.lines });
      expect(doc).toMatchObject({ coddivisa, tasaconv, totaleuros: 121 / tasaconv });
      const own = await edit(name, before, { coddivisa, tasaconv: 5, lineas: before.lines });
      expect(own.doc).toMatchObject({ coddivisa, tasaconv: 5, totaleuros: 24.2 });
    });

    it('gets a new number in another exercise', async () => {
      const before = await made(name, [{ pvpunitario: 1 }], { fecha: '15-06-2003' });
      const taken = await made(name, [{ pvpunitario: 1 }], { fecha: '15-06-2004' });
      const after = await edit(name, before, { fecha: '16-06-2004', lineas: before.lines });
      const numero = String(Number(taken.doc.numero) + 1);
      expect(after.doc).toMatchObject({ fecha: '16-06-2004', codejercicio: '2004', numero });
      expect(after.doc.codigo).toBe(taken.doc.codigo.replace(/\d+$/, numero));
      expect(await readDocument(api, name, idOf(name, before))).toEqual(after);
    });
  });

  describe('lines', () => {
    it('keep what is not named, and their reference', async () => {
      const [one, two] = [await stocked(), await stocked()];
      const line = { referencia: one.referencia, cantidad: 2, dtopor: 5, irpf: 7, coste: 3 };
      const before = await made(QUOTE, [line]);
      const sent = { idlinea: ids(before)[0], referencia: two.referencia, descripcion: 'Q' };
      const after = await edit(QUOTE, before, { lineas: [sent] });
      expect(after.lines).toEqual([{ ...before.lines[0], descripcion: 'Q' }]);
      const none = { cantidad: null, pvpunitario: null, irpf: null, coste: null, orden: null };
      const lineas = [{ idlinea: ids(before)[0], codimpuesto: null, ...none }];
      expect((await edit(QUOTE, before, { lineas })).lines).toEqual(after.lines);
    });

    it('are not changed in what the server keeps', async () => {
      const before = await made(QUOTE, [{ cantidad: 2, pvpunitario: 10 }]);
      const attack = { iva: 4, recargo: 1, pvptotal: 5, pvpsindto: 5, servido: 1, idproducto: 1 };
      const lineas = [{ idlinea: ids(before)[0], actualizastock: -1, idpresupuesto: 1, ...attack }];
      expect(await edit(QUOTE, before, { lineas })).toEqual(before);
    });

    it('take another tax with its rates, or none', async () => {
      const before = await made(QUOTE, [{ pvpunitario: 100 }]);
      const taxed = async (codimpuesto: string) =>
        edit(QUOTE, before, { lineas: [{ idlinea: ids(before)[0], codimpuesto }] });
      const reduced = await taxed('IVA4');
      expect(reduced.lines).toMatchObject([{ codimpuesto: 'IVA4', iva: 4 }]);
      expect(reduced.doc).toMatchObject({ totaliva: 4, total: 104 });
      const free = await taxed('null');
      expect(free.lines).toMatchObject([{ codimpuesto: null, iva: 0, recargo: 0 }]);
      expect(free.doc).toMatchObject({ totaliva: 0, total: 100 });
    });

    it('stay taxed as an operation left them, unless they are sent a tax', async () => {
      const before = await made(QUOTE, [{ pvpunitario: 100 }], { operacion: 'intracomunitaria' });
      const [idlinea] = ids(before);
      const lineas = [{ idlinea }, { pvpunitario: 10 }];
      const after = await edit(QUOTE, before, { operacion: null, lineas });
      expect(after.lines).toMatchObject([
        { codimpuesto: 'IVA0', iva: 0, excepcioniva: 'ES_25' },
        { codimpuesto: 'IVA21', iva: 21, excepcioniva: null },
      ]);
      expect(after.doc).toMatchObject({ operacion: null, neto: 110, totaliva: 2.1 });
      const taxed = [{ idlinea, codimpuesto: 'IVA21' }, { idlinea: ids(after)[1] }];
      expect((await edit(QUOTE, before, { lineas: taxed })).doc).toMatchObject({ totaliva: 23.1 });
    });

    it('that another document has are new here', async () => {
      const other = await made(QUOTE, [{ descripcion: 'other', pvpunitario: 5 }]);
      const before = await made(QUOTE, [{ descripcion: 'own', pvpunitario: 1 }]);
      for (const idlinea of [ids(other)[0], 999999]) {
        const lineas = [{ idlinea, descripcion: 'new', pvpunitario: 2 }];
        const { lines } = await edit(QUOTE, before, { lineas });
        expect(lines).toMatchObject([{ descripcion: 'new', pvptotal: 2 }]);
        expect(lines[0]?.idlinea).not.toBe(idlinea);
      }
      expect(await readDocument(api, QUOTE, idOf(QUOTE, other))).toEqual(other);
    });

    it('may be priced by a product again', async () => {
      const { referencia } = await stocked();
      const before = await made(QUOTE, [{ pvpunitario: 1 }]);
      const after = await edit(QUOTE, before, { lineas: [...before.lines, { referencia }] });
      expect(after.lines).toMatchObject([{ pvpunitario: 1 }, { referencia, pvpunitario: 25 }]);
    });
  });

  it.each([
    { idestado: 2 },
    { idestado_ant: 2 },
    { numero: '77' },
    { codigo: 'OWN' },
    { codejercicio: '9999' },
    { hora: '23:00:00' },
    { idpresupuesto: 1 },
    { editable: false },
    { neto: 1, netosindto: 1, totaliva: 1, total: 1, totaleuros: 1, totalirpf: 1 },
    { totalrecargo: 1, totalsuplidos: 1, totalcoste: 1, totalbeneficio: 1 },
    { unknown: 'x', lines: [] },
  ])('ignore %j', async (ignored) => {
    const before = await made(QUOTE, [{ pvpunitario: 100 }]);
    expect(await edit(QUOTE, before, { ...ignored, lineas: before.lines })).toEqual(before);
  });

  it('ignore what corrects an invoice, and whether it is overdue', async () => {
    const other = await made('FacturaCliente', [{ pvpunitario: 1 }]);
    const before = await made('FacturaCliente', [{ pvpunitario: 100 }]);
    const { idfactura } = other.doc;
    const json = { idfacturarect: idfactura, lineas: before.lines };
    const { doc } = await edit('FacturaCliente', before, json);
    expect(doc).toMatchObject({ idfacturarect: null, total: 121 });
  });

  it('accept the same subject, company and warehouse', async () => {
    for (const { name, subject } of KINDS) {
      const before = await made(name, [{ pvpunitario: 1 }]);
      const { idempresa, codalmacen } = before.doc;
      const same = { [subject]: before.doc[subject] as unknown, idempresa, codalmacen };
      expect(await edit(name, before, { ...same, lineas: before.lines })).toEqual(before);
    }
  });

  it('take an empty discount as none', async () => {
    const before = await made(QUOTE, [{ pvpunitario: 100 }], { dtopor1: 10 });
    const { doc } = await edit(QUOTE, before, { dtopor1: '', lineas: before.lines });
    expect(doc).toMatchObject({ dtopor1: 0, neto: 100 });
  });

  it('keep the snapshot of a subject that has changed', async () => {
    const before = await made(QUOTE, [{ pvpunitario: 100 }]);
    const { codcliente } = before.doc;
    await change(api, `clientes/${String(codcliente)}`, { razonsocial: 'New', cifnif: 'X1' });
    expect(await edit(QUOTE, before, { lineas: before.lines })).toEqual(before);
  });
});
