import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import { Database } from '../../src/kernel/database/database.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { AnswerStore } from '../../src/kernel/idempotency/answer-store.js';
import {
  type Answered,
  type ApiPair,
  type CallOptions,
  KEY,
  startPair,
  type TestApi,
} from '../support/api.js';
import { ENGINES, rowsOf } from '../support/place.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused } from '../support/envelope.js';
import { makeKey } from '../support/keys.js';
import { send } from '../support/wire.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A write with a key. */
function keyed(
  api: TestApi,
  key: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answered> {
  return api.call(method, path, {
    ...options,
    headers: { ...options.headers, 'Idempotency-Key': key },
  });
}

function isReplay({ headers }: Answered): boolean {
  return headers.get('idempotent-replayed') === 'true';
}

async function count(api: TestApi, fromWhere: string): Promise<number> {
  const [row] = await api.server.app.get(Database).rows(`SELECT COUNT(*) FROM ${fromWhere}`);
  return Number(row?.[0]);
}

/** Another request than the one that has the key. */
function expectReused(answer: Answered): void {
  expectRefused(answer, 422, 'idempotency-key-reused');
}

describeApi('Idempotency-Key', (api, engine) => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const write = (key: string, method: string, path: string, options?: CallOptions) =>
    keyed(api, key, method, path, options);
  const create = (key: string, nombre: string) =>
    write(key, 'POST', '/fabricantes', { json: { nombre } });
  const named = (nombre: string) => count(api, `fabricantes WHERE nombre = '${nombre}'`);
  const stored = (key: string) => count(api, `fn_idempotency WHERE name = ':${key}'`);
  const age = (key: string) =>
    api.execute('UPDATE fn_idempotency SET created = created - ? WHERE name = ?', [
      DAY_MS,
      `:${key}`,
    ]);

  describe('a repeat', () => {
    it('of a POST gets the same answer, and there is one record', async () => {
      const json = { nombre: 'post Ñ € 😀 "<b>', unheard: 1 };
      const first = await write('post', 'POST', '/fabricantes', { json });
      const again = await write('post', 'POST', '/fabricantes', { json });
      expect(first.status).toBe(200);
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      expect([isReplay(first), isReplay(again)]).toEqual([false, true]);
      for (const header of ['x-ignored-fields', 'content-type', 'content-length']) {
        expect([header, again.headers.get(header)]).toEqual([header, first.headers.get(header)]);
      }
      expect(first.headers.get('x-ignored-fields')).toBe('unheard');
      expect(await count(api, "fabricantes WHERE nombre LIKE 'post %'")).toBe(1);
    });

    it.each(['PUT', 'PATCH'])('of a %s does not undo what came after it', async (method) => {
      const { codfabricante } = (await create(`${method} made`, 'x')).body.data;
      const path = `/fabricantes/${codfabricante}`;
      const first = await write(method, method, path, { form: { nombre: 'first' } });
      await api.call(method, path, { form: { nombre: 'later' } });
      const again = await write(method, method, path, { form: { nombre: 'first' } });
      expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
      expect((await api.get(path)).body.nombre).toBe('later');
    });

    it('of a DELETE is no 404', async () => {
      const { codfabricante } = (await create('made', 'x')).body.data;
      const path = `/fabricantes/${codfabricante}`;
      const first = await write('delete', 'DELETE', path);
      const again = await write('delete', 'DELETE', path);
      expect(first.status).toBe(200);
      expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
      expectRefused(await api.call('DELETE', path), 404, 'record-not-found');
    });

    it('shows a secret that is shown once, and that the database does not have', async () => {
      const json = { description: 'made once' };
      const first = await write('secret', 'POST', '/apikeyes', { json });
      const again = await write('secret', 'POST', '/apikeyes', { json });
      expect(first.body.data.apikey).toMatch(/\S{10}/);
      expect(again.text).toBe(first.text);
      const [row] = await api.server.app
        .get(Database)
        .rows("SELECT fingerprint, answer FROM fn_idempotency WHERE name = ':secret'");
      expect(String(row)).not.toContain(first.body.data.apikey);
      expect(Buffer.from(String(row?.[1]), 'base64').toString()).not.toContain('made once');
    });

    it('may come in another encoding, with its fields in another order', async () => {
      const form = { nombre: 'encoded & é', codfabricante: 'ENC' };
      const body = new FormData();
      for (const [name, value] of Object.entries(form).reverse()) body.append(name, value);
      const answers = [
        await write('enc', 'POST', '/fabricantes', { form }),
        await write('enc', 'POST', '/fabricantes', { json: form }),
        await write('enc', 'POST', '/fabricantes', { body }),
      ];
      expect(answers.map(isReplay)).toEqual([false, true, true]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    });

    it('of a long answer is whole', async () => {
      const json = { name: 'long', text: 'Ñ€😀'.repeat(5000) };
      const first = await write('long', 'POST', '/settings', { json });
      const again = await write('long', 'POST', '/settings', { json });
      expect(first.status).toBe(200);
      expect(first.text.length).toBeGreaterThan(15_000);
      expect([again.text === first.text, isReplay(again)]).toEqual([true, true]);
    });

    it('tells a page of another site that it is one', async () => {
      const { headers } = await api.get('/divisas');
      expect(headers.get('access-control-expose-headers')).toContain('Idempotent-Replayed');
    });
  });

  describe('a key', () => {
    it('of another request is refused, and changes nothing', async () => {
      const form = { codfabricante: 'OTH', nombre: 'n' };
      await write('other', 'POST', '/fabricantes', { form });
      expectReused(
        await write('other', 'POST', '/fabricantes', { form: { ...form, nombre: 'm' } }),
      );
      expectReused(await write('other', 'POST', '/fabricantes'));
      expectReused(await write('other', 'POST', '/fabricantes?x=1', { form }));
      expectReused(await write('other', 'POST', '/fabricantes/OTH', { form }));
      expectReused(await write('other', 'PUT', '/fabricantes', { form }));
      expectReused(await write('other', 'DELETE', '/fabricantes/OTH'));
      expect((await api.get('/fabricantes/OTH')).body).toMatchObject(form);
      expect(isReplay(await write('other', 'POST', '/fabricantes', { form }))).toBe(true);
    });

    it('tells the types of JSON values and the contents of files apart', async () => {
      await write('types', 'POST', '/settings', { json: { name: 'typed', x: 1 } });
      expectReused(await write('types', 'POST', '/settings', { json: { name: 'typed', x: '1' } }));
      const withFile = (text: string) => {
        const body = new FormData();
        body.append('nombre', 'with a file');
        body.append('file', new Blob([text]), 'a.txt');
        return write('file', 'POST', '/fabricantes', { body });
      };
      expect((await withFile('one')).status).toBe(200);
      expect(isReplay(await withFile('one'))).toBe(true);
      expectReused(await withFile('two'));
    });

    it('differs in its case, and between callers', async () => {
      const tokens = [(await makeKey(api)).apikey, (await makeKey(api)).apikey, KEY];
      for (const token of tokens) {
        for (const key of ['shared', 'Shared']) {
          const answer = await write(key, 'POST', '/fabricantes', {
            token,
            json: { nombre: `shared by ${tokens.indexOf(token)}` },
          });
          expect([answer.status, isReplay(answer)]).toEqual([200, false]);
        }
      }
      expect(await count(api, "fabricantes WHERE nombre LIKE 'shared by%'")).toBe(6);
    });

    it('has from 1 to 255 printable ASCII characters', async () => {
      for (const good of ['x', '~ !"#\\ ~', 'k'.repeat(255)]) {
        expect((await create(good, 'good')).status).toBe(200);
        expect(isReplay(await create(good, 'good'))).toBe(true);
      }
      for (const bad of ['', ' ', 'k'.repeat(256), 'ñ', 'a\tb']) {
        expectRefused(await create(bad, 'bad'), 400, 'invalid-idempotency-key');
      }
      const headers = { Token: KEY, 'Idempotency-Key': ['a', 'b'] };
      const twice = await send(api.base, 'DELETE', '/api/3/divisas/EUR', headers);
      expectRefused(twice, 400, 'invalid-idempotency-key');
      expect(await named('bad')).toBe(0);
    });

    it('means nothing to what does not write', async () => {
      const headers = { 'Idempotency-Key': 'read' };
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        for (const path of ['/divisas/EUR', '/divisas', '']) {
          const plain = await api.call(method, path);
          for (const each of [headers, headers, { 'Idempotency-Key': 'ñ' }]) {
            const answer = await api.call(method, path, { headers: each });
            expect([answer.status, answer.text]).toEqual([plain.status, plain.text]);
            expect(isReplay(answer)).toBe(false);
          }
        }
      }
      expect(await stored('read')).toBe(0);
    });
  });

  describe('many at once', () => {
    it('with one key have one effect', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => create('race', 'race')));
      const done = answers.filter(({ status }) => status === 200);
      const [first] = done;
      for (const answer of answers) {
        if (answer.status === 200) expect(answer.text).toBe(first?.text);
        else {
          expectRefused(answer, 409, 'idempotency-key-in-use');
          expect(answer.headers.get('retry-after')).toBe('1');
        }
      }
      expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
      expect(await named('race')).toBe(1);
      expect((await create('race', 'race')).text).toBe(first?.text);
    });

    it('with keys of their own all have theirs, beside writes without keys', async () => {
      const answers = await Promise.all(
        Array.from({ length: 90 }, (_, index) =>
          index % 3 === 0
            ? api.call('POST', '/fabricantes', { json: { nombre: 'many' } })
            : create(`many ${index}`, 'many'),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => body.data.codfabricante)).size).toBe(90);
    });
  });

  describe('what failed', () => {
    it('is not remembered: a repeat runs again', async () => {
      const change = () => write('failed', 'PUT', '/fabricantes/LATE', { json: { nombre: 'new' } });
      expectRefused(await change(), 404, 'record-not-found');
      expect(await stored('failed')).toBe(0);
      const json = { codfabricante: 'LATE', nombre: 'made later' };
      await api.call('POST', '/fabricantes', { json });
      const again = await change();
      expect([again.status, isReplay(again)]).toEqual([200, false]);
      expect(isReplay(await change())).toBe(true);
    });

    it('leaves its key to other requests', async () => {
      expectRefused(await write('free', 'DELETE', '/divisas/NO'), 404, 'record-not-found');
      expectRefused(await write('free', 'POST', '/nothing'), 404, 'api-resource-invalid');
      const broken = { body: '{"nombre":', headers: { 'Content-Type': 'application/json' } };
      expectRefused(await write('free', 'POST', '/fabricantes', broken), 400, 'invalid-json');
      expect((await create('free', 'at last')).status).toBe(200);
    });

    it('between the effect and its end leaves neither effect nor key', async () => {
      const answers = api.server.app.get(AnswerStore);
      vi.spyOn(answers, 'keep').mockRejectedValueOnce(new Error('killed'));
      expectRefused(await create('killed', 'killed'), 500, 'api-error');
      expect(api.log.errors.splice(0)).toHaveLength(1);
      expect([await named('killed'), await stored('killed')]).toEqual([0, 0]);
      expect(isReplay(await create('killed', 'killed'))).toBe(false);
      expect([await named('killed'), await stored('killed')]).toEqual([1, 1]);
    });

    it('by a deadlock runs again as a whole, with the same body', async () => {
      const answers = api.server.app.get(AnswerStore);
      const error = engine === 'mysql' ? { errno: 1213 } : { code: 'SQLITE_BUSY' };
      const kept = vi.spyOn(answers, 'keep');
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        kept.mockRejectedValueOnce(Object.assign(new Error('conflict'), error));
      }
      const form = { nombre: 'deadlock', unheard: 'x' };
      const first = await write('deadlock', 'POST', '/fabricantes', { form });
      expect(first.body).toMatchObject({ data: { nombre: 'deadlock' } });
      expect(kept).toHaveBeenCalledTimes(3);
      expect(await named('deadlock')).toBe(1);
      const again = await write('deadlock', 'POST', '/fabricantes', { form });
      expect([again.text, isReplay(again)]).toEqual([first.text, true]);
    });
  });

  describe('after a day', () => {
    it('the key is free again, also for another request', async () => {
      const first = await create('old', 'old');
      expect(isReplay(await create('old', 'old'))).toBe(true);
      await age('old');
      const second = await create('old', 'old');
      expect([second.status, isReplay(second)]).toEqual([200, false]);
      expect(second.text).not.toBe(first.text);
      expect((await create('old', 'old')).text).toBe(second.text);
      await age('old');
      expect((await create('old', 'new')).body.data.nombre).toBe('new');
      expect([await named('old'), await stored('old')]).toEqual([2, 1]);
    });

    it('rows go, once a minute at most', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
      const gone = async () => (await stored('gone 1')) + (await stored('gone 2')) === 0;
      await create('gone 1', 'gone');
      await age('gone 1');
      await create('gone 2', 'gone');
      expect(await gone()).toBe(false);
      await age('gone 2');
      vi.setSystemTime(Date.now() + 59_000);
      await create('not yet', 'gone');
      expect(await gone()).toBe(false);
      vi.setSystemTime(Date.now() + 2000);
      await create('now', 'gone');
      expect(await gone()).toBe(true);
      expect([await stored('not yet'), await stored('now')]).toEqual([1, 1]);
    });
  });
});

