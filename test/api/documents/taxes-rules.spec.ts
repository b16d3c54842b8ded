import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createDocument,
  createProduct,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';
const SALE = 'PresupuestoCliente';
const PURCHASE = 'PresupuestoProveedor';
const KEPT = { codimpuesto: 'IVA21', iva: 21, recargo: 0 };
const ZERO = { codimpuesto: 'IVA0', iva: 0, recargo: 0 };
const NONE = { codimpuesto: null, iva: 0, recargo: 0 };

/** What an operation of the document makes of a line at IVA21, and the VAT of 100. */
const OPERATIONS: readonly [string, string, Values, number][] = [
  ['intracomunitaria', SALE, { ...ZERO, excepcioniva: 'ES_25' }, 0],
  ['intracomunitaria', PURCHASE, { ...KEPT, excepcioniva: 'ES_84' }, 0],
  ['intracom-servicios', SALE, { ...ZERO, excepcioniva: 'ES_68_70' }, 0],
  ['intracom-servicios', PURCHASE, { ...KEPT, excepcioniva: 'ES_84' }, 0],
  ['inv-sujeto-pasivo', SALE, { ...ZERO, excepcioniva: 'ES_84' }, 0],
  ['inv-sujeto-pasivo', PURCHASE, { ...KEPT, excepcioniva: 'ES_84' }, 0],
  ['exportacion', SALE, { ...ZERO, excepcioniva: 'ES_21' }, 0],
  ['exportacion', PURCHASE, { ...KEPT, excepcioniva: null }, 21],
  ['importacion', SALE, { ...KEPT, excepcioniva: null }, 21],
  ['importacion', PURCHASE, { ...ZERO, excepcioniva: null }, 0],
  ...['benefit-third-parties', 'successive-tract', 'work-certification'].flatMap((operation) =>
    [SALE, PURCHASE].map((kind): [string, string, Values, number] => [
      operation,
      kind,
      { ...KEPT, excepcioniva: null },
      21,
    ]),
  ),
];

/** What the VAT regime of the subject makes of it. */
const REGIMES: readonly [string, string, Values, number][] = [
  ['Oro', SALE, { ...NONE, excepcioniva: 'ES_OTHER' }, 0],
  ['Oro', PURCHASE, { ...NONE, excepcioniva: 'ES_OTHER' }, 0],
  ['Agrario', PURCHASE, { ...KEPT, excepcioniva: 'ES_OTHER' }, 21],
  ['Agrario', SALE, { ...KEPT, excepcioniva: null }, 21],
  ['Exento', SALE, { ...ZERO, excepcioniva: null }, 0],
  ['Exento', PURCHASE, { ...ZERO, excepcioniva: null }, 0],
  ['Recargo', SALE, { ...KEPT, recargo: 5.2, excepcioniva: null }, 21],
  ['Recargo', PURCHASE, { ...KEPT, recargo: 5.2, excepcioniva: null }, 21],
  ...['General', 'Simplificado', 'Caja', 'Bienes usados', 'Agencias de viaje'].flatMap((regime) =>
    [SALE, PURCHASE].map((kind): [string, string, Values, number] => [
      regime,
      kind,
      { ...KEPT, excepcioniva: null },
      21,
    ]),
  ),
];

