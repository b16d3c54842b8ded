import fc from 'fast-check';
import type { ColumnDefinition, ModelDefinition } from '../../src/models/index.js';

/** Values of other tables that a column may refer to, by `table.column`. */
export type Known = ReadonlyMap<string, readonly (string | number)[]>;

export type Body = Record<string, unknown>;

/** A record among those that there are (by position), or an id of no record at all. */
export type Target =
  | { readonly of: 'created' | 'seeded'; readonly index: number }
  | { readonly of: 'nothing'; readonly id: string };

export type Step =
  | {
      readonly kind: 'create';
      readonly body: Body;
      readonly as: Encoding;
      readonly target: Target | null;
    }
  | {
      readonly kind: 'change';
      readonly method: 'PUT' | 'PATCH';
      readonly target: Target;
      readonly body: Body;
      readonly as: Encoding;
    }
  | { readonly kind: 'read' | 'remove'; readonly target: Target }
  | { readonly kind: 'list'; readonly query: readonly (readonly [string, string])[] };

export type Encoding = 'json' | 'form';

/** Far from every number that a database generates: both engines count on differently. */
const FREE_KEYS = { min: 1_000_000, max: 2_000_000 };
const FIRST_OWN_KEY = 5001;
const NO_RECORD = 1_999_999_999;

const DAYS = ['2026-02-03', '03-02-2026', '2024-02-29', '1-2-2026', '1000-01-01', '9999-12-31'];
const NO_DAYS = [
  '2026-02-30',
  '31-11-2026',
  '2023-02-29',
  '0000-00-00',
  '0999-01-01',
  '10000-01-01',
  '2026-13-01',
  '31/12/2025',
  '20260203',
  'tomorrow',
  '2026-02-03x',
  '-1-1-2026',
];
const TIMES = ['00:00:00', '23:59:59', '9:05', '12:30:15'];
const NO_TIMES = ['24:00:00', '12:60', '838:59:59', '-1:00', '12', 'noon'];
const TEXTS = ['Ada Lovelace', 'a@b.co', 'www.foo.com', 'Calle Ñandú, 3º', ' trimmed ', '0', '5'];

/** What columns of these names hold. */
const USUAL: Readonly<Record<string, readonly unknown[]>> = {
  email: ['a@b.co', 'Ada@Example.org', '', null],
  web: ['www.foo.com', 'https://a.b/c', ''],
  level: ['error', 'warning', 'info'],
  model1: ['PedidoCliente'],
  model2: ['FacturaCliente'],
  tipodoc: ['FacturaCliente', 'PedidoProveedor'],
  patron: ['F{NUM}', '{EJE}{SERIE}{NUM}'],
  longnumero: [5, 8],
  longsubcuenta: [10],
  iban: ['', null, 'ES9121000418450200051332'],
  codcuenta: ['1', '22', '700'],
  nick: ['admin', 'ada_1', 'ada_2', 'ada_3'],
  fechainicio: ['2026-01-01', '01-01-2027', '2028-01-01'],
  fechafin: ['2026-12-31', '31-12-2027', '2028-12-31'],
};

/** What people and programs send that no form foresaw. */
const STRANGE_TEXTS = [
  '',
  ' ',
  '\n\t\r',
  'NULL',
  'true',
  'False',
  't',
  'yes',
  '👩‍👩‍👧‍👦 𝒳',
  'שלום \u200f\u202eabc',
  'Z\u0351\u036b\u0343a\u0302\u0311lgo',
  'cafe\u0301 CAFÉ',
  'ﬁﬂ ǅ ß İı',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\ufeff\u2028\u2029\ufffe',
  '\u0001\u001b[31m',
  '<script>alert("1")</script>',
  "'; DROP TABLE empresas; --",
  '`"\\\'%_',
  '{{company}} %field%',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'x'.repeat(31),
  'ñ'.repeat(256),
  '😀'.repeat(101),
  'y'.repeat(3001),
  'é'.repeat(40_000),
  '1,5',
  '1e3',
  '1e400',
  '-1e308',
  '5e-324',
  '0x10',
  '٣',
  'NaN',
  'Infinity',
  '12.345678901234567',
  '99999999999999999999',
  '-5',
  '+7',
  '2147483648',
  ...NO_DAYS,
  ...NO_TIMES,
];

