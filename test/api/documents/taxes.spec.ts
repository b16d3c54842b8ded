import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createDocument,
  kindOf,
  readDocument,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';

/** Amounts of the document, in the order in which its columns are named below. */
type Totals = readonly [number, number, number, number, number, number, number];
const COLUMNS = [
  'neto',
  'netosindto',
  'totaliva',
  'totalrecargo',
  'totalirpf',
  'totalsuplidos',
  'total',
] as const;

interface Example {
  readonly kind?: string;
  /** Columns of the customer or supplier. */
  readonly subject?: Values;
  readonly header?: Values;
  readonly lines: readonly Values[];
  readonly totals: Totals;
  /** Further columns of the document. */
  readonly doc?: Values;
  /** Columns of its lines. */
  readonly stored?: readonly Values[];
}

/** A line: quantity, price, and what else it has. */
const l = (cantidad: number, pvpunitario: number, more: Values = {}): Values => ({
  cantidad,
  pvpunitario,
  ...more,
});
const times = (count: number, line: Values): Values[] => Array.from({ length: count }, () => line);
const IVA10 = { codimpuesto: 'IVA10' };
const IVA4 = { codimpuesto: 'IVA4' };
const IVA0 = { codimpuesto: 'IVA0' };
const RECARGO = { regimeniva: 'Recargo' };
const IRPF15 = { codretencion: 'IRPF15' };
/** A stored amount of a line, which is not rounded. */
const near = (amount: number): unknown => expect.closeTo(amount, 8);

const WITHHELD_MIX = (sign: number): Values[] => [
  l(3 * sign, 33.333, { ...IVA10, coste: 10 }),
  l(2 * sign, 10.555, { irpf: 15 }),
  l(sign, 12, { suplido: true }),
];

