import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createDocument,
  createProduct,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';
const SALE = 'PresupuestoCliente';
const PURCHASE = 'PresupuestoProveedor';

describeApi('product lines', (api) => {
  /** The one line of a new document for a new subject. */
  const lineOf = async (kind: string, line: Values, subject: Values = {}, header: Values = {}) => {
    const who = await subjectOf(api, kind, subject);
    const json = { ...who, fecha: DAY, ...header, lineas: [line] };
    return (await createDocument(api, kind, json)).lines[0];
  };
  const cable = (values: Values = {}) =>
    createProduct(api, {
      descripcion: 'Cable',
      precio: 25,
      coste: 10,
      codimpuesto: 'IVA10',
      ...values,
    });

  describe.each([SALE, PURCHASE])('of a %s', (kind) => {
    const price = kind === SALE ? 25 : 10;

    it('have what the product has', async () => {
      const { idproducto, referencia } = await cable();
      expect(await lineOf(kind, { referencia })).toMatchObject({
        idproducto,
        referencia,
        descripcion: 'Cable',
        codimpuesto: 'IVA10',
        iva: 10,
        recargo: 0,
        excepcioniva: null,
        cantidad: 1,
        pvpunitario: price,
        pvpsindto: price,
        pvptotal: price,
        dtopor: 0,
        dtopor2: 0,
        ...(kind === SALE && { coste: 10 }),
      });
    });

    it('have what is sent rather than that', async () => {
      const { idproducto, referencia } = await cable();
      const own = {
        descripcion: 'Rope',
        codimpuesto: 'IVA4',
        cantidad: 3,
        pvpunitario: 7.5,
        dtopor: 10,
        excepcioniva: 'ES_7',
        ...(kind === SALE && { coste: 2 }),
      };
      const line = await lineOf(kind, { referencia, ...own });
      expect(line).toMatchObject({ ...own, idproducto, referencia, iva: 4, pvpsindto: 22.5 });
    });

    it('keep what is sent as null', async () => {
      const { referencia } = await cable();
      const none = { descripcion: null, pvpunitario: null, codimpuesto: null, cantidad: null };
      expect(await lineOf(kind, { referencia, ...none })).toMatchObject({
        descripcion: 'Cable',
        pvpunitario: price,
        codimpuesto: 'IVA10',
        cantidad: 1,
      });
    });

    it('are found by the barcode, after the reference', async () => {
      const codbarras = `84${kind.length}00010`;
      const { idproducto, referencia } = await cable({ codbarras });
      const scanned = { idproducto, referencia, pvpunitario: price };
      expect(await lineOf(kind, { referencia: codbarras })).toMatchObject(scanned);
      const named = await cable({ referencia: codbarras });
      const line = await lineOf(kind, { referencia: codbarras });
      expect(line).toMatchObject({ idproducto: named.idproducto, referencia: codbarras });
    });

    it('of a reference that nothing has are free lines', async () => {
      const line = await lineOf(kind, { referencia: ' No "such" ', pvpunitario: 3 });
      expect(line).toMatchObject({
        referencia: 'No &quot;such&quot;',
        idproducto: null,
        descripcion: '',
        codimpuesto: 'IVA21',
        pvptotal: 3,
      });
    });

    it('of a product without tax have none', async () => {
      const { referencia } = await cable({ codimpuesto: null });
      const line = await lineOf(kind, { referencia }, { regimeniva: 'Recargo' });
      expect(line).toMatchObject({ codimpuesto: null, iva: 0, recargo: 0 });
    });

    it('have the exception of the product, else of the subject', async () => {
      const free = await cable({ codimpuesto: 'IVA0', excepcioniva: 'ES_7' });
      const plain = await cable();
      const subject = { excepcioniva: 'ES_20' };
      const excepted = await lineOf(kind, { referencia: free.referencia }, subject);
      expect(excepted).toMatchObject({ codimpuesto: 'IVA0', excepcioniva: 'ES_7' });
      const other = await lineOf(kind, { referencia: plain.referencia }, subject);
      expect(other).toMatchObject({ codimpuesto: 'IVA10', excepcioniva: 'ES_20' });
    });

    it('of a variant tell its attributes, in the order of the selectors', async () => {
      const { idproducto } = await cable();
      const values: number[] = [];
      for (const [nombre, num_selector, valor] of [
        ['Size', 0, 'L'],
        ['Colour', 2, 'Red'],
        ['Cut', 1, 'Slim'],
      ] as const) {
        const { codatributo } = await create(api, 'atributos', { nombre, num_selector });
        values.push((await create(api, 'atributovalores', { codatributo, valor })).id);
      }
      const [idatributovalor1, idatributovalor2, idatributovalor3] = values;
      const attributes = { idatributovalor1, idatributovalor2, idatributovalor3 };
      const { referencia } = await create(api, 'variantes', {
        idproducto,
        precio: 30,
        coste: 12,
        ...attributes,
      });
      expect(await lineOf(kind, { referencia })).toMatchObject({
        idproducto,
        referencia,
        descripcion: 'Cable\nCut Slim, Colour Red, Size L',
        pvpunitario: kind === SALE ? 30 : 12,
      });
    });
  });

  describe('price lists', () => {
    const priced = async (rate: Values, precio = 25, coste = 10) => {
      const { codtarifa } = await create(api, 'tarifas', { nombre: 'Rate', ...rate });
      const { referencia } = await cable({ precio, coste });
      return lineOf(SALE, { referencia }, { codtarifa });
    };

    it.each([
      [{ aplicar: 'pvp', valorx: 10, valory: 1 }, 25, 10, 21.5],
      [{ aplicar: 'coste', valorx: 50, valory: 2 }, 25, 10, 17],
      [{ aplicar: 'pvp', valorx: 10, valory: 2 }, 20, 17, 16],
      [{ aplicar: 'pvp', valorx: 10, valory: 2, mincoste: true }, 20, 17, 17],
      [{ aplicar: 'coste', valorx: 25, valory: 1, maxpvp: true }, 20, 18, 20],
      [{ aplicar: 'pvp', valorx: -10, valory: 0, maxpvp: true }, 20, 8, 20],
      [{ aplicar: 'coste', valorx: 0, valory: 9, maxpvp: true, mincoste: true }, 5, 8, 8],
      [{ aplicar: 'pvp', valorx: 33.33, valory: 0 }, 9.99, 0, 6.660333],
    ])('%j of price %d and cost %d: %d', async (rate, precio, coste, price) => {
      const line = await priced(rate, precio, coste);
      expect(line?.pvpunitario).toBeCloseTo(price, 10);
      expect(line).toMatchObject({ coste, dtopor: 0, dtopor2: 0 });
    });

    it('of the customer come before those of the group', async () => {
      const list = async (valorx: number) =>
        (await create(api, 'tarifas', { nombre: `-${valorx}`, valorx })).codtarifa as string;
      const [own, common] = [await list(20), await list(40)];
      const group = { nombre: 'Group', codtarifa: common };
      const { codgrupo } = await create(api, 'grupoclientes', group);
      const { referencia } = await cable();
      const price = async (subject: Values) =>
        (await lineOf(SALE, { referencia }, subject))?.pvpunitario;
      expect(await price({})).toBe(25);
      expect(await price({ codgrupo })).toBe(15);
      expect(await price({ codgrupo, codtarifa: own })).toBe(20);
      const plain = await create(api, 'grupoclientes', { nombre: 'Plain' });
      expect(await price({ codgrupo: plain.codgrupo })).toBe(25);
    });

    it('do not touch a price that is sent, nor free lines', async () => {
      const { codtarifa } = await create(api, 'tarifas', { nombre: 'Half', valorx: 50 });
      const { referencia } = await cable();
      const sent = await lineOf(SALE, { referencia, pvpunitario: 24 }, { codtarifa });
      expect(sent).toMatchObject({ pvpunitario: 24 });
      const free = await lineOf(SALE, { referencia: 'nothing', pvpunitario: 24 }, { codtarifa });
      expect(free).toMatchObject({ pvpunitario: 24 });
    });
  });
});
