import { describe, expect, it } from 'vitest';
import { type CallOptions, KEY } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { exchange, send } from '../../support/wire.js';
import { COMMON_HEADERS, ENVIRONMENT, EXPOSED, someone } from './clients.js';

describeApi('pipeline', ENVIRONMENT, (api) => {
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

    it.each<[string, string, number, CallOptions, isThere?: boolean]>([
      ['GET', '', 200, {}],
      ['GET', '/divisas', 200, {}],
      ['GET', '/divisas?limit=0', 200, {}],
      ['GET', '/divisas/EUR', 200, {}],
      ['GET', '/divisas/schema', 200, {}],
      ['POST', '/divisas', 200, { form }],
      ['POST', '/divisas', 400, { form }, true],
      ['PUT', '/divisas/HDR', 200, { form }, true],
      ['DELETE', '/divisas/HDR', 200, {}, true],
      ['DELETE', '/divisas/HDR', 404, {}],
      ['GET', '/divisas?filter[x]=1', 400, {}],
      ['POST', '/divisas', 400, { json: [] }],
      ['POST', '/divisas', 413, { form: { descripcion: 'x'.repeat(70_000) } }],
      ['GET', '/api/9', 400, {}],
      ['GET', '/nothing', 404, {}],
      ['OPTIONS', '/divisas', 200, {}],
      ['GET', '/divisas', 401, { token: null }],
      ['GET', '/divisas', 401, { token: 'wrong' }],
    ])('%s %s with %i are complete', async (method, path, status, options, isThere) => {
      await api.call('DELETE', '/divisas/HDR', { headers: someone() });
      if (isThere) await api.call('POST', '/divisas', { form });
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
