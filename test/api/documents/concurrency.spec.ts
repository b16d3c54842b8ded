import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks } from '../../../src/cli/doctor/books.checks.js';
import { Database } from '../../../src/kernel/database/database.js';
import { Registry } from '../../../src/models/index.js';
import { type Answered, startApi, startPair, type TestApi } from '../../support/api.js';
import {
  createCustomer,
  type Created,
  createFor,
  createProduct,
  createSeries,
  createSubjects,
  kindOf,
  KINDS,
  readDocument,
  type Row,
  type Subjects,
  tracesOf,
  unitsOf,
  YEAR,
} from '../../support/documents.js';
import { type Engine, ENGINES } from '../../support/place.js';
import { ORDER } from '../../support/states.js';

type Task = () => Promise<Answered>;

const TOTAL = 300;
const CLIENTS = 32;
/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 240_000;
const FECHA = `10-09-${YEAR}`;

/** The same servers in several processes would do: they share nothing but the database. */
interface Installation {
  readonly servers: readonly TestApi[];
  stop(): Promise<void>;
}

async function oneServer(engine: Engine): Promise<Installation> {
  const api = await startApi(engine);
  return { servers: [api], stop: () => api.stop() };
}

const INSTALLATIONS: readonly [string, () => Promise<Installation>][] = [
  ...ENGINES.map((engine): [string, () => Promise<Installation>] => [
    engine,
    () => oneServer(engine),
  ]),
  ...ENGINES.filter((engine) => engine === 'mysql').map(
    (engine): [string, () => Promise<Installation>] => [`two servers on ${engine}`, startPair],
  ),
];