describeApi('tax rules', (api) => {
  beforeAll(async () => {
    await create(api, 'series', { codserie: 'SIN', descripcion: 'Without', siniva: true });
  });

  const made = async (
    kind: string,
    lineas: readonly Values[],
    { subject, ...header }: Values & { readonly subject?: Values } = {},
  ): Promise<Created> => {
    const who = await subjectOf(api, kind, subject);
    return createDocument(api, kind, { ...who, fecha: DAY, ...header, lineas });
  };
  /** Documents of a company, and country, of another regime. */
  const inCompany = async <T>(values: Values, work: () => Promise<T>): Promise<T> => {
    await change(api, 'empresas/1', values);
    try {
      return await work();
    } finally {
      await change(api, 'empresas/1', { regimeniva: 'General', codpais: 'ESP' });
    }
  };
  const hundred = { pvpunitario: 100 };

  it.each(OPERATIONS)('%s on a %s', async (operacion, kind, line, totaliva) => {
    const { doc, lines } = await made(kind, [hundred], { operacion });
    expect(lines).toMatchObject([line]);
    expect(doc).toMatchObject({ neto: 100, totaliva, total: 100 + totaliva });
  });

  it.each(REGIMES)('regime %s of the subject of a %s', async (regimeniva, kind, line, totaliva) => {
    const { doc, lines } = await made(kind, [hundred], { subject: { regimeniva } });
    expect(lines).toMatchObject([line]);
    const totalrecargo = Number(line.recargo);
    const total = 100 + totaliva + totalrecargo;
    expect(doc).toMatchObject({ neto: 100, totaliva, totalrecargo, total });
  });

  it.each([SALE, PURCHASE])('operations come before regimes: %s', async (kind) => {
    for (const regimeniva of ['Recargo', 'Oro']) {
      const values = { operacion: 'inv-sujeto-pasivo', subject: { regimeniva } };
      const { doc, lines } = await made(kind, [hundred], values);
      expect(lines).toMatchObject([{ recargo: 0, excepcioniva: 'ES_84' }]);
      expect(doc).toMatchObject({ totaliva: 0, totalrecargo: 0, total: 100 });
    }
  });

  it('an import keeps the exception of the line', async () => {
    const line = { ...hundred, excepcioniva: 'ES_20' };
    const { lines } = await made(PURCHASE, [line], { operacion: 'importacion' });
    expect(lines).toMatchObject([{ ...ZERO, excepcioniva: 'ES_20' }]);
  });

  it.each([
    ['exempt subject', { regimeniva: 'Exento' }, {}],
    ['series without VAT', {}, { codserie: 'SIN' }],
  ])('an %s puts its own exception on every line', async (_name, regime, header) => {
    const subject = { excepcioniva: 'ES_20', ...regime };
    const line = { ...hundred, excepcioniva: 'ES_7', codimpuesto: 'IVA10' };
    const { lines } = await made(SALE, [line], { subject, ...header });
    expect(lines).toMatchObject([{ ...ZERO, excepcioniva: 'ES_20' }]);
  });

  it('an exempt customer in another state has the exception of the operation', async () => {
    const values = { subject: { regimeniva: 'Exento' }, operacion: 'intracomunitaria' };
    const { lines } = await made(SALE, [hundred], values);
    expect(lines).toMatchObject([{ ...ZERO, excepcioniva: 'ES_25' }]);
  });

  describe('tax zones', () => {
    beforeAll(async () => {
      const [{ idprovincia }] = (await api.get('/provincias?filter[provincia]=Barcelona')).body;
      const zone = (values: Values) =>
        create(api, 'impuestozonas', { codimpuesto: 'IVA21', codisopro: null, ...values });
      await zone({ codpais: 'SMR', codimpuestosel: 'IVA4', excepcioniva: 'ES_21' });
      await zone({ codpais: 'PRT', codimpuestosel: 'IVA4', prioridad: 1 });
      await zone({ codpais: 'PRT', codimpuestosel: 'IVA10', prioridad: 5 });
      await zone({ codpais: 'PRT', codisopro: '999999', codimpuestosel: 'IVA0', prioridad: 9 });
      const codisopro = String(idprovincia);
      await zone({ codpais: 'ESP', codisopro, codimpuestosel: 'IGIC7', prioridad: 9 });
    });

    it('change the tax that they name: example 27', async () => {
      const lineas = [hundred, { pvpunitario: 10, codimpuesto: 'IVA10' }];
      const { doc, lines } = await made(SALE, lineas, { codpais: 'SMR' });
      expect(doc).toMatchObject({ neto: 110, netosindto: 110, totaliva: 5, total: 115 });
      expect(lines).toMatchObject([
        { codimpuesto: 'IVA4', iva: 4, recargo: 0, excepcioniva: 'ES_21' },
        { codimpuesto: 'IVA10', iva: 10, excepcioniva: null },
      ]);
    });

    it('change the surcharge with it', async () => {
      const values = { codpais: 'SMR', subject: { regimeniva: 'Recargo' } };
      const { lines } = await made(SALE, [hundred], values);
      expect(lines).toMatchObject([{ codimpuesto: 'IVA4', iva: 4, recargo: 0.5 }]);
    });

    it.each([
      [{ codpais: 'PRT' }, 'IVA10'],
      // The zone whose province is none is for no place.
      [{ codpais: 'PRT', provincia: '' }, 'IVA10'],
      [{ codpais: 'ESP', provincia: 'BARCELONA' }, 'IGIC7'],
      [{ codpais: 'ESP', provincia: 'Girona' }, 'IVA21'],
      [{ codpais: 'FRA', provincia: 'Barcelona' }, 'IVA21'],
    ])('of %j: %s', async (place, codimpuesto) => {
      const { lines } = await made(SALE, [hundred], place);
      expect(lines).toMatchObject([{ codimpuesto }]);
    });

    it('do not count in purchases', async () => {
      const { lines } = await made(PURCHASE, [hundred], { codpais: 'SMR' });
      expect(lines).toMatchObject([KEPT]);
    });

    it('of any country count in each', async () => {
      const values = { codimpuesto: 'IGIC3', codimpuestosel: 'IGIC15', codpais: null };
      const { id } = await create(api, 'impuestozonas', values);
      const line = { ...hundred, codimpuesto: 'IGIC3' };
      const { lines } = await made(SALE, [line], { codpais: 'FRA' });
      await api.call('DELETE', `/impuestozonas/${id}`);
      expect(lines).toMatchObject([{ codimpuesto: 'IGIC15', iva: 15 }]);
    });
  });

  describe('the company', () => {
    const used = () =>
      createProduct(api, { tipo: 'Segunda mano', precio: 100, coste: 30, codimpuesto: 'IVA21' });

    it('with used goods is taxed on the margin: example 24', async () => {
      const { referencia } = await used();
      await inCompany({ regimeniva: 'Bienes usados' }, async () => {
        const { doc, lines } = await made(SALE, [{ referencia }, { pvpunitario: 50 }]);
        const totals = { neto: 150, netosindto: 150, totaliva: 25.2, total: 175.2 };
        expect(doc).toMatchObject({ ...totals, totalcoste: 30, totalbeneficio: 120 });
        expect(lines).toMatchObject([{ ...KEPT, coste: 30 }, KEPT]);
      });
    });

    it.each([
      ['A', 0, 20],
      ['R', -2.1, 17.9],
    ])('with used goods at a loss, series %s: example 25', async (codserie, totaliva, total) => {
      const { referencia } = await used();
      await inCompany({ regimeniva: 'Bienes usados' }, async () => {
        const { doc } = await made(SALE, [{ referencia, pvpunitario: 20 }], { codserie });
        expect(doc).toMatchObject({ neto: 20, netosindto: 20, totaliva, total });
      });
    });

    it('with used goods buys them without VAT', async () => {
      const { referencia } = await used();
      await inCompany({ regimeniva: 'Bienes usados' }, async () => {
        const lineas = [{ referencia, pvpunitario: 30 }, { pvpunitario: 50 }];
        const { doc, lines } = await made(PURCHASE, lineas);
        expect(lines).toMatchObject([NONE, KEPT]);
        expect(doc).toMatchObject({ neto: 80, totaliva: 10.5, total: 90.5 });
      });
      const { lines } = await made(PURCHASE, [{ referencia }]);
      expect(lines).toMatchObject([KEPT]);
    });

    it('that sells journeys is taxed on each margin: example 26', async () => {
      const lineas = [
        { ...hundred, coste: 70 },
        { pvpunitario: 10, coste: 15 },
      ];
      await inCompany({ regimeniva: 'Agencias de viaje' }, async () => {
        const { doc } = await made(SALE, lineas);
        expect(doc).toMatchObject({ neto: 110, netosindto: 110, totaliva: 6.3, total: 116.3 });
        const discounted = await made(SALE, lineas.slice(0, 1), { dtopor1: 10 });
        expect(discounted.doc).toMatchObject({ neto: 90, netosindto: 90, totaliva: 4.2 });
      });
    });

    it('with surcharge pays it to every supplier, and charges none', async () => {
      await inCompany({ regimeniva: 'Recargo' }, async () => {
        const { doc } = await made(PURCHASE, [hundred]);
        expect(doc).toMatchObject({ totaliva: 21, totalrecargo: 5.2, total: 126.2 });
        expect((await made(SALE, [hundred])).doc).toMatchObject({ totalrecargo: 0, total: 121 });
      });
    });

    it('in another country keeps the surcharge of sales, and knows no operations', async () => {
      await inCompany({ codpais: 'FRA' }, async () => {
        const { doc, lines } = await made(SALE, [hundred], { operacion: 'intracomunitaria' });
        expect(lines).toMatchObject([{ ...KEPT, recargo: 5.2, excepcioniva: null }]);
        expect(doc).toMatchObject({ totaliva: 21, totalrecargo: 5.2, total: 126.2 });
        const bought = await made(PURCHASE, [hundred], { operacion: 'intracomunitaria' });
        expect(bought.doc).toMatchObject({ totaliva: 21, totalrecargo: 0, total: 121 });
      });
    });
  });
});
