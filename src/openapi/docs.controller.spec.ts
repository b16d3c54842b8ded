import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../test/support/api.js';

let api: TestApi;
const get = (path: string) => fetch(api.server.address + path);

beforeAll(async () => {
  api = await startApi('embedded');
});
afterAll(() => api.stop());

describe('/', () => {
  const open = (accept: string) =>
    fetch(api.server.address, { headers: { Accept: accept }, redirect: 'manual' });

  it('leads browsers to the page', async () => {
    const { status, headers } = await open('text/html,application/xhtml+xml,*/*;q=0.8');
    expect([status, headers.get('location')]).toEqual([302, 'docs']);
    const followed = await fetch(api.server.address, { headers: { Accept: 'text/html' } });
    expect(followed.url).toBe(`${api.server.address}/docs`);
  });

  it('is nothing to programs', async () => {
    const { status, headers } = await open('application/json');
    expect([status, headers.get('content-type')]).toEqual([404, 'application/json']);
  });
});

describe('/docs', () => {
  it.each(['/docs', '/docs/'])(
    'is a page without a key at %s, all of whose files are here',
    async (path) => {
      const page = await get(path);
      const html = await page.text();
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const files = [...html.matchAll(/(?:src|href|data-document)="(?!data:)([^"]+)"/g)];
      expect(files.length).toBeGreaterThan(3);
      for (const [, file] of files) {
        const { status, headers } = await fetch(new URL(file!, page.url));
        expect([file, status]).toEqual([file, 200]);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    },
  );

  it('lets the browser load nothing from elsewhere', async () => {
    const { headers } = await get('/docs');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
  });

  it.each(['package.json', '..%2fpackage.json', '__proto__', 'index.html', 'x'])(
    'sends no other file: %s',
    async (name) => {
      const response = await get(`/docs/${name}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'page-not-found' });
    },
  );
});
