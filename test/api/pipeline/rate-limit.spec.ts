import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { COMMON_HEADERS } from './clients.js';

const HOUR_MS = 3_600_000;

describeApi('pipeline without a configured key', { API_KEY: '', RATE_LIMIT: '4/60' }, (api) => {
  let token: string;
  beforeAll(async () => {
    token = api.server.installed?.apiKey ?? '';
  });

  // Each test has an hour of its own: what others counted and banned is long over.
  let hour = Date.now();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime((hour += HOUR_MS));
  });
  afterEach(() => void vi.useRealTimers());

  const createKey = (apikey: string) =>
    api.call('POST', '/apikeyes', { token, json: { apikey, description: 'x', fullaccess: true } });
  const enableByOther = async (enabled: boolean) => {
    await api.execute('UPDATE settings SET properties = ? WHERE name = ?', [
      JSON.stringify({ enable_api: enabled }),
      'default',
    ]);
    await pause(1001);
  };

  it('limits the requests of each key', async () => {
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
    const created = await createKey('second');
    expect([created.status, created.headers.get('ratelimit-remaining')]).toEqual([200, '3']);
    const second = await api.get('/divisas', { token: 'second' });
    expect([second.status, second.headers.get('ratelimit-remaining')]).toEqual([200, '3']);
  });

  it('answers nothing but 409 while the API is disabled, and counts no incidents', async () => {
    await createKey('third');
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
    expect((await api.get('/divisas', { token: 'third' })).status).toBe(200);
  });

  it('believes no header about the address of a client', async () => {
    await createKey('fourth');
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
    expectRefused(await api.get('/divisas', { token: 'fourth', headers }), 429, 'ip-banned');
    expect(api.log.errors.splice(0)).toEqual([]);
  });
});
