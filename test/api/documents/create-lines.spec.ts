import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  createDocument,
  createProduct,
  expectDenied,
  readDocument,
  storedOf,
  subjectOf,
  type Values,
} from '../../support/documents.js';
import { refusedFields } from '../../support/envelope.js';

const DAY = '15-03-2024';
const DEFAULTS = {
  actualizastock: 0,
  cantidad: 1,
  codimpuesto: 'IVA21',
  descripcion: '',
  dtopor: 0,
  dtopor2: 0,
  excepcioniva: null,
  idproducto: null,
  irpf: 0,
  iva: 21,
  orden: 0,
  pvpsindto: 0,
  pvptotal: 0,
  pvpunitario: 0,
  recargo: 0,
  referencia: null,
  servido: 0,
  suplido: false,
};
const SALES_DEFAULTS = { coste: 0, mostrar_cantidad: true, mostrar_precio: true };

/** What is sent for a number, and what it means. */
const NUMBERS: readonly [unknown, number][] = [
  [3, 3],
  ['3', 3],
  ['2.5', 2.5],
  ['-2', -2],
  ['10,5', 10.5],
  ['1.234,56', 1234.56],
  ['1e2', 100],
  ['', 0],
];

describeApi('lines of new documents', (api) => {
  let customer: Values;
  let supplier: Values;
  beforeAll(async () => {
    customer = { ...(await subjectOf(api, 'PresupuestoCliente')), fecha: DAY };
    supplier = { ...(await subjectOf(api, 'PresupuestoProveedor')), fecha: DAY };
  });

  const made = (lineas: unknown, json: Values = {}) =>
    createDocument(api, 'PresupuestoCliente', { ...customer, ...json, lineas });
  const lineOf = async (line: Values, json?: Values) => (await made([line], json)).lines[0];
  const send = (lineas: unknown) =>
    api.call('POST', '/crearPresupuestoCliente', { json: { ...customer, lineas } });

  it('start with the defaults', async () => {
    expect(await lineOf({})).toMatchObject({ ...DEFAULTS, ...SALES_DEFAULTS, salto_pagina: false });
    const { lines } = await createDocument(api, 'PresupuestoProveedor', {
      ...supplier,
      lineas: [{}],
    });
    expect(lines).toMatchObject([DEFAULTS]);
  });

  it.each([['[[]]'], ['[{}]'], [[[]]], [[{}]]])('%j are one empty line', async (lineas) => {
    expect((await made(lineas)).lines).toMatchObject([{ cantidad: 1, pvpunitario: 0 }]);
  });

  describe.each(['cantidad', 'pvpunitario', 'dtopor', 'dtopor2', 'irpf', 'coste'])('%s', (key) => {
    it.each(NUMBERS)('%j is %d', async (sent, stored) => {
      expect(await lineOf({ [key]: sent })).toMatchObject({ [key]: stored });
    });

    it.each([null, 'null'])('%j keeps the default', async (none) => {
      const initial = key === 'cantidad' ? 1 : 0;
      expect(await lineOf({ [key]: none })).toMatchObject({ [key]: initial });
    });

    it.each([[[2]], [{ a: 1 }], ['abc'], ['12abc'], ['0x10'], ['15%'], ['٣'], ['1,234.56']])(
      '%j is refused, by its name',
      async (value) => {
        const before = await storedOf(api, 'PresupuestoCliente');
        const answer = await send([{}, { [key]: value }]);
        expectDenied(answer, 400, 'Invalid lines');
        expect(refusedFields(answer)).toEqual([`lineas[1].${key}`]);
        expect(await storedOf(api, 'PresupuestoCliente')).toEqual(before);
      },
    );
  });

  it.each(['1e400', '9'.repeat(400)])('an endless number is refused (%#)', async (cantidad) => {
    expect([400, 422]).toContain((await send([{ cantidad }])).status);
  });

  it('take the withholding of the document, which null keeps', async () => {
    expect(await lineOf({ irpf: null }, { irpf: 7 })).toMatchObject({ irpf: 7 });
    const withheld = await subjectOf(api, 'PresupuestoCliente', { codretencion: 'IRPF15' });
    expect(await lineOf({}, withheld)).toMatchObject({ irpf: 15 });
    expect(await lineOf({ irpf: 0 }, withheld)).toMatchObject({ irpf: 0 });
  });

  it('come in the order of orden, the highest first, then as they were sent', async () => {
    const { doc, lines } = await made([
      { descripcion: 'c' },
      { descripcion: 'b', orden: '5' },
      { descripcion: 'a', orden: 7 },
      { descripcion: 'd', orden: null },
      { descripcion: 'e', orden: -1 },
    ]);
    expect(lines.map(({ descripcion }) => String(descripcion)).join('')).toBe('abcde');
    expect(lines.map(({ orden }) => Number(orden))).toEqual([7, 5, 0, 0, -1]);
    expect(lines).toEqual((await readDocument(api, 'PresupuestoCliente', doc.idpresupuesto)).lines);
  });

  it.each([
    [' <b> "x" & \'y\' ', '&lt;b&gt; &quot;x&quot; & &#39;y&#39;'],
    ['first\nsecond', 'first\nsecond'],
    ['01-02-2024', '01-02-2024'],
    [null, ''],
  ])('are described by %j as %j', async (descripcion, stored) => {
    expect(await lineOf({ descripcion })).toMatchObject({ descripcion: stored });
  });

  it.each(['descripcion', 'codimpuesto', 'excepcioniva', 'referencia', 'suplido', 'orden'])(
    'refuse a list or an object as %s',
    async (key) => {
      for (const value of [['x'], { a: 1 }]) {
        const answer = await send([{}, { [key]: value }]);
        expectDenied(answer, 400, 'Invalid lines');
        expect(refusedFields(answer)).toEqual([`lineas[1].${key}`]);
      }
    },
  );

  it('name all the keys that are no values', async () => {
    const answer = await send([{ cantidad: [1] }, { descripcion: {}, dtopor: [] }]);
    expectDenied(answer, 400, 'Invalid lines');
    expect(refusedFields(answer).sort()).toEqual([
      'lineas[0].cantidad',
      'lineas[1].descripcion',
      'lineas[1].dtopor',
    ]);
  });

  describe('codimpuesto', () => {
    it.each([
      [undefined, 'IVA21', 21],
      [null, 'IVA21', 21],
      ['IVA21', 'IVA21', 21],
      ['IVA10', 'IVA10', 10],
      ['IVA0', 'IVA0', 0],
      ['null', null, 0],
      ['', null, 0],
    ])('%j is %j at %d %%', async (codimpuesto, stored, iva) => {
      const line = await lineOf({ codimpuesto, pvpunitario: 100 });
      expect(line).toMatchObject({ codimpuesto: stored, iva, recargo: 0 });
    });

    it('brings its surcharge too', async () => {
      const subject = await subjectOf(api, 'PresupuestoCliente', { regimeniva: 'Recargo' });
      for (const [codimpuesto, iva, recargo] of [
        [undefined, 21, 5.2],
        ['IVA10', 10, 1.4],
        ['null', 0, 0],
      ] as const) {
        expect(await lineOf({ codimpuesto }, subject)).toMatchObject({ iva, recargo });
      }
    });

    it('must be known', async () => {
      const before = await storedOf(api, 'PresupuestoCliente');
      expectDenied(await send([{ codimpuesto: 'NO' }]), 422, 'error-calculating-totals');
      expect(await storedOf(api, 'PresupuestoCliente')).toEqual(before);
    });
  });

  it.each([
    [undefined, 'ES_20'],
    [null, 'ES_20'],
    ['ES_7', 'ES_7'],
    ['null', null],
  ])('with excepcioniva %j of a customer with ES_20 have %j', async (excepcioniva, stored) => {
    const subject = await subjectOf(api, 'PresupuestoCliente', { excepcioniva: 'ES_20' });
    const line = await lineOf({ excepcioniva }, subject);
    expect(line).toMatchObject({ excepcioniva: stored });
  });

  describe.each(['suplido', 'mostrar_cantidad', 'mostrar_precio', 'salto_pagina'])('%s', (flag) => {
    it.each([true, 1, -1, 0.5, '1', '2', '0.5', 'true', 'TRUE', 'yes', 'Yes', 'on', 'ON'])(
      '%j is true',
      async (sent) => {
        expect(await lineOf({ [flag]: sent })).toMatchObject({ [flag]: true });
      },
    );

    it.each([false, 0, null, '', '0', '0.0', 'false', 'no', 'off', 't', 'abc', 'null'])(
      '%j is false',
      async (sent) => {
        expect(await lineOf({ [flag]: sent })).toMatchObject({ [flag]: false });
      },
    );
  });

  it('ignore all that the server keeps itself', async () => {
    const other = await made([{ descripcion: 'other', pvpunitario: 5 }]);
    const { idproducto } = await createProduct(api, { precio: 1 });
    const line = await lineOf({
      cantidad: 2,
      pvpunitario: 10,
      actualizastock: -1,
      idlinea: other.lines[0]?.idlinea,
      idpresupuesto: other.doc.idpresupuesto,
      idproducto,
      iva: 99,
      pvpsindto: 1,
      pvptotal: 1,
      recargo: 9,
      servido: 5,
      unknown: ['x'],
    });
    expect(line).toMatchObject({
      ...DEFAULTS,
      cantidad: 2,
      pvpunitario: 10,
      pvpsindto: 20,
      pvptotal: 20,
    });
    expect(line).not.toHaveProperty('unknown');
    expect(line?.idlinea).not.toBe(other.lines[0]?.idlinea);
    expect(await readDocument(api, 'PresupuestoCliente', other.doc.idpresupuesto)).toEqual(other);
  });

  it('of purchases have neither cost nor print flags', async () => {
    const line = { pvpunitario: 1, coste: 5, mostrar_precio: false, salto_pagina: true };
    const json = { ...supplier, lineas: [line] };
    const { lines } = await createDocument(api, 'PresupuestoProveedor', json);
    expect(lines).toMatchObject([{ pvpunitario: 1 }]);
    for (const key of Object.keys({ ...SALES_DEFAULTS, salto_pagina: 0 })) {
      expect(lines[0]).not.toHaveProperty(key);
    }
  });

  it.each([
    ['PresupuestoCliente', 0],
    ['PedidoCliente', -2],
    ['AlbaranCliente', -1],
    ['FacturaCliente', -1],
    ['PresupuestoProveedor', 0],
    ['PedidoProveedor', 2],
    ['AlbaranProveedor', 1],
    ['FacturaProveedor', 1],
  ])('of a %s have the stock effect %d of its status', async (name, actualizastock) => {
    const json = { ...(await subjectOf(api, name)), fecha: DAY, lineas: [{ actualizastock: 0 }] };
    const { lines } = await createDocument(api, name, json);
    expect(lines).toMatchObject([{ actualizastock }]);
  });
});