describe.runIf(ENGINES.includes('mysql'))('Idempotency-Key in two processes', () => {
  let pair: ApiPair;
  let dirty: Connection;
  let one: TestApi;
  let other: TestApi;
  beforeAll(async () => {
    pair = await startPair();
    [one, other] = pair.servers;
    dirty = await createConnection(pair.url);
    await dirty.query('SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED');
  });
  afterAll(async () => {
    await dirty.end();
    await pair.stop();
  });
  afterEach(() => {
    for (const api of [one, other]) expect(api.log.errors.splice(0)).toEqual([]);
  });

  const change = (api: TestApi, key: string, codiso: string) =>
    keyed(api, key, 'PUT', '/divisas/EUR', { form: { codiso } });

  /** Holds the record that `change` changes while `work` runs. */
  async function holding(work: (first: Promise<Answered>) => Promise<void>, key: string) {
    await pair.connection.query('START TRANSACTION');
    await pair.connection.query("SELECT * FROM divisas WHERE coddivisa = 'EUR' FOR UPDATE");
    const first = change(one, key, key);
    try {
      await vi.waitFor(async () => expect(await isClaimed(key)).toBe(true), 5000);
      await work(first);
    } finally {
      await pair.connection.query('COMMIT');
    }
    return first;
  }

  /** Whether a transaction, even an unfinished one, has a key. */
  async function isClaimed(key: string): Promise<boolean> {
    const rows = await rowsOf(dirty, `SELECT 1 FROM fn_idempotency WHERE name = ':${key}'`);
    return rows.length > 0;
  }

  it('waits a second for the other one, and no longer', async () => {
    const first = await holding(async () => {
      const begun = performance.now();
      const answer = await change(other, 'a', 'a');
      expectRefused(answer, 409, 'idempotency-key-in-use');
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(performance.now() - begun).toBeLessThan(5000);
    }, 'a');
    expect([first.status, isReplay(first)]).toEqual([200, false]);
    const again = await change(other, 'a', 'a');
    expect([again.text, isReplay(again)]).toEqual([first.text, true]);
    expectReused(await change(other, 'a', 'b'));
  });

  it('answers as the other one did, when that is done in time', async () => {
    let waiting: Promise<Answered> | undefined;
    const first = await holding(async () => {
      waiting = change(other, 'b', 'b');
      await pause(200);
    }, 'b');
    const answer = (await waiting)!;
    expect([answer.status, answer.text, isReplay(answer)]).toEqual([200, first.text, true]);
  });

  it('takes over when the other one fails', async () => {
    const form = { codfabricante: 'TWO', nombre: 'x' };
    const create = (api: TestApi) => keyed(api, 'c', 'POST', '/fabricantes', { form });
    let kill: (error: Error) => void = () => undefined;
    const killed = new Promise<void>((_resolve, reject) => (kill = reject));
    vi.spyOn(one.server.app.get(AnswerStore), 'keep').mockReturnValueOnce(killed);
    const first = create(one);
    await vi.waitFor(async () => expect(await isClaimed('c')).toBe(true), 5000);
    const second = create(other);
    await pause(200);
    kill(new Error('killed'));
    expectRefused(await first, 500, 'api-error');
    expect(one.log.errors.splice(0)).toHaveLength(1);
    const answer = await second;
    expect([answer.status, isReplay(answer)]).toEqual([200, false]);
    expect(isReplay(await create(one))).toBe(true);
  });

  it('leaves its connections with their usual patience', async () => {
    const timeout = 'innodb_lock_wait_timeout';
    const connections = new Set<unknown>();
    const differences = await Promise.all(
      Array.from({ length: 20 }, () =>
        other.server.app.get(UnitOfWork).run(async (transaction) => {
          const [row] = await transaction.rows(
            `SELECT CONNECTION_ID(), @@SESSION.${timeout} - @@GLOBAL.${timeout}`,
          );
          connections.add(row?.[0]);
          // Nobody gives its connection back before all have one.
          await vi.waitFor(() => expect(connections.size).toBe(20), 5000);
          return row?.[1];
        }),
      ),
    );
    expect(new Set(differences)).toEqual(new Set([0]));
  });
});
