import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { grant, makeKey } from '../../support/keys.js';
import { ENVIRONMENT, someone } from './clients.js';

describeApi('pipeline', ENVIRONMENT, (api) => {
  afterEach(() => {
    vi.useRealTimers();
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
      expect(other.status).toBe(200);
      expect((await api.get('/series', { headers: { 'X-Forwarded-For': '9.9.9.1' } })).status).toBe(
        200,
      );
    });

    it('belong to the whole network of an address of IPv6, however that is spelled', async () => {
      for (const spelled of ['1', '0:2', '0000:3', 'ABCD:4', '0:0:5']) {
        const headers = { 'X-Forwarded-For': `2001:DB8:77::${spelled}` };
        expect((await api.get('/series', { token: 'wrong', headers })).status).toBe(401);
      }
      const headers = { 'X-Forwarded-For': '2001:0db8:0077:0000::ffff' };
      expectRefused(await api.get('/series', { headers }), 429, 'ip-banned');
      const beside = { 'X-Forwarded-For': '2001:db8:77:1::1' };
      expect((await api.get('/series', { headers: beside })).status).toBe(200);
    });
  });
});
