import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  editDocument,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';

describeApi('rounding of documents', (api) => {
  const made = async (lineas: readonly Values[], header: Values = {}) => {
    const subject = await subjectOf(api, 'PresupuestoCliente');
    const json = { ...subject, fecha: DAY, ...header, lineas };
    return (await createDocument(api, 'PresupuestoCliente', json)).doc;
  };
  const withSettings = async (values: Values, work: () => Promise<void>) => {
    await change(api, 'settings/default', values);
    try {
      await work();
    } finally {
      const none = Object.fromEntries(Object.keys(values).map((name) => [name, null]));
      await change(api, 'settings/default', none);
    }
  };

  it.each([
    [3, { neto: 24.794, totaliva: 5.207, total: 30.001 }],
    [2, { neto: 24.79, totaliva: 5.21, total: 30 }],
    [0, { neto: 25, totaliva: 5, total: 30 }],
  ])('is to %d decimals', async (decimals, totals) => {
    await withSettings({ decimals }, async () => {
      expect(await made([{ cantidad: 3, pvpunitario: 8.26455 }])).toMatchObject(totals);
    });
  });

  it.each([
    ['classic', { neto: 1.24, totaliva: 0.26, total: 1.5 }],
    ['price-adjusted', { neto: 1.24, totaliva: 0.27, total: 1.51 }],
    [null, { neto: 1.24, totaliva: 0.26, total: 1.5 }],
  ])('by the method %s', async (taxcalculationmethod, totals) => {
    await withSettings({ taxcalculationmethod }, async () => {
      const line = { pvpunitario: 0.4132 };
      expect(await made([line, line, line])).toMatchObject(totals);
    });
  });

  it('merges taxes of the same rates', async () => {
    const twin = { codimpuesto: 'TWIN', descripcion: 'Twin', iva: 21, recargo: 5.2 };
    await create(api, 'impuestos', twin);
    const doc = await made([{ pvpunitario: 0.125 }, { pvpunitario: 0.125, codimpuesto: 'TWIN' }]);
    expect(doc).toMatchObject({ neto: 0.25, totaliva: 0.05, total: 0.3 });
  });

  it('leaves the cost as it is, which counts on every line', async () => {
    const doc = await made([
      { cantidad: 2, pvpunitario: 10, coste: 1.948 },
      { pvpunitario: 0, coste: 2 },
      { pvpunitario: 5, coste: 3, suplido: true },
    ]);
    expect(doc.totalcoste).toBeCloseTo(8.896, 10);
    expect(doc).toMatchObject({ neto: 20, totalsuplidos: 5, totalbeneficio: 11.1 });
  });

  it('takes a discount over the whole as a negative amount', async () => {
    const doc = await made([{ pvpunitario: 100, dtopor: 150 }]);
    expect(doc).toMatchObject({ neto: -50, totaliva: -10.5, total: -60.5 });
  });

  it.each([
    [7, 13.37, { dtopor: 3, dtopor2: 2 }, { dtopor1: 10, dtopor2: 5 }, 76.07, 92.04],
    [12345, 9876.54, {}, {}, 121925886.3, 147530322.42],
    [5, 2.675, {}, {}, 13.38, 16.19],
  ])('%d at %d, less %j and %j', async (cantidad, pvpunitario, line, header, neto, total) => {
    expect(await made([{ cantidad, pvpunitario, ...line }], header)).toMatchObject({ neto, total });
  });

  it('is of the sum of what is withheld, not of each line', async () => {
    const line = { pvpunitario: 0.1, irpf: 15 };
    expect(await made([line, line, line])).toMatchObject({ totalirpf: 0.05, irpf: 15 });
  });

  describe('withholding of the header', () => {
    it('is the highest of the lines', async () => {
      const lineas = [
        { pvpunitario: 1, irpf: 2 },
        { pvpunitario: 1, irpf: 19 },
        { pvpunitario: 1, irpf: 7 },
      ];
      expect(await made(lineas)).toMatchObject({ irpf: 19, totalirpf: 0.28 });
    });

    it('without a line that has one is 0, also for later lines', async () => {
      const subject = await subjectOf(api, 'PresupuestoCliente', { codretencion: 'IRPF15' });
      const made = { ...subject, fecha: DAY, lineas: [{ pvpunitario: 100, irpf: 0 }] };
      const { doc, lines } = await createDocument(api, 'PresupuestoCliente', made);
      expect(doc).toMatchObject({ irpf: 0, totalirpf: 0 });
      const json = { lineas: [{ idlinea: lines[0]?.idlinea }, { pvpunitario: 10 }] };
      const edited = await editDocument(api, 'PresupuestoCliente', doc.idpresupuesto, json);
      expect(edited.lines).toMatchObject([{ irpf: 0 }, { irpf: 0 }]);
    });

    it('is no more than a default for new lines', async () => {
      const subject = await subjectOf(api, 'PresupuestoCliente');
      const made = { ...subject, fecha: DAY, lineas: [{ pvpunitario: 100 }] };
      const { doc, lines } = await createDocument(api, 'PresupuestoCliente', made);
      const kept = { idlinea: lines[0]?.idlinea };
      const edit = (lineas: Values[]) =>
        editDocument(api, 'PresupuestoCliente', doc.idpresupuesto, { irpf: 7, lineas });
      expect((await edit([kept])).doc).toMatchObject({ irpf: 0, totalirpf: 0 });
      const edited = await edit([kept, { pvpunitario: 10 }]);
      expect(edited.lines).toMatchObject([{ irpf: 0 }, { irpf: 7 }]);
      expect(edited.doc).toMatchObject({ irpf: 7, totalirpf: 0.7 });
    });
  });
});
