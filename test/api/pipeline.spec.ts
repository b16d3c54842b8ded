import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '../../src/kernel/database/database.js';
import { type CallOptions, KEY, type TestApi } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused } from '../support/envelope.js';
import { grant, makeKey } from '../support/keys.js';
import { exchange, send } from '../support/wire.js';

const COMMON_HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
  'cache-control': 'private, no-cache, must-revalidate',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, PATCH, OPTIONS',
};
const EXPOSED = ['X-Total-Count', 'X-Core-Version', 'Content-Disposition', 'Link', 'Retry-After'];
const BAN_SECONDS = 600;

let addresses = 0;

/** Headers of a client whose address no other test has: each has its own count of refusals. */
function someone(): Record<string, string> {
  addresses += 1;
  return { 'X-Forwarded-For': `10.20.${addresses >> 8}.${addresses & 255}` };
}

async function refuseFiveTimes(api: TestApi, options: CallOptions): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expectRefused(await api.get('/divisas', options), 401, 'auth-token-invalid');
  }
}

describeApi('pipeline', { TRUSTED_PROXIES: 'loopback', BODY_LIMIT: '64kb' }, (api) => {
  afterEach(() => {
    vi.useRealTimers();
  });

  describe('order', () => {
    it('asks for the token before permission, version and resource', async () => {
      for (const path of ['/api', '/api/9/series', '/api/3/nothing', '/api/3']) {
        const answer = await api.get(path, { token: 'wrong', headers: someone() });
        expectRefused(answer, 401, 'auth-token-invalid');
      }
    });

    it('asks for the permission before the version and the resource', async () => {
      const { apikey } = await makeKey(api, { divisas: ['get'], nothing: ['get'] });
      const read = (path: string) => api.get(path, { token: apikey, headers: someone() });
      expectRefused(await read('/api/9/series'), 403, 'forbidden');
      expectRefused(await read('/api/9/divisas'), 400, 'api-version-invalid');
      expectRefused(await read('/api/3/unheard'), 403, 'forbidden');
      expectRefused(await read('/api/3/nothing'), 404, 'api-resource-invalid');
    });

    it('asks for the version before the resource', async () => {
      expectRefused(await api.get('/api/9/nothing'), 400, 'api-version-invalid');
      expectRefused(await api.get('/api'), 400, 'api-version-not-found');
      expectRefused(await api.get('/api/'), 400, 'api-version-not-found');
      expectRefused(await api.get('/api/3/nothing'), 404, 'api-resource-invalid');
    });

    it('tells a banned client nothing else, but answers its preflights', async () => {
      const headers = someone();
      await refuseFiveTimes(api, { token: 'wrong', headers });
      for (const path of ['/divisas', '/nothing', '/api/9/divisas', '/api']) {
        const answer = await api.get(path, { headers });
        expectRefused(answer, 429, 'ip-banned');
        const seconds = Number(answer.headers.get('retry-after'));
        expect(seconds).toBeGreaterThan(BAN_SECONDS - 20);
        expect(seconds).toBeLessThanOrEqual(BAN_SECONDS);
      }
      const preflight = await api.call('OPTIONS', '/divisas', { token: null, headers });
      expect(preflight).toMatchObject({ status: 200, text: '' });
    });

    it('answers preflights of any path below /api without a token', async () => {
      const asked = { 'Access-Control-Request-Headers': 'Token, x-My-Own' };
      for (const path of ['/api/9/nothing', '/api', '/api/3/divisas/EUR']) {
        const { status, text, headers } = await api.call('OPTIONS', path, {
          token: null,
          headers: asked,
        });
        expect({ path, status, text }).toEqual({ path, status: 200, text: '' });
        expect(headers.get('access-control-allow-headers')).toBe('Token, x-My-Own');
        expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
      }
      const bare = await api.call('OPTIONS', '/divisas', { token: null });
      expect(bare.headers.get('access-control-allow-headers')).toBe('');
    });
  });

  describe('token', () => {
    const withHeaders = (headers: Record<string, string>) =>
      api.get('/divisas', { token: null, headers: { ...someone(), ...headers } });

    it.each(['Token', 'token', 'TOKEN', 'X-Auth-Token', 'x-auth-token', 'X-AUTH-TOKEN'])(
      'is read from %s',
      async (name) => {
        expect((await withHeaders({ [name]: KEY })).status).toBe(200);
        expectRefused(await withHeaders({ [name]: `${KEY}x` }), 401, 'auth-token-invalid');
      },
    );

    it('of X-Auth-Token wins, even when it is wrong or empty', async () => {
      expect((await withHeaders({ Token: 'wrong', 'X-Auth-Token': KEY })).status).toBe(200);
      for (const other of ['wrong', '']) {
        const answer = await withHeaders({ Token: KEY, 'X-Auth-Token': other });
        expectRefused(answer, 401, 'auth-token-invalid');
      }
    });

    it('is never read from elsewhere', async () => {
      const basic = Buffer.from(`${KEY}:`).toString('base64');
      const elsewhere: Record<string, string>[] = [
        { Authorization: `Bearer ${KEY}` },
        { Authorization: KEY },
        { Authorization: `Basic ${basic}` },
        { Cookie: `Token=${KEY}; X-Auth-Token=${KEY}` },
      ];
      for (const headers of elsewhere) {
        expectRefused(await withHeaders(headers), 401, 'auth-token-invalid');
      }
      const path = `/divisas?Token=${KEY}&token=${KEY}&apikey=${KEY}&X-Auth-Token=${KEY}`;
      const answer = await api.get(path, { token: null, headers: someone() });
      expectRefused(answer, 401, 'auth-token-invalid');
    });

    it('compares byte by byte, whatever the database does', async () => {
      for (const stored of ['Plain-Key-2', 'Plain-Key-É']) {
        await api.execute(
          `INSERT INTO api_keys (apikey, creationdate, description, enabled, fullaccess)
           VALUES (?, '2026-01-01', 'of another program', 1, 1)`,
          [stored],
        );
      }
      expect((await withHeaders({ Token: 'Plain-Key-2' })).status).toBe(200);
      for (const wrong of ['plain-key-2', 'PLAIN-KEY-2', 'Plain-Key-E', KEY.toUpperCase()]) {
        expectRefused(await withHeaders({ Token: wrong }), 401, 'auth-token-invalid');
      }
    });

    it('is stored as a hash, which is no token itself', async () => {
      const { id, apikey } = await makeKey(api);
      expect((await withHeaders({ Token: apikey })).status).toBe(200);
      expectRefused(await withHeaders({ Token: apikey.toLowerCase() }), 401, 'auth-token-invalid');
      const hash = `sha256$${createHash('sha256').update(apikey).digest('hex')}`;
      const found = await countOf(api, `api_keys WHERE id = ${id} AND apikey = '${hash}'`);
      expect(found).toBe(1);
      for (const wrong of [hash, hash.toUpperCase(), hash.slice(7)]) {
        expectRefused(await withHeaders({ Token: wrong }), 401, 'auth-token-invalid');
      }
    });

    it('that is overlong or odd is only a wrong one', async () => {
      for (const wrong of ['x'.repeat(100), 'x'.repeat(9000), "' OR 1=1 -- ", '%00', 'null']) {
        expectRefused(await withHeaders({ Token: wrong }), 401, 'auth-token-invalid');
      }
    });

    it('of a limited key leaves a stamp, even where it is refused; of a full one none', async () => {
      const limited = await makeKey(api, { divisas: ['get'] });
      const refused = await makeKey(api, { divisas: ['get'] });
      const full = await makeKey(api);
      const use = (token: string, path: string, address: string) =>
        api.get(path, { token, headers: { 'X-Forwarded-For': address } });
      await use(limited.apikey, '/divisas', '::ffff:10.99.0.1');
      await use(refused.apikey, '/series', '2001:DB8::7');
      await use(full.apikey, '/divisas', '10.99.0.3');
      const stamp = async ({ id }: { id: number }) => (await api.get(`/apikeyes/${id}`)).body;
      const now = /^\d\d-\d\d-\d{4} \d\d:\d\d:\d\d$/;
      expect(await stamp(limited)).toMatchObject({
        lastip: '10.99.0.1',
        lastactivity: expect.stringMatching(now),
      });
      expect(await stamp(refused)).toMatchObject({
        lastip: '2001:db8::7',
        lastactivity: expect.stringMatching(now),
      });
      expect(await stamp(full)).toMatchObject({ lastip: null, lastactivity: null });
    });

    it('is forgotten at once when its key changes', async () => {
      const { id, apikey } = await makeKey(api);
      const status = async (token: string) => (await withHeaders({ Token: token })).status;
      const change = (json: object) => api.call('PUT', `/apikeyes/${id}`, { json });
      expect(await status(apikey)).toBe(200);
      await change({ enabled: false });
      expect(await status(apikey)).toBe(401);
      await change({ enabled: true });
      expect(await status(apikey)).toBe(200);
      await change({ apikey: `${apikey}-new` });
      expect(await status(apikey)).toBe(401);
      expect(await status(`${apikey}-new`)).toBe(200);
      await api.call('DELETE', `/apikeyes/${id}`);
      expect(await status(`${apikey}-new`)).toBe(401);
    });

    it('of a key that another program disables fails within seconds', async () => {
      const { id, apikey } = await makeKey(api);
      expect((await withHeaders({ Token: apikey })).status).toBe(200);
      await api.execute('UPDATE api_keys SET enabled = 0 WHERE id = ?', [id]);
      await pause(2000);
      expectRefused(await withHeaders({ Token: apikey }), 401, 'auth-token-invalid');
    });
  });

  describe('permission', () => {
    const DIVISA = { coddivisa: 'EUR' };

    it('is asked for resource and verb', async () => {
      const { apikey: token } = await makeKey(api, { divisas: ['get', 'put'] });
      const status = async (method: string, path: string) => {
        const form = ['GET', 'HEAD', 'DELETE'].includes(method) ? undefined : DIVISA;
        const options = { token, headers: someone(), ...(form && { form }) };
        return (await api.call(method, path, options)).status;
      };
      expect(await status('GET', '/divisas')).toBe(200);
      expect(await status('HEAD', '/divisas')).toBe(200);
      expect(await status('GET', '/divisas/schema')).toBe(200);
      expect(await status('PUT', '/divisas/EUR')).toBe(200);
      expect(await status('PATCH', '/divisas/EUR')).toBe(200);
      expect(await status('POST', '/divisas')).toBe(403);
      expect(await status('DELETE', '/divisas/EUR')).toBe(403);
      expect(await status('GET', '/series')).toBe(403);
      expect(await status('HEAD', '/series')).toBe(403);
      expect(await status('PROPFIND', '/divisas')).toBe(403);
      expect(await status('GET', '/Divisas')).toBe(403);
      expect(await status('GET', '/api/3/%64ivisas')).toBe(200);
      expect(await status('GET', '/api/3/%73eries')).toBe(403);
      const root = await api.get('', { token, headers: someone() });
      expect(root.body.resources).toContain('series');
    });

    it('counts at once when it is given, changed or taken', async () => {
      const { id, apikey: token } = await makeKey(api, {});
      const status = async () => (await api.get('/series', { token, headers: someone() })).status;
      expect(await status()).toBe(403);
      const permission = await grant(api, id, 'series', ['get']);
      expect(await status()).toBe(200);
      await api.call('PUT', `/apiaccess/${permission}`, { form: { allowget: 0 } });
      expect(await status()).toBe(403);
      await api.call('PUT', `/apiaccess/${permission}`, { form: { allowget: 1 } });
      expect(await status()).toBe(200);
      await api.call('DELETE', `/apiaccess/${permission}`);
      expect(await status()).toBe(403);
      await api.call('PUT', `/apikeyes/${id}`, { form: { fullaccess: 1 } });
      expect(await status()).toBe(200);
    });

    const GUARDED = 'apikeyes apiaccess users settings roles roleaccess roleusers'.split(' ');

    it.each(GUARDED)('of a limited key is never enough to write %s', async (resource) => {
      const { id, apikey: token } = await makeKey(api, {
        [resource]: ['get', 'post', 'put', 'delete'],
      });
      const form = { fullaccess: 1, enable_api: 0, description: 'x', nick: 'raised', codrole: 'x' };
      const write = (method: string, path: string) =>
        api.call(method, path, {
          token,
          headers: someone(),
          ...(method !== 'DELETE' && { form }),
        });
      expect((await api.get(`/${resource}`, { token, headers: someone() })).status).toBe(200);
      expectRefused(await write('POST', `/${resource}`), 403, 'full-access-required');
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        expectRefused(await write(method, `/${resource}/${id}`), 403, 'full-access-required');
      }
      expectRefused(await write('PUT', `/${resource}`), 403, 'full-access-required');
      expect((await api.get(`/apikeyes/${id}`)).body.fullaccess).toBe(false);
    });

    it('of a full key of the database is everything', async () => {
      const { apikey: token } = await makeKey(api);
      const form = { codrole: 'r1', descripcion: 'one' };
      const created = await api.call('POST', '/roles', { token, form });
      expect(created.status).toBe(200);
    });
  });

  describe('incidents', () => {
    it('are five refusals of either kind; the sixth request finds the door shut', async () => {
      const { apikey } = await makeKey(api, {});
      const headers = someone();
      const forbidden = () => api.get('/series', { token: apikey, headers });
      const unknown = () => api.get('/series', { token: 'wrong', headers });
      expectRefused(await forbidden(), 403, 'forbidden');
      expectRefused(await unknown(), 401, 'auth-token-invalid');
      expectRefused(await forbidden(), 403, 'forbidden');
      expect((await api.get('/series', { headers })).status).toBe(200);
      expectRefused(await unknown(), 401, 'auth-token-invalid');
      expectRefused(await forbidden(), 403, 'forbidden');
      expectRefused(await api.get('/series', { headers }), 429, 'ip-banned');
      expectRefused(await api.get('/series', { token: null, headers }), 429, 'ip-banned');
      expect((await api.get('/series', { headers: someone() })).status).toBe(200);
    });

    it('are no wrong versions, unknown resources, missing records or bad bodies', async () => {
      const headers = someone();
      for (const path of [
        '/api/9/series',
        '/nothing',
        '/series/ZZ',
        '/series?sort[x]=',
        '/x',
        '/y',
      ])
        expect((await api.get(path, { headers })).status).toBeLessThan(429);
      for (let attempt = 0; attempt < 6; attempt += 1) {
        expect((await api.call('POST', '/series', { headers, body: '{' })).status).toBe(400);
      }
      expect((await api.get('/series', { headers })).status).toBe(200);
    });

    it('count requests without any token apart', async () => {
      const headers = someone();
      const none: Record<string, string>[] = [{}, { Token: '' }, {}, { 'X-Auth-Token': '' }, {}];
      for (const extra of none) {
        const answer = await api.get('/series', { token: null, headers: { ...headers, ...extra } });
        expectRefused(answer, 401, 'auth-token-invalid');
      }
      expectRefused(await api.get('/series', { token: null, headers }), 429, 'ip-banned');
      expect((await api.get('/series', { headers })).status).toBe(200);
      expectRefused(
        await api.get('/series', { token: 'wrong', headers }),
        401,
        'auth-token-invalid',
      );
    });

    it('ban until the oldest of the five is ten minutes old; requests meanwhile add nothing', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const headers = someone();
      const start = Date.now();
      const at = (seconds: number) => vi.setSystemTime(start + seconds * 1000);
      for (const seconds of [0, 100, 200, 300, 400]) {
        at(seconds);
        expect((await api.get('/series', { token: 'wrong', headers })).status).toBe(401);
      }
      at(500);
      for (let attempt = 0; attempt < 5; attempt += 1) {
        expect((await api.get('/series', { token: 'wrong', headers })).status).toBe(429);
      }
      at(599);
      const last = await api.get('/series', { headers });
      expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1']);
      at(601);
      expect((await api.get('/series', { headers })).status).toBe(200);
      expect((await api.get('/series', { token: 'wrong', headers })).status).toBe(401);
      const again = await api.get('/series', { headers });
      expect([again.status, again.headers.get('retry-after')]).toEqual([429, '99']);
    });

    it('belong to the right-most address that is no proxy of ours', async () => {
      const client = someone()['X-Forwarded-For'] ?? '';
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const headers = { 'X-Forwarded-For': `9.9.9.${attempt}, ${client}, 127.0.0.1` };
        expect((await api.get('/series', { token: 'wrong', headers })).status).toBe(401);
      }
      const banned = await api.get('/series', { headers: { 'X-Forwarded-For': client } });
      expectRefused(banned, 429, 'ip-banned');
      const named = { 'X-Forwarded-For': someone()['X-Forwarded-For'] ?? '' };
      const other = await api.get('/series', { headers: { ...named, 'CF-Connecting-IP': client } });
      expectRefused(other, 429, 'ip-banned');
      expect((await api.get('/series', { headers: { 'X-Forwarded-For': '9.9.9.1' } })).status).toBe(
        200,
      );
    });
  });

  describe('paths', () => {
    const codes = async (path: string) => {
      const { status, body } = await api.get(path);
      return [status, Array.isArray(body) ? 'list' : (body.coddivisa ?? body.code ?? 'root')];
    };

    it.each([
      ['/api/3', 200, 'root'],
      ['/api/3/', 200, 'root'],
      ['/api/3//divisas', 200, 'root'],
      ['/api/3/divisas', 200, 'list'],
      ['/api/3/divisas/', 200, 'list'],
      ['/api/3/divisas///', 200, 'list'],
      ['/api/3/divisas//EUR', 200, 'list'],
      ['/api/3/divisas/EUR', 200, 'EUR'],
      ['/api/3/divisas/EUR/', 200, 'EUR'],
      ['/api/3/divisas/EUR/foo/bar/1/2/3', 200, 'EUR'],
      ['/api/3/divisas/%45U%52', 200, 'EUR'],
      ['/api/3/%64ivisas/EUR', 200, 'EUR'],
      ['/api/3/divisas/eur', 200, 'EUR'],
      ['/api/3/divisas/EUR?coddivisa=USD', 200, 'EUR'],
      ['/api/3/divisas/EU', 404, 'record-not-found'],
      ['/api/3/Divisas', 404, 'api-resource-invalid'],
      ['/api/3/divisas%2FEUR', 404, 'api-resource-invalid'],
      ['/API/3/divisas', 404, 'page-not-found'],
      ['/Api/3/divisas', 404, 'page-not-found'],
    ])('%s gives %i %s', async (path, status, what) => {
      expect(await codes(path)).toEqual([status, what]);
    });

    it.each(['03', '3.0', '+3', '%33', '3.'])('version %s means 3', async (version) => {
      expect(await codes(`/api/${version}/divisas/EUR`)).toEqual([200, 'EUR']);
    });

    it.each(['v3', '3abc', '9', '2', '3.1', '-3', '33', '3%20', '0x3', '3e0'])(
      'version %s does not',
      async (version) => {
        expect(await codes(`/api/${version}/divisas/EUR`)).toEqual([400, 'api-version-invalid']);
      },
    );

    it.each(['A B', 'a/b', 'x%20y', 'ñandú', 'q?x=1', 'a+b', 'a&b#c'])(
      'a key %j is found percent-encoded',
      async (name) => {
        const path = `/settings/${encodeURIComponent(name)}`;
        const created = await api.call('POST', '/settings', { json: { name, answer: 42 } });
        expect(created.status).toBe(200);
        expect((await api.get(path)).body).toMatchObject({ name });
        expect((await api.call('DELETE', path)).status).toBe(200);
        expectRefused(await api.get(path), 404, 'record-not-found');
      },
    );

    it.each(['1abc', '1.0', '+1', '-1', '1e0', '%201', '0x1', '1%00', '99999999999999999999'])(
      'an integer key is not read from %s',
      async (key) => {
        expectRefused(await api.get(`/provincias/${key}`), 404, 'record-not-found');
      },
    );

    it('outside /api give JSON too', async () => {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/favicon.ico'],
        ['POST', '/index.php'],
        ['GET', '/apix/3/divisas'],
        ['DELETE', '/divisas'],
      ] as const) {
        const answer = await send(api.base, method, path, { Token: KEY });
        expectRefused(answer, 404, 'page-not-found');
        expect(answer.headers).toMatchObject(COMMON_HEADERS);
      }
    });

    it('may be written in absolute form', async () => {
      const answer = await send(api.base, 'GET', `${api.base}/divisas/EUR`, { Token: KEY });
      expect(answer).toMatchObject({ status: 200, body: { coddivisa: 'EUR' } });
    });
  });

  describe('methods', () => {
    it.each(['', '/divisas', '/divisas/EUR', '/divisas/schema', '/divisas?limit=0', '/divisas/ZZ'])(
      'HEAD of %j is GET without a body',
      async (path) => {
        const get = await api.get(path);
        const head = await api.call('HEAD', path);
        expect([head.status, head.text]).toEqual([get.status, '']);
        const varying = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding'];
        for (const [name, value] of get.headers) {
          if (!varying.includes(name))
            expect([name, head.headers.get(name)]).toEqual([name, value]);
        }
        const length = head.headers.get('content-length');
        if (length !== null) expect(length).toBe(String(Buffer.byteLength(get.text)));
      },
    );

    it.each(['PROPFIND', 'TRACE', 'MKCOL', 'REPORT', 'FOO'])(
      '%s is not allowed',
      async (method) => {
        for (const path of ['/api/3/divisas', '/api/3/divisas/EUR']) {
          const answer = await exchange(
            api.base,
            `${method} ${path} HTTP/1.1\r\nHost: x\r\nToken: ${KEY}\r\nConnection: close\r\n\r\n`,
          );
          expectRefused(answer, 405, 'method-not-allowed');
          expect(answer.headers).toMatchObject(COMMON_HEADERS);
        }
      },
    );

    it('are not overridden by headers, fields or parameters', async () => {
      const answer = await api.call('POST', '/divisas/EUR?_method=DELETE', {
        headers: { 'X-HTTP-Method-Override': 'DELETE' },
        form: { _method: 'DELETE' },
      });
      expectRefused(answer, 400, 'duplicate-record');
      expect((await api.get('/divisas/EUR')).status).toBe(200);
    });

    it('without a record answer as the specification says', async () => {
      expectRefused(await api.call('DELETE', '/divisas'), 404, 'record-not-found');
      expectRefused(await api.call('PUT', '/divisas', { form: { x: 1 } }), 404, 'record-not-found');
      expectRefused(await api.call('POST', '/divisas'), 400, 'no-data-received-form');
    });
  });

  describe('headers', () => {
    const form = { coddivisa: 'HDR' };

    it.each<[string, string, number, CallOptions]>([
      ['GET', '', 200, {}],
      ['GET', '/divisas', 200, {}],
      ['GET', '/divisas?limit=0', 200, {}],
      ['GET', '/divisas/EUR', 200, {}],
      ['GET', '/divisas/schema', 200, {}],
      ['POST', '/divisas', 200, { form }],
      ['POST', '/divisas', 400, { form }],
      ['PUT', '/divisas/HDR', 200, { form }],
      ['DELETE', '/divisas/HDR', 200, {}],
      ['DELETE', '/divisas/HDR', 404, {}],
      ['GET', '/divisas?filter[x]=1', 400, {}],
      ['POST', '/divisas', 400, { json: [] }],
      ['POST', '/divisas', 413, { form: { descripcion: 'x'.repeat(70_000) } }],
      ['GET', '/api/9', 400, {}],
      ['GET', '/nothing', 404, {}],
      ['OPTIONS', '/divisas', 200, {}],
      ['GET', '/divisas', 401, { token: null }],
      ['GET', '/divisas', 401, { token: 'wrong' }],
    ])('%s %s with %i are complete', async (method, path, status, options) => {
      const answer = await api.call(method, path, { headers: someone(), ...options });
      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...COMMON_HEADERS,
        'content-type': 'application/json',
      });
      const exposed = answer.headers.get('access-control-expose-headers')?.split(/,\s*/);
      expect(exposed).toEqual(expect.arrayContaining(EXPOSED));
      for (const unwanted of ['x-powered-by', 'set-cookie', 'location', 'server']) {
        expect(answer.headers.has(unwanted)).toBe(false);
      }
      expect([...answer.headers.keys()].filter((name) => name.startsWith('ratelimit'))).toEqual([]);
    });

    it('are complete on 403, 429 and 304 too', async () => {
      const { apikey: token } = await makeKey(api, {});
      const headers = someone();
      const tag = (await api.get('/divisas/EUR')).headers.get('etag') ?? '';
      const unchanged = await api.get('/divisas/EUR', { headers: { 'If-None-Match': tag } });
      expect(unchanged.status).toBe(304);
      expect(Object.fromEntries(unchanged.headers)).toMatchObject(COMMON_HEADERS);
      for (const status of [403, 403, 403, 403, 403, 429]) {
        const answer = await api.get('/divisas', { token, headers });
        expect(answer.status).toBe(status);
        expect(Object.fromEntries(answer.headers)).toMatchObject(COMMON_HEADERS);
      }
    });

    it('of a request may be anything in Accept and Content-Type', async () => {
      for (const accept of ['*/*', 'application/pdf', 'text/html', 'nonsense', '']) {
        const headers = { Accept: accept, 'Content-Type': 'application/json' };
        expect((await api.get('/divisas/EUR', { headers })).status).toBe(200);
      }
    });
  });
});