/** Runs the tasks with that many at the same time; the answers in the order of the tasks. */
async function inParallel(tasks: readonly Task[], clients = CLIENTS): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const client = async () => {
    for (let index = next++; index < tasks.length; index = next++) {
      answers[index] = await tasks[index]!();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answers;
}

/** What the lines of all documents do to the stock of a reference: there, reserved, expected. */
async function effectsOf(api: TestApi, referencia: string): Promise<[number, number, number]> {
  const units: [number, number, number] = [0, 0, 0];
  for (const { lineResource } of KINDS) {
    const { body } = await api.get(`/${lineResource}?referencia=${referencia}&limit=0`);
    for (const { actualizastock, cantidad, servido } of body as Row[]) {
      const open = cantidad - Math.min(servido, cantidad);
      if (Math.abs(actualizastock) === 1) units[0] += actualizastock * open;
      else if (actualizastock === -2) units[1] += open;
      else if (actualizastock === 2) units[2] += open;
    }
  }
  return units;
}

describe.each(INSTALLATIONS)('documents in parallel on %s', (_name, start) => {
  let installation: Installation;
  let api: TestApi;
  let subjects: Subjects;
  beforeAll(async () => {
    installation = await start();
    api = installation.servers[0]!;
    subjects = await createSubjects(api);
  });
  afterAll(() => installation.stop());
  afterEach(() => {
    for (const { log } of installation.servers) expect(log.errors.splice(0)).toEqual([]);
  });

  /** The servers take turns. */
  const server = (index: number): TestApi => {
    const { servers } = installation;
    return servers[index % servers.length]!;
  };
  const failed = (answers: readonly Answered[], allowed: readonly number[] = [200]) =>
    answers.filter(({ status }) => !allowed.includes(status)).map(({ text }) => text);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const numbersOf = (answers: readonly Answered[]) =>
    answers.map(({ body }) => Number(body.doc.numero)).sort((a, b) => a - b);
  const totalsOf = async ({ idproducto, referencia }: Row) => {
    const product = await api.get(`/productos/${idproducto}`);
    const variants = await api.get(`/variantes?referencia=${referencia}`);
    return [variants.body[0].stockfis, product.body.stockfis];
  };

  it(
    'are all numbered and all take their stock, while others read',
    async () => {
      const codserie = await createSeries(api);
      const { codcliente } = await createCustomer(api);
      const product = await createProduct(api, { descripcion: 'p', precio: 10 }, 1000);
      const { referencia } = product;
      const lineas = [{ referencia, cantidad: 1 }];
      const json = { codcliente, codserie, fecha: FECHA, lineas };
      const events: string[] = [];
      let writing = true;
      const write = (index: number) => async () => {
        const answer = await server(index).call('POST', '/crearFacturaCliente', { json });
        events.push('written');
        return answer;
      };
      const read = async () => {
        const answers: Answered[] = [];
        for (let index = 0; writing; index += 1) {
          answers.push(await server(index).get(`/facturaclientes?codserie=${codserie}&limit=5`));
          events.push('read');
        }
        return answers;
      };
      const reading = read();
      const written = await inParallel(upTo(TOTAL).map(write));
      writing = false;
      expect(failed(written)).toEqual([]);
      expect(failed(await reading)).toEqual([]);
      const between = events.slice(events.indexOf('written'), events.lastIndexOf('written'));
      expect(between.filter((event) => event === 'read').length).toBeGreaterThan(0);

      expect(numbersOf(written)).toEqual(upTo(TOTAL));
      const codes = written.map(({ body }) => body.doc.codigo);
      expect(new Set(codes).size).toBe(TOTAL);
      expect(await unitsOf(api, referencia)).toEqual([1000 - TOTAL, 0, 0]);
      expect(await totalsOf(product)).toEqual([1000 - TOTAL, 1000 - TOTAL]);
      const sequences = await api.get(`/secuenciadocumentos?codserie=${codserie}`);
      expect(sequences.body).toMatchObject([{ numero: TOTAL + 1 }]);
    },
    LONG_MS,
  );

  it(
    'open one fiscal year and one sequence',
    async () => {
      const codserie = await createSeries(api);
      const json = { codcliente: subjects.codcliente, codserie, lineas: [] };
      const tasks = upTo(40).map((index) => () => {
        const dated = { ...json, fecha: '10-09-1994' };
        return server(index).call('POST', '/crearPresupuestoCliente', { json: dated });
      });
      const answers = await inParallel(tasks);
      expect(failed(answers)).toEqual([]);
      expect(numbersOf(answers)).toEqual(upTo(40));
      const years = await api.get('/ejercicios?fechainicio=1994-01-01');
      expect(years.body).toMatchObject([{ codejercicio: '1994' }]);
      const sequences = await api.get(`/secuenciadocumentos?codserie=${codserie}`);
      expect(sequences.body).toMatchObject([{ codejercicio: '1994', numero: 41 }]);
    },
    LONG_MS,
  );

  it('of all kinds do not get in each other’s way', { timeout: LONG_MS }, async () => {
    const [codserie, product] = [
      await createSeries(api),
      await createProduct(api, { descripcion: 'p' }, 500),
    ];
    const { referencia } = product;
    const tasks = upTo(64).map((index) => () => {
      const { name, subject } = KINDS[index % KINDS.length]!;
      const json = { [subject]: subjects[subject], codserie, fecha: FECHA };
      const lineas = [{ referencia, cantidad: 2 }];
      return server(index).call('POST', `/crear${name}`, { json: { ...json, lineas } });
    });
    expect(failed(await inParallel(tasks))).toEqual([]);
    expect(await unitsOf(api, referencia)).toEqual([500, 16, 16]);
    expect(await totalsOf(product)).toEqual([500, 500]);
  });

  it('keep stock and lines together, whatever is done to them', { timeout: LONG_MS }, async () => {
    const codserie = await createSeries(api);
    const product = await createProduct(api, { descripcion: 'p', precio: 10 }, 1000);
    const { referencia } = product;
    const kinds = ['PedidoCliente', 'AlbaranCliente', 'PedidoProveedor', 'AlbaranProveedor'];
    const next: Readonly<Record<string, number>> = {
      PedidoCliente: 5,
      AlbaranCliente: 8,
      PedidoProveedor: 16,
      AlbaranProveedor: 19,
    };
    const docs: [string, Created][] = [];
    for (let index = 0; index < 24; index += 1) {
      const kindName = kinds[index % kinds.length]!;
      const lineas = [{ referencia, cantidad: 1 + (index % 5) }];
      const json = { codserie, fecha: FECHA, lineas };
      docs.push([kindName, await createFor(subjects, api, kindName, json)]);
    }
    let sent = 0;
    const call = (...[method, path, json]: [string, string, object?]): Promise<Answered> =>
      server((sent += 1)).call(method, path, json && { json });
    const tasks = docs.flatMap(([kindName, { doc, lines }], index): Task[] => {
      const { resource, key } = kindOf(kindName);
      const [path, edit] = [`/${resource}/${doc[key]}`, `/editar${kindName}/${doc[key]}`];
      const kept = { idlinea: lines[0]?.idlinea, cantidad: 7 };
      const deed: Task[] = [
        () => call('PUT', edit, { lineas: [kept] }),
        () => call('PUT', edit, { lineas: [{ ...kept, cantidad: 3 }, { referencia }] }),
        () => call('PUT', path, { idestado: next[kindName] }),
        () => call('DELETE', path),
        () => call('PUT', path, { idestado: doc.idestado }),
      ];
      // Each document meets another mixture, some of them twice the same.
      return [0, 1, 2].map((step) => deed[(index * 2 + step * (1 + (index % 3))) % deed.length]!);
    });
    const answers = await inParallel(tasks);
    // Who comes too late is refused; nobody is told of an internal error.
    expect(failed(answers, [200, 400, 404, 422])).toEqual([]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(
      docs.length,
    );
    const [there, reserved, expected] = await effectsOf(api, referencia);
    expect(await unitsOf(api, referencia)).toEqual([1000 + there, reserved, expected]);
    expect(await totalsOf(product)).toEqual([1000 + there, 1000 + there]);
    for (const [kindName, { doc }] of docs) {
      const id = doc[kindOf(kindName).key];
      const { lines } = await readDocument(api, kindName, id);
      const traces = await tracesOf(api, kindName, id);
      for (const { idlinea, servido } of lines) {
        const passed = traces.filter(({ idlinea1 }) => idlinea1 === idlinea);
        const sum = passed.map(({ cantidad }) => Number(cantidad)).reduce((a, b) => a + b, 0);
        expect([kindName, id, servido]).toEqual([kindName, id, sum]);
      }
    }
  });

  it('are generated once, however often it is asked for', { timeout: LONG_MS }, async () => {
    const { referencia } = await createProduct(api, { descripcion: 'p' }, 100);
    const { doc } = await createFor(subjects, api, 'PedidoCliente', {
      lineas: [{ referencia, cantidad: 4 }],
    });
    const path = `/pedidoclientes/${doc.idpedido}`;
    const tasks = upTo(8).map((index) => () => {
      return server(index).call('PUT', path, { json: { idestado: ORDER.delivered } });
    });
    expect(failed(await inParallel(tasks))).toEqual([]);
    const traces = await tracesOf(api, 'PedidoCliente', doc.idpedido);
    expect(traces).toMatchObject([{ cantidad: 4 }]);
    expect(await unitsOf(api, referencia)).toEqual([96, 0, 0]);
  });

  it('are not refunded beyond what was sold', { timeout: LONG_MS }, async () => {
    const { referencia } = await createProduct(api, { descripcion: 'p' }, 100);
    const { doc, lines } = await createFor(subjects, api, 'FacturaCliente', {
      codserie: await createSeries(api),
      fecha: FECHA,
      lineas: [{ referencia, cantidad: 5 }],
    });
    const json = { idfactura: doc.idfactura, fecha: FECHA, [`refund_${lines[0]?.idlinea}`]: 2 };
    const tasks = upTo(8).map((index) => () => {
      return server(index).call('POST', '/crearFacturaRectificativaCliente', { json });
    });
    const statuses = (await inParallel(tasks)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 400, 400, 400, 400, 400, 400]);
    expect(await unitsOf(api, referencia)).toEqual([99, 0, 0]);
  });

  it('share what is in stock', { timeout: LONG_MS }, async () => {
    const values = { descripcion: 'p', ventasinstock: false };
    const { referencia } = await createProduct(api, values, 7);
    const { codcliente } = subjects;
    const json = { codcliente, fecha: FECHA, lineas: [{ referencia, cantidad: 1 }] };
    const tasks = upTo(20).map((index) => () => {
      return server(index).call('POST', '/crearAlbaranCliente', { json });
    });
    const answers = await inParallel(tasks);
    expect(failed(answers, [200, 422])).toEqual([]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(await unitsOf(api, referencia)).toEqual([0, 0, 0]);
  });

  it('are deleted once', { timeout: LONG_MS }, async () => {
    const { referencia } = await createProduct(api, { descripcion: 'p' }, 10);
    const { doc } = await createFor(subjects, api, 'AlbaranCliente', {
      fecha: FECHA,
      lineas: [{ referencia, cantidad: 4 }],
    });
    const path = `/albaranclientes/${doc.idalbaran}`;
    const tasks = upTo(8).map((index) => () => server(index).call('DELETE', path));
    const statuses = (await inParallel(tasks)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
  });

  it('leave books that are right', async () => {
    const { app } = api.server;
    const checks = await checkBooks(app.get(Database), app.get(Registry));
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
  });
});