const STRANGE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [1],
  ['a', ['b']],
  { a: 1 },
  { length: 1, toString: 'x' },
  [null],
  0,
  -1,
  1.5,
  -0,
  2_147_483_647,
  2_147_483_648,
  9_007_199_254_740_992,
  1e308,
  -1e308,
  5e-324,
  1e21,
];

const strangeText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRANGE_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);

export const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: strangeText },
  { weight: 3, arbitrary: fc.constantFrom(...STRANGE_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** What a well-behaved client would send for the column. */
export function plausible(column: ColumnDefinition, known: Known): fc.Arbitrary<unknown> {
  if (column.key && column.generated) return fc.integer(FREE_KEYS);
  const others = choices(column, known);
  if (others.length > 0) return fc.constantFrom(...others);
  const usual = USUAL[column.name];
  if (usual) return fc.constantFrom(...usual);
  switch (column.kind) {
    case 'code':
    case 'text': {
      const word = fc.string({
        unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789_'.split('')),
        minLength: 1,
        maxLength: Math.min(column.length ?? 8, 8),
      });
      return column.kind === 'code' ? word : fc.oneof(word, fc.constantFrom(...TEXTS));
    }
    case 'longText':
      return fc.constantFrom(...TEXTS);
    case 'integer':
      return column.references ? fc.constant(NO_RECORD) : fc.integer({ min: 0, max: 100 });
    case 'real':
    case 'money':
      return fc.oneof(
        fc.integer({ min: -1000, max: 1000 }).map((cents) => cents / 100),
        fc.constantFrom('12.50', '0', '1e2', '-3'),
      );
    case 'boolean':
      return fc.constantFrom(true, false, '1', '0', 'true', 'f');
    case 'day':
      return fc.constantFrom(...DAYS);
    case 'time':
      return fc.constantFrom(...TIMES);
    case 'moment':
      return fc.constantFrom('2026-02-03 10:20:30', '03-02-2026 10:20', '2026-02-03T10:20:30');
    case 'json':
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** A body: right, right but for one value, or wrong throughout. */
function body(model: ModelDefinition, known: Known, needed: boolean): fc.Arbitrary<Body> {
  const entries = (wrong: number) =>
    fc.record(
      Object.fromEntries(
        model.columns.map((column) => [column.name, cell(column, known, wrong, needed)]),
      ),
    );
  const extra = fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'unknown', 'newPassword', 'a b', 'Ñ', 'toString'),
    strange,
    { maxKeys: 1, noNullPrototype: true },
  );
  return fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: entries(0) },
        { weight: 5, arbitrary: fc.tuple(entries(0), oneWrong(model)).map(merged) },
        { weight: 1, arbitrary: entries(60) },
      ),
      fc.option(extra, { freq: 6, nil: {} }),
    )
    .map(([cells, more]) =>
      Object.fromEntries(
        Object.entries({ ...cells, ...more }).filter(([, value]) => value !== undefined),
      ),
    );
}

function oneWrong(model: ModelDefinition): fc.Arbitrary<Body> {
  return fc
    .constantFrom(...model.columns)
    .chain((column) => wrongValue(column).map((value) => ({ [column.name]: value })));
}

function merged([right, wrong]: readonly [Body, Body]): Body {
  return { ...right, ...wrong };
}

/** One value of a body, or undefined to leave it out; `wrong` counts in hundredths. */
function cell(
  column: ColumnDefinition,
  known: Known,
  wrong: number,
  needed: boolean,
): fc.Arbitrary<unknown> {
  const isNeeded = needed && !column.nullable && column.default === null && !column.generated;
  const absent = isNeeded ? 2 : column.key ? (needed ? 150 : 3000) : 100;
  return fc.oneof(
    { weight: 100, arbitrary: plausible(column, known) },
    { weight: absent, arbitrary: fc.constant(undefined) },
    ...(wrong > 0 ? [{ weight: wrong, arbitrary: wrongValue(column) }] : []),
  );
}

