import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/kernel/database/database.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { bulkInsert, Registry } from '../../src/models/index.js';
import type { Answered } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused, refusedFields } from '../support/envelope.js';
import { grant, makeKey } from '../support/keys.js';
import { nextPage, pagesByCursor, pagesByOffset } from '../support/lists.js';

type Values = Record<string, unknown>;

/** Table, table of the lines, and the key, by resource. */
const DOCUMENTS: Readonly<Record<string, readonly [string, string, string]>> = {
  presupuestoclientes: ['presupuestoscli', 'lineaspresupuestoscli', 'idpresupuesto'],
  pedidoclientes: ['pedidoscli', 'lineaspedidoscli', 'idpedido'],
  albaranclientes: ['albaranescli', 'lineasalbaranescli', 'idalbaran'],
  facturaclientes: ['facturascli', 'lineasfacturascli', 'idfactura'],
  presupuestoproveedores: ['presupuestosprov', 'lineaspresupuestosprov', 'idpresupuesto'],
  pedidoproveedores: ['pedidosprov', 'lineaspedidosprov', 'idpedido'],
  albaranproveedores: ['albaranesprov', 'lineasalbaranesprov', 'idalbaran'],
  facturaproveedores: ['facturasprov', 'lineasfacturasprov', 'idfactura'],
};

/** More than two batches of a streamed list, and more than is held of any. */
const INVOICES = 1300;
/** Positions of the lines of invoice 1, in the order of their keys. */
const POSITIONS = [null, 5, -1, 5, 0];
/** The places, from 0, of those lines in the invoice. */
const IN_ORDER = [1, 3, 0, 4, 2];

