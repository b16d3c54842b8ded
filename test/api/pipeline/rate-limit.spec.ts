import { beforeAll, expect, it, vi } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { COMMON_HEADERS } from './clients.js';

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
