import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  createDocument,
  createProduct,
  kindOf,
  KINDS,
  readDocument,
  subjectOf,
} from '../../support/documents.js';

/** Values that some field or other has no use for. */
const odd = fc.oneof(
  fc.constantFrom(null, '', 'null', '0', 0, -1, 1, 2.5, '3,5', 'abc', true, false, 'true', 1e308),
  fc.constantFrom(
    -1e308,
    5e-324,
    '1e400',
    '-0',
    2_147_483_648,
    '\0',
    'x'.repeat(300),
    '31-02-2026',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [1],
    { a: 1 },
    [[]],
    '[]',
    '{}',
    'IVA21',
    'A',
    'EUR',
    'CONT',
    'P',
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.double(),
  fc
    .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
    .map((date) => date.toISOString().slice(0, 10)),
);
const LINE = ['idlinea', 'referencia', 'cantidad', 'descripcion', 'pvpunitario', 'dtopor', 'irpf'];
const FLAGS = ['dtopor2', 'coste', 'orden', 'codimpuesto', 'excepcioniva', 'suplido', 'servido'];
const HEADER = [
  'fecha',
  'hora',
  'codalmacen',
  'coddivisa',
  'codserie',
  'codpago',
  'dtopor1',
  'irpf',
];
const OTHERS = ['idestado', 'operacion', 'numero', 'codigo', 'tasaconv', 'pagada', 'observaciones'];
const STRANGE = ['codagente', 'nick', 'idcontactofact', 'direccion', 'codpais', 'fechadevengo'];

const some = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 3, noNullPrototype: true });
const lines = fc.oneof(
  { weight: 8, arbitrary: fc.array(some([...LINE, ...FLAGS]), { maxLength: 4 }) },
  { weight: 1, arbitrary: odd },
);
const body = fc.record({ header: some([...HEADER, ...OTHERS, ...STRANGE]), lineas: lines });
const ANSWERS = [200, 400, 404, 422];

describeApi('whatever is sent for a document', (api) => {
  beforeAll(async () => {
    await createProduct(api, { referencia: 'P', precio: 5 }, 10);
  });

  it.each(KINDS)('is answered, and a refused $name leaves nothing', async ({ name, resource }) => {
    const subject = await subjectOf(api, name);
    const count = async () => (await api.get(`/${resource}?limit=1`)).headers.get('X-Total-Count');
    await fc.assert(
      fc.asyncProperty(body, async ({ header, lineas }) => {
        const before = await count();
        const json = { ...subject, ...header, lineas };
        const { status, text } = await api.call('POST', `/crear${name}`, { json });
        expect(ANSWERS, text).toContain(status);
        if (status !== 200) expect(await count()).toBe(before);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(api.log.errors).toEqual([]);
  });

  it.each(KINDS)('is answered, and a refused edit of $name changes nothing', async ({ name }) => {
    const subject = await subjectOf(api, name);
    const lineas = [
      { referencia: 'P', cantidad: 1 },
      { descripcion: 'x', pvpunitario: 2 },
    ];
    const { doc } = await createDocument(api, name, { ...subject, lineas });
    const id = doc[kindOf(name).key] as number;
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const before = await readDocument(api, name, id);
        const json = { ...sent.header, lineas: sent.lineas };
        const { status, text } = await api.call('PUT', `/editar${name}/${id}`, { json });
        expect(ANSWERS, text).toContain(status);
        if (status !== 200) expect(await readDocument(api, name, id)).toEqual(before);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(api.log.errors).toEqual([]);
  });
});
