import { afterAll, beforeAll, expect, it } from 'vitest';
import { newRegistry } from '../../src/schema.js';
import { onDatabaseAsIs } from '../../src/cli/database-access.js';
import { checkBooks } from '../../src/cli/doctor/books.checks.js';
import { readConfig } from '../../src/kernel/config/config.js';
import type { SqlRow } from '../../src/kernel/database/sql-value.js';
import { KEY } from '../support/api.js';
import { describeEngines, usePlace } from '../support/describe-api.js';
import { killProcesses, prepareBuild, startProcess } from '../support/server-process.js';

const CREATES = 400;
const CLIENTS = 16;
/** So many answers come before the server is killed. */
const BEFORE_CRASH = 150;
/** Units of the product that there are, and in each invoice. */
const [STOCK, UNITS] = [10_000, 2];
/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 240_000;

interface Made {
  readonly idfactura: number;
  readonly numero: string;
  readonly pagada: boolean;
}

async function post(base: string, path: string, json: object): Promise<Response> {
  return fetch(base + path, {
    method: 'POST',
    headers: { Token: KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify(json),
  });
}

describeEngines('a server that is killed while it writes', (engine) => {
  const place = usePlace(engine);
  beforeAll(prepareBuild, LONG_MS);
  afterAll(killProcesses);

  const rows = (sql: string): Promise<SqlRow[]> =>
    onDatabaseAsIs(readConfig(place.environment), (database) => database!.rows(sql));
  const wrongBooks = () =>
    onDatabaseAsIs(readConfig(place.environment), async (database) => {
      const checks = await checkBooks(database!, newRegistry());
      return checks.filter(({ status }) => status !== 'ok');
    });

  it('has everything that it answered, and nothing in part', { timeout: LONG_MS }, async () => {
    const server = await startProcess(place.environment);
    const clients = new Clients(await bodies(server.base));
    await Promise.all([clients.send(server.base), clients.reach(BEFORE_CRASH).then(server.kill)]);
    const { made } = clients;
    expect(made.length).toBeLessThan(CREATES);

    const again = await startProcess(place.environment);
    const stored = await invoices(rows);
    for (const { idfactura, pagada } of made) {
      expect([idfactura, stored.get(idfactura)]).toEqual([idfactura, WHOLE[pagada ? 1 : 0]]);
    }
    expect([...stored.values()].filter((state) => !WHOLE.includes(state))).toEqual([]);
    // Those whose answer got lost may be there too: at most one for each client.
    expect(stored.size - made.length).toBeLessThanOrEqual(CLIENTS);
    expect(await wrongBooks()).toEqual([]);

    await clients.send(again.base);
    expect(clients.sent).toBe(CREATES);
    const all = await invoices(rows);
    expect(made.filter(({ idfactura }) => !all.has(idfactura))).toEqual([]);
    expect([...all.values()].filter((state) => !WHOLE.includes(state))).toEqual([]);
    const numbers = (await rows('SELECT numero FROM facturascli')).map(([number]) =>
      Number(number),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
    expect(await rows('SELECT cantidad FROM stocks')).toEqual([[STOCK - UNITS * all.size]]);
    expect(await wrongBooks()).toEqual([]);
    await again.kill();
  });
});

/** Clients that send one create after the other, each until nobody answers any more. */
class Clients {
  readonly made: Made[] = [];
  sent = 0;
  private aim: { readonly count: number; readonly reached: () => void } | null = null;

  constructor(private readonly body: (index: number) => object) {}

  /** Waits for that many answers. */
  reach(count: number): Promise<void> {
    return new Promise((reached) => (this.aim = { count, reached }));
  }

  /** Sends what is left. */
  async send(base: string): Promise<void> {
    await Promise.all(Array.from({ length: CLIENTS }, () => this.client(base)));
  }

  private async client(base: string): Promise<void> {
    while (this.sent < CREATES) {
      const index = this.sent++;
      const answer = await answerTo(base, this.body(index));
      if (!answer) return;
      expect({ index, ...answer }).toMatchObject({ status: 200, pagada: isPaid(index) });
      this.made.push(answer);
      if (this.made.length === this.aim?.count) this.aim.reached();
    }
  }
}

function isPaid(index: number): boolean {
  return index % 2 === 0;
}

/** Makes a customer and a product with stock; the bodies of invoices of three lines. */
async function bodies(base: string): Promise<(index: number) => object> {
  const create = async (path: string, json: object) => {
    const response = await post(base, path, json);
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: Record<string, string> }).data;
  };
  const { codcliente } = await create('/clientes', { nombre: 'Customer', cifnif: '' });
  const { idproducto, referencia } = await create('/productos', { descripcion: 'p', precio: 10 });
  await create('/stocks', { idproducto, referencia, codalmacen: 'ALG', cantidad: STOCK });
  const lineas = [
    { referencia, cantidad: UNITS },
    { descripcion: 'b', pvpunitario: 5 },
    { descripcion: 'c' },
  ];
  return (index) => ({ codcliente, lineas, ...(isPaid(index) && { pagada: 1 }) });
}

/** The answer to a create; null when the server was killed before it had come whole. */
async function answerTo(
  base: string,
  json: object,
): Promise<(Made & { readonly status: number; readonly text: string }) | null> {
  try {
    const response = await post(base, '/crearFacturaCliente', json);
    const text = await response.text();
    const { doc } = JSON.parse(text) as { doc?: Made };
    const { idfactura = 0, numero = '', pagada = false } = doc ?? {};
    return { status: response.status, text: doc ? '' : text, idfactura, numero, pagada };
  } catch {
    return null;
  }
}

/** What there is of an invoice: unpaid, and paid. */
const WHOLE = [
  'lines 3, receipts 1, paid 0, payments 0, entry lines 3, payment lines 0',
  'lines 3, receipts 1, paid 1, payments 1, entry lines 3, payment lines 2',
];

/** Every invoice with what there is of it. */
async function invoices(
  rows: (sql: string) => Promise<SqlRow[]>,
): Promise<ReadonlyMap<number, string>> {
  const count = (from: string) => `(SELECT COUNT(*) FROM ${from})`;
  const payments = 'pagoscli p JOIN recibospagoscli r ON r.idrecibo = p.idrecibo';
  const found = await rows(
    `SELECT f.idfactura,
      ${count('lineasfacturascli l WHERE l.idfactura = f.idfactura')},
      ${count('recibospagoscli r WHERE r.idfactura = f.idfactura AND r.importe = f.total')},
      f.pagada,
      ${count(`${payments} WHERE r.idfactura = f.idfactura AND p.importe = f.total`)},
      ${count('partidas a WHERE a.idasiento = f.idasiento')},
      ${count(
        `${payments} JOIN partidas a ON a.idasiento = p.idasiento
         WHERE r.idfactura = f.idfactura`,
      )}
     FROM facturascli f`,
  );
  return new Map(
    found.map(([id, lines, receipts, paid, payments, entryLines, paymentLines]) => [
      Number(id),
      `lines ${lines}, receipts ${receipts}, paid ${paid}, payments ${payments}, ` +
        `entry lines ${entryLines}, payment lines ${paymentLines}`,
    ]),
  );
}