describeApi('expand', { TRUSTED_PROXIES: '127.0.0.1' }, (api) => {
  /** All lines of invoices by their invoice, as the resource of lines shows them. */
  const linesOf = new Map<number, Values[]>();

  beforeAll(async () => {
    const [{ codejercicio }] = (await api.get('/ejercicios?limit=1')).body;
    for (const [resource, [table, lineTable, key]] of Object.entries(DOCUMENTS)) {
      const ids = Array.from(
        { length: resource === 'facturaclientes' ? INVOICES : 2 },
        (_, index) => index + 1,
      );
      await insert(
        table,
        ids.map((id) => ({ ...documentValues(id, codejercicio), [key]: id })),
      );
      await insert(lineTable, [
        ...POSITIONS.map((orden) => ({ ...lineValues(1, orden), [key]: 1 })),
        // Every third has none, the others one or two.
        ...ids.slice(1).flatMap((id) =>
          Array.from({ length: id % 3 }, (_, index) => ({
            ...lineValues(id, index),
            [key]: id,
          })),
        ),
      ]);
    }
    const lines = (await api.get('/lineafacturaclientes?limit=0')).body as Values[];
    for (const line of lines) {
      const id = Number(line.idfactura);
      linesOf.set(id, [...(linesOf.get(id) ?? []), line]);
    }
    for (const each of linesOf.values()) each.sort(asPrinted);
  });

  /** Rows of a table as they are, with something in each column that needs it. */
  async function insert(table: string, rows: readonly Values[]): Promise<void> {
    const { app } = api.server;
    const model = app.get(Registry).ofTable(table);
    const needed = model.columns
      .filter((column) => !column.nullable && column.default === null && !column.key)
      .map(({ name, kind }) => [name, kind === 'text' || kind === 'code' ? 'x' : 0]);
    const complete = rows.map((row) => {
      const all: Values = { ...Object.fromEntries(needed), ...row };
      return Object.fromEntries(Object.entries(all).filter(([name]) => model.column(name)));
    });
    await app.get(UnitOfWork).run((transaction) => bulkInsert(model, complete, transaction));
  }

  /** The same list asked without `expand`, with the lines put in here. */
  async function readApart(search: string): Promise<unknown[]> {
    const { body } = await api.get(`/facturaclientes?${search}`);
    const ids = (await api.get(`/facturaclientes?${search.replace(/&?fields=[^&]*/, '')}`)).body;
    return (body as Values[]).map((row, index) => ({
      ...row,
      lineas: linesOf.get(ids[index].idfactura) ?? [],
    }));
  }

  const expanded = (search: string) => api.get(`/facturaclientes?${search}&expand=lineas`);

  /** How many statements a request took, and their texts. */
  async function statements(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ texts: string[]; answer: Answered }> {
    const database = api.server.app.get(Database);
    const whole = [vi.spyOn(database, 'rows'), vi.spyOn(database, 'batches')];
    const within = vi.spyOn(database, 'rowsWithin');
    const answer = await api.get(path, { headers });
    const texts = [
      ...whole.flatMap(({ mock }) => mock.calls.map(([sql]) => sql)),
      ...within.mock.calls.map(([, sql]) => sql),
    ];
    for (const spy of [...whole, within]) spy.mockRestore();
    return { texts, answer };
  }

  describe('of lists', () => {
    it.each([
      'limit=10',
      'limit=1',
      'limit=5&offset=7',
      'limit=3&offset=150',
      'limit=1000',
      'limit=5&sort[total]=DESC&sort[codigo]=ASC',
      'limit=5&sort[integer:numero]=DESC',
      'limit=20&filter[codigo_like]=F1&filter[idfactura_gt]=10&sort[nombrecliente]=DESC',
      'limit=9&fields=codigo',
      'limit=9&fields=total,idfactura&sort[total]=ASC',
      'idfactura=1',
      'filter[idfactura]=3',
      'limit=0',
      'limit=0&fields=codigo&sort[integer:numero]=DESC',
      'limit=1200&fields=codigo&sort[total]=ASC',
    ])('are the rows with their lines as read apart: %s', async (search) => {
      const { status, body, headers } = await expanded(search);
      expect(status).toBe(200);
      expect(body.length).toBeGreaterThan(0);
      expect(body).toEqual(await readApart(search));
      for (const row of body) expect(Object.keys(row as Values).at(-1)).toBe('lineas');
      const plain = await api.get(`/facturaclientes?${search}`);
      expect(headers.get('x-total-count')).toBe(plain.headers.get('x-total-count'));
    });

    it('have the lines in the order of print, without a position as at 0', async () => {
      const { body } = await expanded('idfactura=1');
      const lines = body[0].lineas as { orden: number | null; idlinea: number }[];
      const ids = lines.map(({ idlinea }) => idlinea).sort((a, b) => a - b);
      expect(lines.map(({ idlinea }) => ids.indexOf(idlinea))).toEqual(IN_ORDER);
      expect(lines.map(({ orden }) => orden)).toEqual(IN_ORDER.map((place) => POSITIONS[place]));
    });

    it('have an empty list where there are no lines, and are empty where there are no rows', async () => {
      const { body } = await expanded('filter[idfactura_in]=3,6');
      expect(body.map(({ lineas }: Values) => lineas)).toEqual([[], []]);
      for (const search of [
        'idfactura=999999',
        'idfactura=999999&limit=0',
        'limit=5&offset=9999',
      ]) {
        expect((await expanded(search)).text).toBe('[]');
      }
    });

    it('show the chosen fields and the lines alone', async () => {
      const { body } = await expanded('fields=codigo&limit=1');
      expect(Object.keys(body[0] as Values)).toEqual(['codigo', 'lineas']);
    });

    it.each([
      'limit=7&filter[idfactura_lt]=140',
      'limit=11&filter[idfactura_lt]=140&sort[total]=DESC&fields=codigo,total',
      'limit=1001&fields=codigo',
    ])('are walked by cursors: %s', async (search) => {
      const path = `/facturaclientes?${search}&expand=lineas`;
      const byOffset = await pagesByOffset(api, path, Number(/\d+/.exec(search)?.[0]));
      expect(byOffset).toEqual(await readApart(search.replace(/limit=\d+/, 'limit=0')));
      expect(await pagesByCursor(api, path)).toEqual(byOffset);
      expect(nextPage(await api.get(path))).toContain('&expand=lineas&after=');
    });

    it.each(Object.entries(DOCUMENTS))('work for %s', async (resource, [, , key]) => {
      const lines = (await api.get(`/linea${resource}?filter[${key}]=1`)).body as Values[];
      expect(lines).toHaveLength(POSITIONS.length);
      const record = (await api.get(`/${resource}/1`)).body as Values;
      const whole = { ...record, lineas: lines.sort(asPrinted) };
      expect((await api.get(`/${resource}?${key}=1&expand=lineas`)).body).toEqual([whole]);
      expect((await api.get(`/${resource}/1?expand=lineas`)).body).toEqual(whole);
    });

    it.each(['expand=lineas,lineas', 'expand=%20lineas%20,', 'expand=&expand=lineas'])(
      'take the name as %s',
      async (search) => {
        const { body } = await api.get(`/facturaclientes?${search}&idfactura=1`);
        expect(body[0].lineas).toEqual(linesOf.get(1));
      },
    );

    it.each(['expand=', 'expand=,', 'expand'])('are as ever with %s', async (search) => {
      const { text } = await api.get(`/facturaclientes?limit=2&${search}`);
      expect(text).toBe((await api.get('/facturaclientes?limit=2')).text);
    });
  });

  describe('of a record', () => {
    it('has the lines last, and a tag that covers them', async () => {
      const plain = await api.get('/facturaclientes/2');
      const whole = await api.get('/facturaclientes/2?expand=lineas');
      expect(whole.body).toEqual({ ...plain.body, lineas: linesOf.get(2) });
      expect(Object.keys(whole.body as Values).at(-1)).toBe('lineas');
      const tag = whole.headers.get('etag') ?? '';
      expect(tag).not.toBe(plain.headers.get('etag'));
      const again = { headers: { 'If-None-Match': tag } };
      const same = await api.get('/facturaclientes/2?expand=lineas', again);
      expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', tag]);

      const change = 'UPDATE lineasfacturascli SET cantidad = ? WHERE idfactura = 2';
      await api.execute(change, [77]);
      const changed = await api.get('/facturaclientes/2?expand=lineas', again);
      expect(changed.status).toBe(200);
      expect(changed.body.lineas.map(({ cantidad }: Values) => cantidad)).toEqual([77, 77]);
      await api.execute(change, [1]);
      expect((await api.get('/facturaclientes/2?expand=lineas', again)).status).toBe(304);
    });

    it('has them beside chosen fields', async () => {
      const { body } = await api.get('/facturaclientes/4?fields=codigo&expand=lineas');
      expect(body).toEqual({ codigo: 'F4', lineas: linesOf.get(4) });
      expect((await api.get('/facturaclientes/3?expand=lineas')).body.lineas).toEqual([]);
    });

    it('that is not there is not found', async () => {
      const answer = await api.get('/facturaclientes/999999?expand=lineas');
      expectRefused(answer, 404, 'record-not-found');
    });
  });

  describe('with a name that there is not', () => {
    it.each([
      ['/facturaclientes?expand=nope'],
      ['/facturaclientes?expand=lineas,nope,recibosX,nope'],
      ['/facturaclientes?expand=Lineas'],
      ['/facturaclientes?expand=lineasfacturascli'],
      ['/facturaclientes?expand=idfactura'],
      ['/facturaclientes?limit=0&expand=*'],
      ['/facturaclientes?expand=__proto__,constructor'],
      ['/facturaclientes/1?expand=nope'],
      ['/facturaclientes/999999?expand=nope'],
      ['/lineafacturaclientes?expand=lineas'],
      ['/divisas?expand=lineas'],
      ['/divisas/EUR?expand=x'],
      ['/facturaclientes?expand[]=lineas'],
      ['/facturaclientes?expand[a]=lineas'],
    ])('%s is ignored and named, or refused before any statement', async (path) => {
      const { status, headers } = await api.get(path);
      if (status !== 404) {
        expect([status, headers.get('x-ignored-parameters')]).toEqual([200, 'expand']);
      }
      const { answer, texts } = await statements(path, { Prefer: 'handling=strict' });
      expectRefused(answer, 400, 'ignored-names');
      expect(refusedFields(answer)).toEqual(['expand']);
      expect(texts).toEqual([]);
    });

    it('is nothing to other requests', async () => {
      for (const path of ['/facturaclientes/schema?expand=nope', '/?expand=nope']) {
        expect((await api.get(path)).status).toBe(200);
      }
      const form = { codfabricante: 'EXPAND', nombre: 'x' };
      expect((await api.call('POST', '/fabricantes?expand=nope', { form })).status).toBe(200);
    });
  });

  describe('with a limited key', () => {
    it('needs the permission to read the lines', async () => {
      const { id, apikey } = await makeKey(api, {
        facturaclientes: ['get'],
        lineafacturaclientes: ['post', 'put', 'delete'],
        albaranclientes: ['get'],
      });
      const asLimited = { token: apikey, headers: { 'X-Forwarded-For': '198.51.100.1' } };
      for (const path of ['/facturaclientes?expand=lineas', '/facturaclientes/1?expand=lineas']) {
        expectRefused(await api.get(path, asLimited), 403, 'forbidden');
      }
      expect((await api.get('/facturaclientes?expand=x', asLimited)).status).toBe(200);
      expect((await api.get('/facturaclientes/1', asLimited)).status).toBe(200);
      await grant(api, id, 'lineaalbaranclientes', ['get']);
      expect((await api.get('/albaranclientes/1?expand=lineas', asLimited)).status).toBe(200);
      expectRefused(await api.get('/facturaclientes?expand=lineas', asLimited), 403, 'forbidden');
    });

    it('that may not read them is banned in the end, as by the lines themselves', async () => {
      const { apikey } = await makeKey(api, { facturaclientes: ['get'] });
      const asLimited = { token: apikey, headers: { 'X-Forwarded-For': '198.51.100.2' } };
      const statuses: number[] = [];
      for (let turn = 1; turn <= 6; turn += 1) {
        statuses.push((await api.get('/facturaclientes/1?expand=lineas', asLimited)).status);
      }
      expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    });
  });

  describe('costs', () => {
    it('one statement more, for one row as for fifty', async () => {
      for (const [search, plain] of [
        ['limit=60&filter[idfactura]=1', 1],
        ['limit=60&filter[idfactura_lte]=50', 1],
        ['limit=1000&filter[idfactura_lt]=900', 1],
        ['limit=50&filter[idfactura_lt]=890', 2],
      ] as const) {
        expect((await statements(`/facturaclientes?${search}`)).texts).toHaveLength(plain);
        // What was counted a moment ago is not counted again.
        const { texts } = await statements(`/facturaclientes?${search}&expand=lineas`);
        expect(texts.filter((text) => text.includes('lineasfacturascli'))).toHaveLength(1);
        expect(texts.length).toBeLessThanOrEqual(plain + 1);
      }
      expect((await statements('/facturaclientes/1?expand=lineas')).texts).toHaveLength(2);
      expect((await statements('/facturaclientes?expand=lineas&idfactura=0')).texts).toHaveLength(
        1,
      );
    });

    it('one statement more for each batch of a streamed list', async () => {
      const { texts, answer } = await statements('/facturaclientes?limit=0&expand=lineas');
      expect(answer.body).toHaveLength(INVOICES);
      const ofLines = texts.filter((text) => text.includes('lineasfacturascli'));
      expect(ofLines).toHaveLength(Math.ceil(INVOICES / 500));
      expect(new Set(ofLines).size).toBeLessThanOrEqual(2);
    });

    it('few texts, since each is prepared', async () => {
      const texts = new Set<string>();
      for (let limit = 33; limit <= 64; limit += 1) {
        const read = await statements(`/facturaclientes?limit=${limit}&expand=lineas`);
        for (const text of read.texts) if (text.includes('lineasfacturascli')) texts.add(text);
      }
      expect(texts.size).toBe(1);
    });

    it('few connections at a time, of which each needs a second one', async () => {
      const database = api.server.app.get(Database);
      const batches = database.batches.bind(database);
      let [open, most] = [0, 0];
      vi.spyOn(database, 'batches').mockImplementation(async function* (sql, values) {
        open += 1;
        most = Math.max(most, open);
        yield* batches(sql, values);
        open -= 1;
      });
      const path =
        '/facturaclientes?limit=0&filter[idfactura_lte]=1200&fields=codigo&expand=lineas';
      const answers = await Promise.all(Array.from({ length: 20 }, () => api.get(path)));
      expect(answers.map(({ body }) => body.length)).toEqual(answers.map(() => 1200));
      expect(open).toBe(0);
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(8);
    });
  });
});

function documentValues(id: number, codejercicio: string): Values {
  return {
    cifnif: '12345678Z',
    codalmacen: 'ALG',
    coddivisa: 'EUR',
    codejercicio,
    codigo: `F${id}`,
    codpago: 'CONT',
    codserie: 'A',
    fecha: '2026-11-22',
    idempresa: 1,
    nombre: `Ñandú "${id % 7}"`,
    nombrecliente: `Ñandú "${id % 7}"`,
    numero: String(id),
    total: (id % 11) + 0.1,
  };
}

function lineValues(id: number, orden: number | null): Values {
  return {
    cantidad: 1,
    descripcion: `Línea "${id}"\n\\ 😀`,
    orden,
    pvptotal: id / 4,
    suplido: id % 2,
  };
}

function asPrinted(a: Values, b: Values): number {
  return Number(b.orden ?? 0) - Number(a.orden ?? 0) || Number(a.idlinea) - Number(b.idlinea);
}
