import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { taxGroups } from './tax-groups.js';
import { calculate, totalInEuros } from './calculator.js';
import type {
  CalculableLine,
  CalculatedLine,
  CalculationRules,
  DocumentTotals,
  TaxGroup,
  TaxRate,
  ZoneRule,
} from './calculation.js';

type Overrides = {
  [Key in keyof CalculationRules]?: Key extends 'document' | 'company' | 'subject' | 'series'
    ? Partial<CalculationRules[Key]>
    : CalculationRules[Key];
};

/** A worked example of the documents specification (section 12), with its number in the name. */
interface Example {
  name: string;
  rules?: Overrides;
  lines: Partial<CalculableLine>[];
  /** The columns of the table: neto, netosindto, IVA, RE, IRPF, suplidos, total */
  totals: number[];
  other?: Partial<DocumentTotals>;
  calculated?: Partial<CalculatedLine>[];
  groups?: Partial<TaxGroup>[];
  /** Pairs of tasaconv and totaleuros */
  inEuros?: [number, number][];
}

const GOLDEN = new URL('../../../test/golden/documents.json', import.meta.url);
const EXAMPLES = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Example[];

const RATES: TaxRate[] = [
  { codimpuesto: 'IVA21', iva: 21, recargo: 5.2, tipo: 1 },
  { codimpuesto: 'IVA10', iva: 10, recargo: 1.4, tipo: 1 },
  { codimpuesto: 'IVA4', iva: 4, recargo: 0.5, tipo: 1 },
  { codimpuesto: 'IVA0', iva: 0, recargo: 0, tipo: 1 },
  { codimpuesto: 'UNIT', iva: 4, recargo: 0.5, tipo: 2 },
];
const TAXES = new Map(RATES.map((rate) => [rate.codimpuesto, rate]));

/** A Spanish company under the general scheme that sells to such a customer, but for overrides. */
function rulesOf({
  document,
  company,
  subject,
  series,
  ...rest
}: Overrides = {}): CalculationRules {
  return {
    side: 'sales',
    document: {
      dtopor1: 0,
      dtopor2: null,
      operacion: null,
      codpais: 'ESP',
      provincia: null,
      ...document,
    },
    company: { codpais: 'ESP', regimeniva: 'General', ...company },
    subject: { regimeniva: 'General', excepcioniva: null, ...subject },
    series: { siniva: false, tipo: null, ...series },
    taxes: TAXES,
    zones: [],
    decimals: 2,
    method: 'classic',
    ...rest,
  };
}

/** One unit with IVA21, but for what is given; its rates are those of its tax. */
function lineOf(given: Partial<CalculableLine>): CalculableLine {
  const codimpuesto = given.codimpuesto === undefined ? 'IVA21' : given.codimpuesto;
  const rate = TAXES.get(codimpuesto ?? '');
  return {
    cantidad: 1,
    pvpunitario: 100,
    dtopor: 0,
    dtopor2: 0,
    iva: rate?.iva ?? 7,
    recargo: rate?.recargo ?? 1,
    irpf: null,
    suplido: null,
    excepcioniva: null,
    ...given,
    codimpuesto,
  };
}

const calculated = (rules: Overrides, ...lines: Partial<CalculableLine>[]) =>
  calculate(rulesOf(rules), lines.map(lineOf));

/** Tax of one line of 100 with IVA21 and exception ES_7, as text: code iva/recargo exception. */
function treated(rules: Overrides, line: Partial<CalculableLine> = {}): string {
  const [first] = calculated(rules, { excepcioniva: 'ES_7', ...line }).lines;
  return `${first!.codimpuesto} ${first!.iva}/${first!.recargo} ${first!.excepcioniva}`;
}