/** Numbers for keys and references stay where no engine generates any. */
function wrongValue(column: ColumnDefinition): fc.Arbitrary<unknown> {
  if (column.kind !== 'integer' || !(column.key || column.references)) return strange;
  return strange.filter((value) => !/^\W*\d{1,5}(?:\.0*)?\W*$/.test(JSON.stringify(value)));
}

function choices(column: ColumnDefinition, known: Known): readonly (string | number)[] {
  if (!column.references) return [];
  const { table, column: name = '' } = column.references;
  return known.get(`${table}.${name}`) ?? [];
}

const target = (weightOfNothing: number): fc.Arbitrary<Target> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ of: fc.constant('created' as const), index: fc.nat(5) }),
    },
    { weight: 4, arbitrary: fc.record({ of: fc.constant('seeded' as const), index: fc.nat(5) }) },
    {
      weight: weightOfNothing,
      arbitrary: fc.record({
        of: fc.constant('nothing' as const),
        id: fc.oneof(
          strangeText.filter((id) => id !== '' && id.length < 2000 && !/^\d{1,8}$/.test(id)),
          fc.constantFrom(
            '1abc',
            '1.0',
            '%',
            '..',
            'a/b',
            'A B',
            'schema ',
            '0',
            String(NO_RECORD),
          ),
        ),
      }),
    },
  );

const SUFFIXES = ['', '_gt', '_gte', '_lt', '_lte', '_neq', '_like', '_null', '_notnull', '_in'];

/** Parameters of a list: names that exist, names that do not, and values of any kind. */
function listQuery(
  model: ModelDefinition,
  known: Known,
): fc.Arbitrary<readonly (readonly [string, string])[]> {
  const column = fc.constantFrom(...model.columns);
  const name = fc.oneof(
    { weight: 12, arbitrary: column.map((each) => each.name) },
    { weight: 2, arbitrary: column.map((each) => `${model.table}.${each.name}`) },
    { weight: 2, arbitrary: fc.constantFrom('nope', 'a b', '1=1', '`x`', 'users.password', '') },
    { weight: 1, arbitrary: strangeText.filter((text) => text.length < 300) },
  );
  const text = fc.oneof(
    { weight: 2, arbitrary: column.chain((each) => plausible(each, known)).map(asText) },
    { weight: 1, arbitrary: strangeText.filter((each) => each.length < 4000) },
  );
  const filter = fc.oneof(
    {
      weight: 6,
      arbitrary: column.chain((each) =>
        fc.tuple(
          fc.constantFrom(...SUFFIXES).map((suffix) => `filter[${each.name}${suffix}]`),
          plausible(each, known).map(asText),
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.tuple(name, fc.constantFrom(...SUFFIXES)).map(([a, b]) => `filter[${a}${b}]`),
        text,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        name.map((each) => `filter[${each}][]`),
        text,
      ),
    },
  );
  const order = fc.tuple(
    fc
      .tuple(fc.constantFrom('', '', '', 'integer:', 'lower:', 'upper:', 'rand:'), name)
      .map(([prefix, each]) => `sort[${prefix}${each}]`),
    fc.constantFrom('ASC', 'DESC', 'desc', '', 'x'),
  );
  const operation = fc.tuple(
    name.map((each) => `operation[${each}]`),
    fc.constantFrom('OR', 'and', ' or ', 'OR 1=1 OR', ''),
  );
  const number = fc.constantFrom('0', '1', '5', '2.9', '1e1', '-3', '', 'abc', '1e30', '99999999');
  const paging = fc.tuple(fc.constantFrom('limit', 'offset', 'limit[]'), number);
  const fields = fc.tuple(
    fc.constant('fields'),
    fc.array(name, { maxLength: 4 }).map((names) => names.join(',')),
  );
  const after = fc.tuple(fc.constant('after'), text);
  const bare = fc.tuple(name, text);
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: filter },
      { weight: 3, arbitrary: order },
      { weight: 1, arbitrary: operation },
      { weight: 2, arbitrary: paging },
      { weight: 1, arbitrary: fields },
      { weight: 1, arbitrary: after },
      { weight: 2, arbitrary: bare },
    ),
    { maxLength: 5 },
  );
}