/** The worked examples of the specification, by number. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  '1 four taxes': {
    lines: [l(2, 100), l(1, 50, IVA10), l(3, 10, IVA4), l(1, 7, IVA0)],
    totals: [287, 287, 48.2, 0, 0, 0, 335.2],
  },
  '2 line discounts, one after the other': {
    lines: [l(3, 33.33, { dtopor: 10, dtopor2: 5 }), l(1, 19.99, { dtopor: 33.3 })],
    totals: [98.82, 98.82, 20.75, 0, 0, 0, 119.57],
    stored: [
      { pvpsindto: near(99.99), pvptotal: near(85.49145) },
      { pvpsindto: near(19.99), pvptotal: near(13.33333) },
    ],
  },
  '3 document discounts': {
    header: { dtopor1: 10, dtopor2: 5 },
    lines: [l(3, 33.33), l(2, 12.5, { ...IVA10, dtopor: 20 })],
    totals: [102.59, 119.99, 19.66, 0, 0, 0, 122.25],
    stored: [{ pvptotal: near(99.99) }, { pvptotal: near(20) }],
  },
  '4 withholding, a rate of a line, a disbursement': {
    subject: IRPF15,
    lines: [l(1, 100), l(1, 50, { irpf: 7 }), l(1, 30, { suplido: true })],
    totals: [150, 150, 31.5, 0, 18.5, 30, 193],
    doc: { irpf: 15 },
    stored: [{ irpf: 15 }, { irpf: 7 }, { irpf: 15, suplido: true }],
  },
  '5 surcharge': {
    subject: RECARGO,
    lines: [l(1, 100), l(1, 33.33, IVA10)],
    totals: [133.33, 133.33, 24.33, 5.67, 0, 0, 163.33],
    stored: [
      { iva: 21, recargo: 5.2 },
      { iva: 10, recargo: 1.4 },
    ],
  },
  '6 exempt customer': {
    subject: { regimeniva: 'Exento' },
    lines: [l(1, 100), l(1, 33.33, IVA10)],
    totals: [133.33, 133.33, 0, 0, 0, 0, 133.33],
    stored: times(2, { codimpuesto: 'IVA0', iva: 0, recargo: 0 }),
  },
  '7 series without VAT': {
    header: { codserie: 'SIN' },
    lines: [l(1, 100)],
    totals: [100, 100, 0, 0, 0, 0, 100],
    stored: [{ codimpuesto: 'IVA0', iva: 0, recargo: 0 }],
  },
  '8 half a cent': {
    lines: [l(3, 0.335)],
    totals: [1.01, 1.01, 0.21, 0, 0, 0, 1.22],
    stored: [{ pvptotal: near(1.005) }],
  },
  '9 sums before rounding': {
    lines: times(3, l(1, 1.005, IVA0)),
    totals: [3.02, 3.02, 0, 0, 0, 0, 3.02],
  },
  '10 rounding by group': {
    lines: [l(1, 0.125), l(1, 0.125, IVA10), l(1, 0.125, IVA4)],
    totals: [0.39, 0.39, 0.05, 0, 0, 0, 0.44],
  },
  '11 negative quantity': {
    lines: [l(-2, 10.005), l(1, 5)],
    totals: [-15.01, -15.01, -3.15, 0, 0, 0, -18.16],
  },
  '12 dollars': {
    header: { coddivisa: 'USD' },
    lines: [l(1, 100)],
    totals: [100, 100, 21, 0, 0, 0, 121],
    doc: { tasaconv: 1.129, totaleuros: 107.17449 },
  },
  '12 dollars at an agreed rate': {
    header: { coddivisa: 'USD', tasaconv: 1.2 },
    lines: [l(1, 100)],
    totals: [100, 100, 21, 0, 0, 0, 121],
    doc: { tasaconv: 1.2, totaleuros: 100.83333 },
  },
  '13 seven halves of a cent': {
    lines: times(7, l(1, 0.005)),
    totals: [0.04, 0.04, 0.01, 0, 0, 0, 0.05],
  },
  '14 ten lines': { lines: times(10, l(1, 1.115)), totals: [11.15, 11.15, 2.34, 0, 0, 0, 13.49] },
  '15 withholding of three lines': {
    subject: IRPF15,
    lines: times(3, l(1, 33.37)),
    totals: [100.11, 100.11, 21.02, 0, 15.02, 0, 106.11],
  },
  '16 surcharge of three lines': {
    subject: RECARGO,
    lines: times(3, l(1, 33.37)),
    totals: [100.11, 100.11, 21.02, 5.21, 0, 0, 126.34],
  },
  '17 all together': {
    subject: RECARGO,
    header: { dtopor1: 10 },
    lines: WITHHELD_MIX(1),
    totals: [109, 121.11, 12.99, 2.25, 2.85, 10.8, 132.19],
    doc: { totalcoste: 30, totalbeneficio: 79, irpf: 15 },
  },
  '18 all together, given back': {
    subject: RECARGO,
    header: { dtopor1: 10 },
    lines: WITHHELD_MIX(-1),
    totals: [-109, -121.11, -12.99, -2.25, -2.85, -10.8, -132.19],
    doc: { totalcoste: -30, totalbeneficio: -79 },
  },
  '19 a part given back': {
    subject: RECARGO,
    header: { dtopor1: 10 },
    lines: [l(-1, 33.333, IVA10), l(-0.5, 10.555, { irpf: 15 })],
    totals: [-34.75, -38.61, -4, -0.67, -0.71, 0, -38.71],
  },
  '20 withheld supplier': {
    kind: 'PedidoProveedor',
    subject: IRPF15,
    lines: [l(10, 9, { ...IVA10, dtopor: 10 })],
    totals: [81, 81, 8.1, 0, 12.15, 0, 76.95],
  },
  '21 a tax by the unit': {
    subject: RECARGO,
    header: { dtopor1: 10 },
    lines: [l(3, 10, { codimpuesto: 'UNIT', dtopor: 50 })],
    totals: [13.5, 15, 12, 1.5, 0, 0, 27],
    stored: [{ iva: 4, recargo: 0.5 }],
  },
  '22 sale inside the union': {
    header: { operacion: 'intracomunitaria' },
    lines: [l(1, 100), l(1, 50, IVA10)],
    totals: [150, 150, 0, 0, 0, 0, 150],
    stored: times(2, { codimpuesto: 'IVA0', iva: 0, recargo: 0, excepcioniva: 'ES_25' }),
  },
  '23 purchase inside the union': {
    kind: 'FacturaProveedor',
    header: { operacion: 'intracomunitaria' },
    lines: [l(1, 100), l(1, 50, IVA10)],
    totals: [150, 150, 0, 0, 0, 0, 150],
    stored: [
      { codimpuesto: 'IVA21', iva: 21, recargo: 0, excepcioniva: 'ES_84' },
      { codimpuesto: 'IVA10', iva: 10, recargo: 0, excepcioniva: 'ES_84' },
    ],
  },
  '28 investment gold': {
    subject: { regimeniva: 'Oro' },
    lines: [l(1, 100)],
    totals: [100, 100, 0, 0, 0, 0, 100],
    stored: [{ codimpuesto: null, iva: 0, recargo: 0, excepcioniva: 'ES_OTHER' }],
  },
  '29 supplier with surcharge': {
    kind: 'AlbaranProveedor',
    subject: RECARGO,
    lines: [l(1, 100)],
    totals: [100, 100, 21, 5.2, 0, 0, 126.2],
  },
};

describeApi('worked examples', (api) => {
  beforeAll(async () => {
    await create(api, 'series', { codserie: 'SIN', descripcion: 'Without', siniva: true });
    const unit = { codimpuesto: 'UNIT', descripcion: 'Unit', tipo: 2, iva: 4, recargo: 0.5 };
    await create(api, 'impuestos', unit);
  });

  it.each(Object.keys(EXAMPLES))('%s', async (name) => {
    const example = EXAMPLES[name]!;
    const { kind = 'PresupuestoCliente', subject, header, lines: lineas, totals } = example;
    const json = { ...(await subjectOf(api, kind, subject)), fecha: DAY, ...header, lineas };
    const created = await createDocument(api, kind, json);
    const amounts = Object.fromEntries(COLUMNS.map((column, index) => [column, totals[index]]));
    expect(created.doc).toMatchObject({ ...amounts, ...example.doc });
    if (example.stored) expect(created.lines).toMatchObject(example.stored);
    expect(await readDocument(api, kind, created.doc[kindOf(kind).key])).toEqual(created);
  });
});