describe('worked examples', () => {
  it('are all there', () => {
    const numbers = new Set(EXAMPLES.map(({ name }) => parseInt(name, 10)));
    expect([...numbers].filter(Number.isInteger)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    expect(EXAMPLES.every(({ totals }) => totals.length === 7)).toBe(true);
  });

  it.each(EXAMPLES)('$name', (example) => {
    const { lines, groups, totals } = calculated(example.rules ?? {}, ...example.lines);
    const [neto, netosindto, totaliva, totalrecargo, totalirpf, totalsuplidos, total] =
      example.totals;
    expect(totals).toMatchObject({
      neto,
      netosindto,
      totaliva,
      totalrecargo,
      totalirpf,
      totalsuplidos,
      total,
      ...example.other,
    });
    expect(lines).toHaveLength(example.lines.length);
    if (example.calculated) expect(lines).toMatchObject(example.calculated);
    if (example.groups) expect(groups).toMatchObject(example.groups);
    for (const [tasaconv, totaleuros] of example.inEuros ?? []) {
      expect(totalInEuros(totals.total, tasaconv)).toBe(totaleuros);
    }
  });
});

describe('rules of every country', () => {
  it.each([null, ''])('a line without tax (%j) has no rates', (codimpuesto) => {
    expect(treated({}, { codimpuesto, iva: 21, recargo: 5.2 })).toBe('null 0/0 ES_7');
  });

  it('an exempt customer has no tax where IVA0 does not exist', () => {
    const taxes = new Map(
      RATES.filter((r) => r.codimpuesto !== 'IVA0').map((r) => [r.codimpuesto, r]),
    );
    expect(treated({ taxes, subject: { regimeniva: 'Exento' } })).toBe('null 0/0 null');
    expect(treated({ taxes, document: { operacion: 'exportacion' } })).toBe('null 0/0 ES_21');
  });

  it('IVA0 is 0 % whatever its row says', () => {
    const taxes = new Map([...TAXES, ['IVA0', { ...RATES[3]!, iva: 3, recargo: 1 }]]);
    expect(treated({ taxes, series: { siniva: true } })).toBe('IVA0 0/0 null');
  });

  it('a foreign company keeps the surcharge of its sales, and of purchases under the scheme', () => {
    const company = { codpais: 'FRA' };
    expect(treated({ company })).toBe('IVA21 21/5.2 ES_7');
    expect(treated({ company, document: { operacion: 'exportacion' } })).toBe('IVA21 21/5.2 ES_7');
    expect(treated({ company, side: 'purchase' })).toBe('IVA21 21/0 ES_7');
    const scheme = { ...company, regimeniva: 'Recargo' };
    expect(treated({ company: scheme, side: 'purchase' })).toBe('IVA21 21/5.2 ES_7');
  });

  describe('zones', () => {
    const zone = (given: Partial<ZoneRule>): ZoneRule => ({
      codpais: null,
      provincia: null,
      codimpuesto: 'IVA21',
      codimpuestosel: 'IVA4',
      excepcioniva: 'ES_21',
      prioridad: 1,
      ...given,
    });
    const document = { codpais: 'ESP', provincia: 'Las Palmas' };

    it.each<[string, Partial<ZoneRule>, string]>([
      ['of any place', {}, 'IVA4 4/0 ES_21'],
      ['of the country', { codpais: 'ESP' }, 'IVA4 4/0 ES_21'],
      ['of another country', { codpais: 'PRT' }, 'IVA21 21/0 ES_7'],
      ['of the province', { codpais: 'ESP', provincia: 'LAS palmas' }, 'IVA4 4/0 ES_21'],
      ['of another province', { provincia: 'Madrid' }, 'IVA21 21/0 ES_7'],
      ['of another tax', { codimpuesto: 'IVA10' }, 'IVA21 21/0 ES_7'],
      ['without a new tax', { codimpuestosel: null, excepcioniva: null }, 'null 0/0 null'],
    ])('%s', (_name, given, expected) => {
      expect(treated({ document, zones: [zone(given)] })).toBe(expected);
    });

    it('the highest priority wins, none is the lowest, and the first of equals', () => {
      const zones = [
        zone({ prioridad: null, codimpuestosel: 'IVA0' }),
        zone({ prioridad: 2, codimpuestosel: 'IVA10' }),
        zone({ prioridad: 2, codimpuestosel: 'IVA4' }),
        zone({ prioridad: 9, codimpuesto: 'IVA4' }),
      ];
      expect(treated({ document, zones })).toBe('IVA10 10/0 ES_21');
      expect(treated({ document, zones: zones.toReversed() })).toBe('IVA4 4/0 ES_21');
      const last = zone({ prioridad: 3, codimpuestosel: 'UNIT' });
      expect(treated({ document, zones: [...zones, last] })).toBe('UNIT 4/0 ES_21');
      expect(treated({ document, zones: [zones[0]!, zone({ prioridad: -5 })] })).toMatch(/^IVA4/);
    });

    it('are not for purchases, nor for series without taxes, nor without a province', () => {
      expect(treated({ zones: [zone({})], side: 'purchase' })).toBe('IVA21 21/0 ES_7');
      expect(treated({ zones: [zone({})], series: { siniva: true } })).toBe('IVA0 0/0 null');
      expect(treated({ zones: [zone({ provincia: 'Madrid' })] })).toBe('IVA21 21/0 ES_7');
    });

    it('the new tax brings its surcharge to those who bear it', () => {
      const rules = { zones: [zone({})], subject: { regimeniva: 'Recargo' } };
      expect(treated(rules)).toBe('IVA4 4/0.5 ES_21');
    });
  });
});

describe('rules of Spain', () => {
  const used = { tipoproducto: 'Segunda mano' };

  // The buyer is under the surcharge scheme, so that whatever takes the surcharge away is the rule.
  it.each<[string, string, string]>([
    ['intracomunitaria', 'IVA0 0/0 ES_25', 'IVA21 21/0 ES_84'],
    ['intracom-servicios', 'IVA0 0/0 ES_68_70', 'IVA21 21/0 ES_84'],
    ['inv-sujeto-pasivo', 'IVA0 0/0 ES_84', 'IVA21 21/0 ES_84'],
    ['exportacion', 'IVA0 0/0 ES_21', 'IVA21 21/5.2 ES_7'],
    ['importacion', 'IVA21 21/5.2 ES_7', 'IVA0 0/0 ES_7'],
    ['work-certification', 'IVA21 21/5.2 ES_7', 'IVA21 21/5.2 ES_7'],
    ['benefit-third-parties', 'IVA21 21/5.2 ES_7', 'IVA21 21/5.2 ES_7'],
  ])('operation %s', (operacion, sale, purchase) => {
    const rules = { document: { operacion }, subject: { regimeniva: 'Recargo' } };
    expect(treated(rules)).toBe(sale);
    expect(treated({ ...rules, side: 'purchase' })).toBe(purchase);
  });

  it.each<[string, string, string]>([
    ['General', 'IVA21 21/0 ES_7', 'IVA21 21/5.2 ES_7'],
    ['Recargo', 'IVA21 21/5.2 ES_7', 'IVA21 21/5.2 ES_7'],
    ['Oro', 'null 0/0 ES_OTHER', 'null 0/0 ES_OTHER'],
    ['Agrario', 'IVA21 21/0 ES_7', 'IVA21 21/0 ES_OTHER'],
    ['Exento', 'IVA0 0/0 null', 'IVA0 0/0 null'],
  ])('a company with surcharge, and a customer or supplier of scheme %s', (scheme, ...expected) => {
    const rules = { company: { regimeniva: 'Recargo' }, subject: { regimeniva: scheme } };
    expect([treated(rules), treated({ ...rules, side: 'purchase' })]).toEqual(expected);
  });

  it('second-hand goods are bought without VAT, and sold with it', () => {
    const company = { regimeniva: 'Bienes usados' };
    expect(treated({ company, side: 'purchase' }, used)).toBe('null 0/0 ES_7');
    expect(treated({ company }, used)).toBe('IVA21 21/0 ES_7');
    expect(treated({ company, side: 'purchase' })).toBe('IVA21 21/0 ES_7');
    expect(treated({ side: 'purchase' }, used)).toBe('IVA21 21/0 ES_7');
  });

  it('the first rule that matches wins, also over those of every country', () => {
    const gold = { regimeniva: 'Oro' };
    const exempt = { regimeniva: 'Exento', excepcioniva: 'ES_20' };
    const document = { operacion: 'exportacion' };
    expect(treated({ document, subject: gold })).toBe('IVA0 0/0 ES_21');
    expect(treated({ document, subject: gold, side: 'purchase' })).toBe('IVA21 21/0 ES_7');
    const imported = { document: { operacion: 'importacion' }, subject: gold };
    expect(treated(imported)).toBe('IVA21 21/0 ES_7');
    expect(treated({ ...imported, side: 'purchase' })).toBe('IVA0 0/0 ES_7');
    expect(treated({ document, subject: exempt })).toBe('IVA0 0/0 ES_21');
    expect(treated({ subject: exempt })).toBe('IVA0 0/0 ES_20');
  });
});

describe('groups and totals', () => {
  const groupsOf = (rules: Overrides, ...lines: Partial<CalculableLine>[]) =>
    calculated(rules, ...lines).groups;
  const agency = { company: { regimeniva: 'Agencias de viaje' } };

  it('groups of equal rates are one, under the code of the first', () => {
    const taxes = new Map([...TAXES, ['IPSI', { ...RATES[1]!, codimpuesto: 'IPSI' }]]);
    const ipsi = { codimpuesto: 'IPSI', iva: 10, recargo: 0 };
    expect(groupsOf({ taxes }, ipsi, {}, { codimpuesto: 'IVA10' })).toMatchObject([
      { codimpuesto: 'IPSI', iva: 10, neto: 200, totaliva: 20 },
      { codimpuesto: 'IVA21', iva: 21, neto: 100, totaliva: 21 },
    ]);
  });

  it('groups of equal VAT and other surcharge are two; negative rates tax nothing', () => {
    const company = { codpais: 'FRA' };
    const lines = [{ recargo: 1 }, { recargo: -1 }, { iva: -21 }];
    expect(groupsOf({ company }, ...lines)).toMatchObject([
      { iva: 21, recargo: 1, totaliva: 21, totalrecargo: 1 },
      { iva: 21, recargo: -1, totaliva: 21, totalrecargo: 0 },
      { iva: -21, recargo: 5.2, totaliva: 0, totalrecargo: 5.2 },
    ]);
    expect(groupsOf(agency, { iva: -21, coste: 70 })[0]).toMatchObject({ neto: 30, totaliva: 0 });
  });

  it.each(['intracomunitaria', 'intracom-servicios', 'inv-sujeto-pasivo'])(
    'Spanish purchases of operation %s bear no VAT, foreign ones do',
    (operacion) => {
      const rules: Overrides = { side: 'purchase', document: { operacion } };
      expect(groupsOf(rules, {})).toMatchObject([{ iva: 21, neto: 100, totaliva: 0 }]);
      const foreign = { ...rules, company: { codpais: 'FRA' } };
      expect(groupsOf(foreign, {})).toMatchObject([{ iva: 21, neto: 100, totaliva: 21 }]);
    },
  );

  it('lines of amount 0 are in no group but have a cost; disbursements have one too', () => {
    const { groups, totals } = calculated(
      { document: { dtopor1: 10 } },
      { dtopor: 100, coste: 8.896, irpf: 15 },
      { pvpunitario: 5, suplido: true, coste: 2, irpf: 7 },
    );
    expect(groups).toEqual([]);
    expect(totals).toMatchObject({ irpf: 0, totalirpf: 0, totalsuplidos: 4.5, total: 4.5 });
    expect(totals).toMatchObject({ totalcoste: 10.896, totalbeneficio: -10.9 });
  });

  it('discounts are not limited', () => {
    expect(calculated({}, { dtopor: 150 }).totals).toMatchObject({ neto: -50, total: -60.5 });
  });

  it('a purchase has neither cost nor profit', () => {
    const { totals } = calculated({ side: 'purchase' }, { coste: 10 });
    expect(totals).toMatchObject({ neto: 100, totalcoste: 0, totalbeneficio: 0 });
  });

  it('amounts per unit ignore discounts, prices and the method', () => {
    const unit = { codimpuesto: 'UNIT', cantidad: 3, dtopor: 50 };
    const expected = [{ codimpuesto: 'UNIT', iva: 4, neto: 150, totaliva: 12, totalrecargo: 0 }];
    expect(groupsOf({}, unit)).toMatchObject(expected);
    expect(groupsOf({ method: 'price-adjusted' }, unit)).toMatchObject(expected);
  });

  it('price-adjusted VAT sees all four discounts', () => {
    // 30 × 1.21 × 0.9 × 0.8 × 0.95 × 0.98 = 24.33…, less 20.10…; 21 % of that would be 4.22.
    const rules: Overrides = { method: 'price-adjusted', document: { dtopor1: 5, dtopor2: 2 } };
    const line = { cantidad: 30, pvpunitario: 0.9996, dtopor: 10, dtopor2: 20 };
    expect(groupsOf(rules, line)).toMatchObject([{ neto: 20.1, totaliva: 4.23 }]);
    expect(groupsOf(rules, line, line)).toMatchObject([{ neto: 40.2, totaliva: 8.46 }]);
  });

  it('a margin scheme taxes the discounted margin, per unit if the tax is, without surcharge', () => {
    const rules = { ...agency, document: { dtopor1: 10 }, subject: { regimeniva: 'Recargo' } };
    const taxed = { codimpuesto: 'IVA21', iva: 21, recargo: 5.2, neto: 20, netosindto: 20 };
    const cost = { codimpuesto: null, iva: 0, recargo: 0, neto: 70, netosindto: 70 };
    expect(groupsOf(rules, { coste: 70 })).toEqual([
      { ...taxed, totaliva: 4.2, totalrecargo: 0 },
      { ...cost, totaliva: 0, totalrecargo: 0 },
    ]);
    expect(groupsOf(rules, { coste: 70, cantidad: 2, codimpuesto: 'UNIT' })).toMatchObject([
      { neto: 40, totaliva: 8, totalrecargo: 0 },
      { neto: 140, totaliva: 0 },
    ]);
  });

  it('margin schemes are for Spanish sales that are no disbursements', () => {
    const cost = { coste: 70 };
    const plain = [{ neto: 100, totaliva: 21 }];
    expect(groupsOf({ ...agency, side: 'purchase' }, cost)).toMatchObject(plain);
    expect(groupsOf({ company: { ...agency.company, codpais: 'FRA' } }, cost)).toMatchObject(plain);
    expect(groupsOf(agency, { ...cost, suplido: true })).toEqual([]);
    expect(groupsOf({}, { ...cost, tipoproducto: 'Segunda mano' })).toMatchObject(plain);
  });

  it('groups of stored lines keep the taxes that the lines have', () => {
    const stored = { ...lineOf({ cantidad: 2 }), pvpsindto: 200, pvptotal: 190 };
    const rules = rulesOf({ document: { dtopor1: 50, operacion: 'intracomunitaria' } });
    const group = { codimpuesto: 'IVA21', iva: 21, recargo: 5.2, neto: 95, netosindto: 190 };
    expect(taxGroups(rules, [stored])).toEqual([{ ...group, totaliva: 19.95, totalrecargo: 4.94 }]);
    expect(taxGroups({ ...rules, side: 'purchase' }, [stored])).toEqual([
      { ...group, totaliva: 0, totalrecargo: 0 },
    ]);
  });

  it('a document without lines is all 0', () => {
    const { lines, groups, totals } = calculated({});
    expect([lines, groups]).toEqual([[], []]);
    expect(new Set(Object.values(totals))).toEqual(new Set([0]));
  });

  it.each([null, 0, NaN])('without a rate (%j) the total in euros is 0', (tasaconv) => {
    expect(totalInEuros(121, tasaconv)).toBe(0);
  });
});
