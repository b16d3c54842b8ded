import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { BAN_SECONDS, countOf, ENVIRONMENT, refuseFiveTimes, someone } from './clients.js';

describeApi('pipeline', ENVIRONMENT, (api) => {
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
});
