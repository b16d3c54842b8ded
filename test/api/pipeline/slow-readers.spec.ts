import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src/kernel/database/database.js';
import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { LONGEST_HEADER } from '../../../src/kernel/http/header-value.js';
import { bulkInsert, Registry } from '../../../src/models/index.js';
import type { TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { pagesByCursor } from '../../support/lists.js';
import { SlowReader } from '../../support/slow-reader.js';

const ROWS = 300;
const LIST = '/api/3/logmessages?channel=slow&limit=0';
/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 60_000;
const PATIENT = { timeout: LONG_MS, interval: 50 };

/** Rows that are together more than the net keeps for a reader. */
async function fill(api: TestApi): Promise<void> {
  const row = { channel: 'slow', level: 'info', time: '2026-01-01 00:00:00' };
  const rows = Array.from({ length: ROWS }, () => ({
    ...row,
    message: randomBytes(45_000).toString('base64'),
  }));
  const { app } = api.server;
  const logs = app.get(Registry).ofTable('logs');
  for (let at = 0; at < ROWS; at += 30) {
    await app
      .get(UnitOfWork)
      .run((transaction) => bulkInsert(logs, rows.slice(at, at + 30), transaction));
  }
}

const taken = (api: TestApi) => api.server.app.get(Database).streams.taken;
const readers: SlowReader[] = [];
async function paused(api: TestApi, path: string, token?: string): Promise<SlowReader> {
  const reader = await SlowReader.asking(api.base, path, token);
  readers.push(reader);
  return reader;
}
afterEach(() => {
  for (const reader of readers.splice(0)) reader.leave();
});

describeApi('readers that take nothing', { STREAM_TIMEOUT: '1' }, (api, engine) => {
  beforeAll(() => fill(api), LONG_MS);

  it.each(['', '&format=csv', '&format=xlsx', '&limit=200', '&sort[message]=DESC'])(
    'are cut off, and what they held is free: %s',
    { timeout: LONG_MS },
    async (more) => {
      api.log.warnings.length = 0;
      const reader = await paused(api, LIST + more);
      await expect.poll(() => api.log.warnings.length, PATIENT).toBe(1);
      expect(api.log.warnings).toMatchObject([[{ path: '/api/3/logmessages' }, /cut off/]]);
      await expect.poll(() => taken(api), PATIENT).toBe(0);
      expect(await reader.rest()).toMatch(/^HTTP\/1\.1 200 OK/);
      if (engine === 'embedded') {
        const { dataSource } = api.server.app.get(Database);
        // No reader stands in the middle of what there was before.
        const [state] = await dataSource.query<object[]>('PRAGMA wal_checkpoint(TRUNCATE)');
        expect(state).toMatchObject({ busy: 0 });
      }
    },
  );

  it('of a file are cut off', { timeout: LONG_MS }, async () => {
    const form = new FormData();
    form.append('file', new Blob([randomBytes(20_000_000)]), 'a.zip');
    const made = await api.call('POST', '/attachedfiles', { body: form });
    expect(made.status).toBe(200);
    const { body } = await api.get(`/attachedfiles/${made.body.data.idfile}`);
    api.log.warnings.length = 0;
    const reader = await paused(api, `/${encodeURI(body.download)}`);
    await expect.poll(() => api.log.warnings.length, PATIENT).toBe(1);
    expect((await reader.rest()).length).toBeLessThan(20_000_000);
  });

  it('but read slowly get everything', { timeout: LONG_MS }, async () => {
    const { body } = await api.get(LIST.replace('/api/3', ''));
    const reader = await paused(api, `${LIST}&fields=id,message`);
    const text = await reader.rest(10);
    for (const { id } of body) expect(text).toContain(`{"id":${id},`);
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(true);
  });
});

describeApi('readers that take their time', (api) => {
  beforeAll(() => fill(api), LONG_MS);

  it('are some of each key, and leave room for everybody else', { timeout: LONG_MS }, async () => {
    const { apikey } = await makeKey(api);
    for (let count = 0; count < 8; count += 1) await paused(api, LIST);
    await expect.poll(() => taken(api), PATIENT).toBe(8);
    const refused = api.get(LIST.replace('/api/3', ''));
    const form = { codfabricante: 'SLOW', nombre: 'x' };
    expect((await api.call('POST', '/fabricantes', { form })).status).toBe(200);
    // A list that is short needs no turn, however it is asked for.
    expect((await api.get('/divisas?limit=0')).body.length).toBeGreaterThan(1);
    const other = await api.get(LIST.replace('/api/3', ''), { token: apikey });
    expect([other.status, other.body.length]).toEqual([200, ROWS]);
    expectRefused(await refused, 429, 'too-many-streams');
    expect((await refused).headers.get('retry-after')).toBe('10');
    for (const reader of readers) reader.leave();
    await expect.poll(() => taken(api), PATIENT).toBe(0);
    expect((await api.get(LIST.replace('/api/3', ''))).body).toHaveLength(ROWS);
  });

  it('of several keys leave half of the connections', { timeout: LONG_MS }, async () => {
    const { apikey } = await makeKey(api);
    for (let count = 0; count < 16; count += 1)
      await paused(api, LIST, [apikey, undefined][count % 2]);
    await expect.poll(() => taken(api), PATIENT).toBe(10);
    const { apikey: third } = await makeKey(api);
    const busy = await api.get(LIST.replace('/api/3', ''), { token: third });
    expectRefused(busy, 503, 'streams-busy');
    expect(busy.headers.get('retry-after')).toBe('10');
    api.log.errors.length = 0;
    for (const reader of readers) reader.leave();
    await expect.poll(() => taken(api), PATIENT).toBe(0);
  });

  describe('lists of large rows', () => {
    const ids = async (search: string) =>
      ((await api.get(`/logmessages?channel=slow&${search}`)).body as { id: number }[]).map(
        ({ id }) => id,
      );

    it('are sent in pieces, page after page', async () => {
      const all = await ids('limit=0&fields=id');
      expect(all).toHaveLength(ROWS);
      const page = await api.get('/logmessages?channel=slow&limit=200');
      expect(page.headers.get('content-length')).toBeNull();
      expect(page.headers.get('x-total-count')).toBe(String(ROWS));
      const walked = await pagesByCursor(api, '/logmessages?channel=slow&limit=110');
      expect(walked.map(({ id }) => id)).toEqual(all);
      const short = await api.get('/logmessages?channel=slow&limit=10');
      expect(Number(short.headers.get('content-length'))).toBeGreaterThan(600_000);
    });

    it('are linked by the key of a row where what they are sorted by is long', async () => {
      const path = '/logmessages?channel=slow&limit=110&sort[message]=ASC&fields=id';
      const link = (await api.get(path)).headers.get('link') ?? '';
      expect([link.length > 0, link.length < 300]).toEqual([true, true]);
      expect((await pagesByCursor(api, path)).map(({ id }) => id)).toEqual(
        await ids('limit=0&fields=id&sort[message]=ASC'),
      );
    });

    it('have no header that clients refuse', async () => {
      const page = await api.get('/logmessages?channel=slow&limit=2&sort[message]=ASC');
      const further = await api.get(`/logmessages?limit=2&x=${'y'.repeat(3000)}`);
      for (const [name, value] of [...page.headers, ...further.headers]) {
        // A link is as long as the address that it repeats.
        const most = name === 'link' ? 3100 : LONGEST_HEADER;
        expect([name, value.length <= most]).toEqual([name, true]);
      }
      expect((await api.get('/logmessages?channel=slow&limit=2')).headers.has('link')).toBe(true);
    });
  });
});

describeApi('lists that take too long', { STREAM_LIMIT: '1' }, (api) => {
  beforeAll(() => fill(api), LONG_MS);

  it('end, however steadily they are read', { timeout: LONG_MS }, async () => {
    const reader = await paused(api, LIST);
    const text = await reader.rest(60);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(false);
    await expect.poll(() => taken(api), PATIENT).toBe(0);
  });
});
