import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../test/support/api.js';
import type { OpenApiDocument } from '../kernel/openapi/openapi-types.js';
import { Registry } from '../models/index.js';
import { declaredDocument } from './committed-document.js';

const CATCH_ALL = '/api{/*path}';
/** Routes that answer every method themselves, and take two of them. */
const ONE_CALL = /^\/api\/:version\/((crear|editar|pagar)\w+)(?:\/:id)?(?:\{\/\*rest\})?$/;
/** Routes that answer every method themselves, and take those that are documented. */
const ANY_METHOD = /^\/api\/:version\/(\w+)(?:\/:?\w+)*(?:\{\/\*rest\})?$/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const WRITES_OF: Readonly<Record<string, readonly string[]>> = {
  crear: ['post', 'put'],
  pagar: ['post', 'put'],
  editar: ['put', 'patch'],
};

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
    const answers = await Promise.all(documented().map(codeOf));
    expect(answers).toEqual(documented().map((route) => `${route}: ${expectedCode(route)}`));
  }, 60_000);

  it('agree on every other method of documents in one call: it is refused', async () => {
    const known = new Set(documented());
    const others = oneCallPaths().flatMap((path) =>
      METHODS.map((method) => `${method} ${path}`).filter((route) => !known.has(route)),
    );
    expect(others).toHaveLength(19 * 3);
    const answers = await Promise.all(others.map(codeOf));
    expect(answers).toEqual(others.map((route) => `${route}: method-not-allowed`));
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
      const token = disabled.server.installed?.apiKey ?? '';
      await disabled.call('PUT', '/settings/default', { form: { enable_api: 0 }, token });
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
  const express = api.server.app.getHttpAdapter().getInstance() as Express;
  return express.router.stack.flatMap(({ route }) => {
    if (!route?.path.startsWith('/api')) return [];
    const methods = Object.keys((route as unknown as { methods: object }).methods);
    return methods
      .filter((method) => METHODS.some((known) => known === method))
      .flatMap((method) => {
        if (route.path === CATCH_ALL) return generic(method);
        const [, name = '', verb = ''] = ONE_CALL.exec(route.path) ?? [];
        if (name) return WRITES_OF[verb]?.includes(method) ? [`${method} ${oneCall(name)}`] : [];
        const [, other] = ANY_METHOD.exec(route.path) ?? [];
        if (other) return documented().filter((each) => isOf(other, method, each));
        return [`${method} ${route.path.replace('/api/3', '').replace(/:(\w+)/g, '{$1}')}`];
      });
  });
}

/** Whether a documented route is one of those that a name answers by itself. */
function isOf(name: string, method: string, route: string): boolean {
  const [documentedMethod, path = ''] = route.split(' ');
  return documentedMethod === method && path.split('/')[1] === name;
}

/** The path at which a route for a whole document answers. */
function oneCall(name: string): string {
  return name.startsWith('crear') ? `/${name}` : `/${name}/{id}`;
}

function oneCallPaths(): string[] {
  return Object.keys(document.paths).filter((path) => /^\/(?:crear|editar|pagar)/.test(path));
}

/** What the catch-all route stands for; `openapi.json` answers for itself. */
function generic(method: string): string[] {
  const resources = api.server.app.get(Registry).all.map(({ resource }) => resource);
  const suffixes = { get: ['', '/{id}', '/schema'], delete: ['/{id}'] }[method] ?? ['', '/{id}'];
  const root = method === 'get' ? [`${method} /`] : [];
  return [
    ...root,
    ...resources.flatMap((name) => suffixes.map((end) => `${method} /${name}${end}`)),
  ];
}

/** What a request that sends nothing, about a record that does not exist, is answered. */
async function codeOf(route: string): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const ofNothing = path.replace(/\{\w+\}/, '999999999');
  const { status, body } = await api.call(method.toUpperCase(), ofNothing);
  return `${route}: ${body.code ?? status}`;
}

function expectedCode(route: string): string {
  if (/ \/crear/.test(route)) return 'field-required';
  if (/ \/pagar/.test(route)) return 'missing-pagada-parameter';
  if (/ \/importar/.test(route)) return 'invalid-parameters';
  if (/ \/plugins\/./.test(route)) return 'plugin-not-found';
  if (route.endsWith('/uploadFiles')) return '200';
  if (/^post \/\w+\/\{(?!id\})/.test(route)) return 'record-not-found';
  if (route.startsWith('get')) return route.endsWith('{id}') ? 'record-not-found' : '200';
  return route.startsWith('post') ? 'no-data-received-form' : 'record-not-found';
}