describeApi('pipeline without a configured key', { API_KEY: '', RATE_LIMIT: '4/60' }, (api) => {
  let token: string;
  beforeAll(async () => {
    token = api.server.installed?.apiKey ?? '';
  });

  const enableByOther = async (enabled: boolean) => {
    await api.execute('UPDATE settings SET properties = ? WHERE name = ?', [
      JSON.stringify({ enable_api: enabled }),
      'default',
    ]);
    await pause(1001);
  };

  it('limits the requests of each key', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const start = Date.now();
    for (const remaining of ['3', '2', '1', '0']) {
      const answer = await api.get('/divisas?limit=1', { token });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'ratelimit-limit': '4',
        'ratelimit-remaining': remaining,
        'ratelimit-reset': '60',
      });
    }
    const refused = await api.get('/divisas', { token });
    expectRefused(refused, 429, 'rate-limited');
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      ...COMMON_HEADERS,
      'retry-after': '60',
      'ratelimit-limit': '4',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '60',
    });
    expectRefused(await api.get('/nothing', { token }), 429, 'rate-limited');
    expect((await api.call('OPTIONS', '/divisas', { token })).status).toBe(200);
    vi.setSystemTime(start + 60_001);
    const created = await api.call('POST', '/apikeyes', {
      token,
      json: { apikey: 'second', description: 'x', fullaccess: true },
    });
    expect([created.status, created.headers.get('ratelimit-remaining')]).toEqual([200, '3']);
    const second = await api.get('/divisas', { token: 'second' });
    expect([second.status, second.headers.get('ratelimit-remaining')]).toEqual([200, '3']);
    vi.useRealTimers();
  });

  it('answers nothing but 409 while the API is disabled, and counts no incidents', async () => {
    await enableByOther(false);
    for (const [method, path] of [
      ['GET', '/divisas'],
      ['GET', '/api/9/nothing'],
      ['GET', '/api'],
      ['OPTIONS', '/divisas'],
      ['DELETE', '/divisas/EUR'],
      ['GET', '/divisas/EUR'],
      ['PROPFIND', '/divisas'],
    ] as const) {
      const answer = await api.call(method, path, { token: 'wrong' });
      expectRefused(answer, 409, 'api-disabled');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    await enableByOther(true);
    expect((await api.get('/divisas', { token: 'second' })).status).toBe(200);
  });

  it('believes no header about the address of a client', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const headers = {
        'X-Forwarded-For': `9.9.9.${attempt}`,
        'CF-Connecting-IP': `9.9.8.${attempt}`,
        Forwarded: `for=9.9.7.${attempt}`,
      };
      const answer = await api.get('/divisas', { token: 'wrong', headers });
      expectRefused(answer, 401, 'auth-token-invalid');
    }
    const headers = { 'X-Forwarded-For': '9.9.9.9', 'CF-Connecting-IP': '9.9.8.9' };
    expectRefused(await api.get('/divisas', { token: 'second', headers }), 429, 'ip-banned');
    expect(api.log.errors.splice(0)).toEqual([]);
  });
});

async function countOf(api: TestApi, fromWhere: string): Promise<number> {
  const [row] = await api.server.app.get(Database).rows(`SELECT COUNT(*) FROM ${fromWhere}`);
  return Number(row?.[0]);
}
