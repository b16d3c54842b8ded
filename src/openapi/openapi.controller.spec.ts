import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../test/support/api.js';
import { declaredDocument } from './committed-document.js';
import type { OpenApiDocument } from './openapi-types.js';

const CATCH_ALL = '/api{/*path}';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

let api: TestApi;
let document: OpenApiDocument;

beforeAll(async () => {
  api = await startApi('embedded');
  const { status, body } = await api.get('/openapi.json', { token: null });
  expect(status).toBe(200);
  document = body;
});
afterAll(() => api.stop());

describe('the document and the router', () => {
  it('say the same of a database that this server made', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(declaredDocument())));
  });

  it('have the same routes', () => {
    expect(documented().sort()).toEqual([...new Set(registered())].sort());
  });

  it('agree on every documented method: none is unknown or refused', async () => {
    for (const route of documented()) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace('{id}', '999999999');
      const { status, body } = await api.call(method.toUpperCase(), address);
      expect([route, status < 500 && status !== 405, body.code]).toEqual([
        route,
        true,
        expected(method, path),
      ]);
    }
  });
});

describe('GET /api/3/openapi.json', () => {
  it('needs no key, even from a banned address', async () => {
    for (let count = 0; count < 7; count++) await api.get('/divisas', { token: 'wrong' });
    expect((await api.get('/divisas')).status).toBe(429);
    expect((await api.get('/openapi.json', { token: 'wrong' })).status).toBe(200);
  });

  it('is JSON that pages of other sites may read', async () => {
    const { headers } = await api.get('/openapi.json');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('a disabled API', () => {
  it('has no document, but the page stays', async () => {
    const disabled = await startApi('embedded', { API_KEY: '' });
    try {
      await disabled.execute(
        `UPDATE settings SET properties = '{"enable_api": false}' WHERE name = 'default'`,
      );
      const { status, body } = await disabled.get('/openapi.json', { token: null });
      expect([status, body.code]).toEqual([409, 'api-disabled']);
      expect((await fetch(`${disabled.server.address}/docs`)).status).toBe(200);
    } finally {
      await disabled.stop();
    }
  });
});

function documented(): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => `${method} ${path}`),
  );
}

/** The routes of Nest's controllers as the document writes them; OPTIONS stands in its text. */
function registered(): string[] {
  const express = api.server.app.getHttpAdapter().getInstance<Express>();
  return express.router.stack.flatMap(({ route }) => {
    if (!route?.path.startsWith('/api')) return [];
    const methods = Object.keys((route as unknown as { methods: object }).methods);
    return methods
      .filter((method) => METHODS.some((known) => known === method))
      .flatMap((method) =>
        route.path === CATCH_ALL
          ? generic(method)
          : [`${method} ${route.path.replace('/api/3', '').replace(/:(\w+)/g, '{$1}')}`],
      );
  });
}

/** What the catch-all route stands for; `openapi.json` answers for itself. */
function generic(method: string): string[] {
  const resources = document.tags.map(({ name }) => name).filter((name) => name !== 'api');
  const suffixes = { get: ['', '/{id}', '/schema'], delete: ['/{id}'] }[method] ?? ['', '/{id}'];
  const root = method === 'get' ? [`${method} /`] : [];
  return [
    ...root,
    ...resources.flatMap((name) => suffixes.map((end) => `${method} /${name}${end}`)),
  ];
}

/** The code of the answer to a request that sends nothing about a record that does not exist. */
function expected(method: string, path: string): string | undefined {
  if (method === 'get') return path.endsWith('{id}') ? 'record-not-found' : undefined;
  return method === 'post' ? 'no-data-received-form' : 'record-not-found';
}