/** A few requests on one resource, one after the other. */
export function steps(model: ModelDefinition, known: Known): fc.Arbitrary<Step[]> {
  const as = fc.constantFrom('json' as const, 'json' as const, 'form' as const);
  const create = fc.record({
    kind: fc.constant('create' as const),
    body: body(model, known, true),
    as,
    target: fc.option(target(4), { freq: 8 }),
  });
  const change = fc.record({
    kind: fc.constant('change' as const),
    method: fc.constantFrom('PUT' as const, 'PATCH' as const),
    target: target(1),
    body: body(model, known, false),
    as,
  });
  const other = fc.record({
    kind: fc.constantFrom('read' as const, 'remove' as const),
    target: target(3),
  });
  const list = fc.record({ kind: fc.constant('list' as const), query: listQuery(model, known) });
  return fc
    .tuple(create, fc.array(fc.oneof(create, change, change, other, list, list), { maxLength: 6 }))
    .map(([first, others]) => [first, ...others]);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the rules of some models want to see. */
const FITTING: Readonly<Record<string, Body>> = {
  asientos: { concepto: 'x' },
  cuentabancoclientes: { codcuenta: '1' },
  cuentabancoproveedores: { codcuenta: '1' },
  cuentabancos: { codcuenta: '1' },
  doctransformations: {
    model1: 'PedidoCliente',
    model2: 'FacturaCliente',
    iddoc1: 5001,
    iddoc2: 5001,
    idlinea1: 5001,
    idlinea2: 5001,
  },
  logmessages: { level: 'error' },
  // Only an entry that nothing else has may be named.
  pagoclientes: { idasiento: undefined },
  pagoproveedores: { idasiento: undefined },
  partidas: {
    concepto: 'x',
    codsubcuenta: '5720000000',
    idsubcuenta: undefined,
    idcontrapartida: undefined,
  },
  productoproveedores: { referencia: 'CONTA621' },
  secuenciadocumentos: { patron: 'F{NUM}', tipodoc: 'FacturaCliente' },
};

/** Only statuses of its own kind fit a document, which starts in one of them. */
const FITTING_DOCUMENT: Body = { idestado: undefined, codpago: 'CONT', numero: 1 };

/** A body for each model that should make a record, always the same one. */
export function plausibleRows(
  models: readonly ModelDefinition[],
  known: Known,
): { model: ModelDefinition; body: Body }[] {
  return models.map((model) => {
    const needed = model.columns.filter(
      ({ generated, nullable, default: byDefault, references }) =>
        !generated && ((!nullable && byDefault === null) || references !== undefined),
    );
    const body: Body = {};
    for (const column of needed) body[column.name] = fixedValue(column, known);
    if (model.key.generated) body[model.key.name] = FIRST_OWN_KEY;
    if (model.column('idestado_ant')) Object.assign(body, FITTING_DOCUMENT);
    return { model, body: { ...body, ...FITTING[model.resource] } };
  });
}

function fixedValue(column: ColumnDefinition, known: Known): unknown {
  if (column.references) return choices(column, known)[0];
  switch (column.kind) {
    case 'integer':
    case 'real':
    case 'money':
      return 1;
    case 'boolean':
      return true;
    case 'day':
      return '2026-02-03';
    case 'time':
      return '10:20:30';
    case 'moment':
      return '2026-02-03 10:20:30';
    case 'json':
      return {};
    default:
      return 'ABC1'.slice(0, column.length ?? 4);
  }
}
