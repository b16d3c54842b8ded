import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { checkBooks } from '../../../src/cli/doctor/books.checks.js';
import { Database } from '../../../src/kernel/database/database.js';
import { Registry } from '../../../src/models/index.js';
import { describeApi } from '../../support/describe-api.js';
import {
  createFor,
  createProduct,
  createSubjects,
  kindOf,
  KINDS,
  type Row,
  type Subjects,
} from '../../support/documents.js';

interface Found {
  readonly kindName: string;
  readonly doc: Row;
  readonly lines: readonly Row[];
}

interface Step {
  readonly what: 'pass on' | 'open' | 'line' | 'edit' | 'drop' | 'delete';
  readonly which: number;
  readonly cantidad: number;
}

/** One thing that somebody does: to which document, which line, how. */
const STEP: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom<Step['what'][]>('pass on', 'open', 'line', 'edit', 'drop', 'delete'),
  which: fc.nat(20),
  cantidad: fc.integer({ min: 0, max: 14 }),
});
const CHAINS = fc.record({
  sales: fc.boolean(),
  cantidades: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }),
  steps: fc.array(STEP, { minLength: 4, maxLength: 14 }),
});
/** The statuses of a kind: open, and those that generate the next document. */
const STATES: Readonly<Record<string, readonly number[]>> = {
  PresupuestoCliente: [1, 2, 24],
  PedidoCliente: [4, 5, 25],
  AlbaranCliente: [7, 8],
  PresupuestoProveedor: [12, 13, 26],
  PedidoProveedor: [15, 16, 27],
  AlbaranProveedor: [18, 19],
};

describeApi('random chains of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const rows = async (path: string) => (await api.get(`/${path}?limit=0`)).body as Row[];
  /** The documents of a side, with their lines, but for those that were there before. */
  const found = async (side: string, before: ReadonlySet<string>): Promise<Found[]> => {
    const all: Found[] = [];
    for (const { name, resource, lineResource, key } of KINDS.filter(
      (kind) => kind.side === side,
    )) {
      const docs = (await rows(resource)).filter(({ codigo }) => !before.has(codigo as string));
      const lines = docs.length > 0 ? await rows(lineResource) : [];
      for (const doc of docs) {
        all.push({ kindName: name, doc, lines: lines.filter((line) => line[key] === doc[key]) });
      }
    }
    return all;
  };
  /** Does the step; one that is refused, of a locked document or without a line, is one too. */
  const take = ({ what, which, cantidad }: Step, { kindName, doc, lines }: Found, also: string) => {
    const { resource, lineResource, key } = kindOf(kindName);
    const id = String(doc[key]);
    const line = `/${lineResource}/${lines[which % Math.max(1, lines.length)]?.idlinea}`;
    const [open, ...passing] = STATES[kindName] ?? [];
    const setState = (idestado: number | undefined) =>
      api.call('PUT', `/${resource}/${id}`, { json: { idestado } });
    const kept = lines.slice(which % 2).map(({ idlinea }) => ({ idlinea, cantidad }));
    const lineas = [...kept, { referencia: also, cantidad: 2 }];
    switch (what) {
      case 'pass on':
        return setState(passing[which % 2] ?? passing[0]);
      case 'open':
        return setState(open);
      case 'line':
        return api.call('PUT', line, { json: { cantidad } });
      case 'edit':
        return api.call('PUT', `/editar${kindName}/${id}`, { json: { lineas } });
      case 'drop':
        return api.call('DELETE', line);
      default:
        return api.call('DELETE', `/${resource}/${id}`);
    }
  };
  const expectServed = async (documents: readonly Found[]) => {
    const traces = await rows('doctransformations');
    const passed = ({ kindName }: Found, { idlinea }: Row) =>
      traces
        .filter(({ model1, idlinea1 }) => model1 === kindName && idlinea1 === idlinea)
        .reduce((units, { cantidad }) => units + Number(cantidad), 0);
    const served = documents.flatMap(({ lines }) => lines.map(({ servido }) => Number(servido)));
    expect(served).toEqual(
      documents.flatMap((document) => document.lines.map((line) => passed(document, line))),
    );
  };

  it('serve what their traces say, and move the stock that their lines say', async () => {
    const { app } = api.server;
    await fc.assert(
      fc.asyncProperty(CHAINS, async ({ sales, cantidades, steps }) => {
        const side = sales ? 'sales' : 'purchases';
        const before = new Set((await found(side, new Set())).map(({ doc }) => String(doc.codigo)));
        const { referencia } = await createProduct(api, { descripcion: 'p', precio: 10 });
        const lineas = cantidades.map((cantidad) => ({ referencia, cantidad }));
        const quote = sales ? 'PresupuestoCliente' : 'PresupuestoProveedor';
        await createFor(subjects, api, quote, { lineas });
        for (const step of steps) {
          const all = await found(side, before);
          const chosen = all[step.which % all.length];
          if (chosen) await take(step, chosen, referencia as string);
        }
        await expectServed(await found(side, before));
        const options = { stockFromZero: true };
        const checks = await checkBooks(app.get(Database), app.get(Registry), options);
        const stock = checks.filter(({ name }) => /stock/i.test(name));
        expect(stock.map(({ status, message }) => [status, message])).toEqual(
          stock.map(({ message }) => ['ok', message]),
        );
      }),
      { seed: 20261128, numRuns: 12 },
    );
  }, 120_000);
});
