import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DownloadLinks } from '../../../src/files/index.js';
import { startApi } from '../../support/api.js';
import { createDatabase, ENGINES } from '../../support/place.js';
import { send } from '../../support/wire.js';
import { describeFilesApi, formWith, picture, startFilesApi, upload } from './files.js';

const TEN = '0123456789';

describeFilesApi('downloads', (api) => {
  const links = async (idfile: number): Promise<{ daily: string; permanent: string }> => {
    const { body } = await api.get(`/attachedfiles/${idfile}`);
    return { daily: body.download, permanent: body['download-permanent'] };
  };
  const raw = (path: string, method = 'GET', headers = {}) =>
    send(api.server.address, method, path, headers);
  const put = (path: string, content: string | Uint8Array) => {
    const target = join(api.folder, 'MyFiles', path);
    mkdirSync(join(target, '..'), { recursive: true });
    writeFileSync(target, content);
  };
  const until = async (key: string) => {
    const link = await api.server.app
      .get(DownloadLinks, { strict: false })
      .until('2099-12-31', key);
    return `/${link}`;
  };

  it('send the file to whoever has a link, without any key', async () => {
    const { idfile, path } = await upload(api, 'Foto ñ.png', await picture());
    const stored = await api.storage.read(path, 1_000_000);
    for (const link of Object.values(await links(idfile))) {
      const answer = await api.follow(link);
      expect(answer.status).toBe(200);
      const headers = Object.fromEntries(answer.headers);
      expect(headers).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(stored!.length),
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'accept-ranges': 'bytes',
        'content-disposition': `inline; filename="foto _.png"; filename*=UTF-8''foto%20%C3%B1.png`,
      });
      expect(headers).not.toHaveProperty('x-frame-options');
      expect(headers.etag).toMatch(/^"[\w-]+"$/);
      expect(Date.parse(headers['last-modified']!)).toBeGreaterThan(Date.parse('2020-01-01'));
      expect(Buffer.from(await answer.arrayBuffer()).equals(stored!)).toBe(true);
    }
  });

  it('take any method for GET, and send no body to HEAD', async () => {
    const { idfile } = await upload(api, 'm.txt', TEN);
    const { daily } = await links(idfile);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
      expect((await raw(`/${daily}`, method)).text).toBe(TEN);
    }
    const head = await raw(`/${daily}`, 'HEAD', { Range: 'bytes=0-1' });
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  describe('tokens', () => {
    it.each(['', '?myft=', '?myft=x', '?myft[]=x', '?token=x', `?myft=${'x'.repeat(43)}`])(
      'are needed, whether the file is there or not: %j',
      async (query) => {
        const { path } = await upload(api, 'secret.txt', 'secret');
        const pages = await Promise.all(
          [path, 'MyFiles/2026/01/99999_absent.txt', 'MyFiles/../x', 'MyFiles/a.php'].map((key) =>
            raw(`/${key}${query}`),
          ),
        );
        for (const page of pages) {
          expect(page.status).toBe(403);
          expect(page.text).toBe(pages[0]!.text);
          expect(page.text).toContain('The link is not valid');
        }
      },
    );

    it('of one file open no other', async () => {
      const one = await upload(api, 'one.txt', '1');
      const other = await upload(api, 'other.txt', '2');
      for (const link of Object.values(await links(one.idfile))) {
        const token = link.split('?')[1];
        expect((await api.follow(`${other.path}?${token}`)).status).toBe(403);
      }
    });

    it('that are permanent end with what the file was', async () => {
      const { idfile } = await upload(api, 'moving.txt', 'x');
      const before = await links(idfile);
      await api.call('PUT', `/attachedfiles/${idfile}`, { form: { hour: '00:00:01' } });
      expect((await api.follow(before.permanent)).status).toBe(403);
      const after = await links(idfile);
      expect((await api.follow(after.permanent)).status).toBe(200);
      await api.call('DELETE', `/attachedfiles/${idfile}`);
      expect((await api.follow(after.permanent)).status).toBe(403);
      expect((await api.follow(after.daily)).status).toBe(404);
    });

    it('can be made for any time', async () => {
      const { path } = await upload(api, 'until.txt', 'x');
      expect((await raw(await until(path))).text).toBe('x');
      const past = await api.server.app
        .get(DownloadLinks, { strict: false })
        .until('2020-01-01', path);
      expect((await api.follow(past)).status).toBe(403);
    });

    it('of FacturaScripts count for nothing where the database has no password', async () => {
      const { path } = await upload(api, 'old.txt', 'old');
      const name = new URL(api.environment.DATABASE_URL ?? 'x:/none').pathname.slice(1);
      for (const token of oldTokens(name, path)) {
        expect((await api.follow(`${path}?myft=${token}`)).status).toBe(403);
      }
    });

    it('stay good on the next server over the same database, and on one beside it', async () => {
      const { idfile } = await upload(api, 'stays.txt', 'stays');
      const { permanent } = await links(idfile);
      const others = await Promise.all(
        [1, 2].map(() => startApi('embedded', { ...api.environment })),
      );
      for (const other of others) {
        const answer = await fetch(`${other.server.address}/${permanent}`);
        expect(await answer.text()).toBe('stays');
        await other.stop();
      }
      expect(await api.rows('SELECT COUNT(*) FROM fn_secrets')).toEqual([[1]]);
    });
  });

  describe('what is not sent', () => {
    it('a file that is not there', async () => {
      const page = await raw(await until('MyFiles/2026/01/7_none.txt'));
      expect(page.status).toBe(404);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.text).toContain('File not found');
      expect((await raw('/MyFiles/Public/none.txt')).status).toBe(404);
      expect((await raw('/MyFiles/Public')).status).toBe(403);
    });

    it('a kind of file that is none of ours', async () => {
      put('Public/a.php', '<?php');
      put('2026/01/1_a.phtml', 'x');
      for (const path of ['/MyFiles/Public/a.php', await until('MyFiles/2026/01/1_a.phtml')]) {
        const page = await raw(path);
        expect([page.status, page.text]).toEqual([403, expect.stringContaining('of this kind')]);
      }
    });

    it.each([
      '/MyFiles/Public/../../data.db',
      '/MyFiles/Public/%2e%2e/%2e%2e/data.db',
      '/MyFiles/Public/..%2f..%2fdata.db',
      '/MyFiles/Public/..%5c..%5cdata.db',
      '/MyFiles/Public//etc/passwd',
      '/MyFiles/Public/%00',
      '/MyFiles/Public/./a.txt',
    ])('anything outside of the store: %s', async (path) => {
      const page = await raw(path);
      expect([403, 404]).toContain(page.status);
      expect(page.text).not.toMatch(/SQLite|root:/);
    });

    it('what a link in the store leads to outside of it', async () => {
      writeFileSync(join(api.folder, 'outside.txt'), 'outside');
      put('Public/real.txt', 'real');
      symlinkSync(join(api.folder, 'outside.txt'), join(api.folder, 'MyFiles/Public/out.txt'));
      symlinkSync('real.txt', join(api.folder, 'MyFiles/Public/in.txt'));
      const page = await raw('/MyFiles/Public/out.txt');
      expect([page.status, page.text]).toEqual([403, expect.stringContaining('from there')]);
      expect((await raw('/MyFiles/Public/in.txt')).text).toBe('real');
    });

    it('is said in the language of the reader, and never echoes the address', async () => {
      const path = '/MyFiles/Public/%3Cscript%3Ealert(1)%3C%2Fscript%3E.txt';
      const page = await raw(path, 'GET', { Cookie: 'fsLang=es_ES' });
      expect(page.text).toContain('Archivo no encontrado');
      expect(page.text).toContain('<html lang="es">');
      expect(page.text).not.toContain('script');
      expect(page.headers['cache-control']).toBe('no-store');
    });
  });

  it('need no link below Public, where everybody may keep them', async () => {
    put('Public/año 1/logo.txt', 'público');
    const answer = await raw(encodeURI('/MyFiles/Public/año 1/logo.txt'));
    expect([answer.status, answer.text]).toEqual([200, 'público']);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it.each([
    'a b.txt',
    'año.txt',
    '100%.txt',
    'a+b.txt',
    'q?.txt',
    'h#.txt',
    "it's.txt",
    '日本.txt',
  ])('find files however they are called: %s', async (name) => {
    put(`Public/${name}`, name);
    expect((await raw(`/MyFiles/Public/${encodeURIComponent(name)}`)).text).toBe(name);
    const link = await until(`MyFiles/Public/${name}`);
    expect(link.endsWith('|2099-12-31')).toBe(true);
  });

  it('take tokens for the decoded path', async () => {
    put('loose/año 2.txt', 'loose');
    const link = await until('MyFiles/loose/año 2.txt');
    expect((await raw(encodeURI(link))).text).toBe('loose');
  });

  describe('active types', () => {
    it.each([
      ['page.txt', '<!doctype html><script>alert(1)</script>', 'text/html; charset=utf-8'],
      ['drawing.svg', '<svg onload="alert(1)"/>', 'image/svg+xml'],
      ['drawing.png', '<?xml version="1.0"?><svg/>', 'image/svg+xml'],
      ['data.xml', '<?xml version="1.0"?><a/>', 'text/xml; charset=utf-8'],
      ['invoice.xsig', '<fe:Facturae xmlns:fe="x"/>', 'text/xml; charset=utf-8'],
      ['list.csv', 'a;b', 'text/plain; charset=utf-8'],
    ])('are saved, not shown: %s', async (name, content, type) => {
      const { idfile } = await upload(api, name, content);
      const answers = [await api.follow((await links(idfile)).daily)];
      put(`Public/${name}`, content);
      answers.push(await api.follow(`MyFiles/Public/${name}`));
      for (const { headers } of answers) {
        expect(headers.get('content-type')).toBe(type);
        expect(headers.get('content-disposition')).toMatch(/^attachment; /);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('content-security-policy')).toContain('sandbox');
      }
    });

    it.each([
      ['style.css', 'text/css; charset=utf-8'],
      ['code.js', 'text/javascript; charset=utf-8'],
      ['paper.pdf', 'application/pdf'],
    ])('others are shown: %s', async (name, type) => {
      put(`Public/${name}`, name.endsWith('pdf') ? '%PDF-1.7\n' : 'a {}');
      const { headers } = await api.follow(`MyFiles/Public/${name}`);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('content-disposition')).toMatch(/^inline; /);
    });
  });

  describe('parts', () => {
    let link: string;
    beforeAll(async () => {
      link = (await links((await upload(api, 'ten.txt', TEN)).idfile)).daily;
    });

    it.each([
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=5-500', '56789', 'bytes 5-9/10'],
    ])('are sent alone: %s', async (range, text, content) => {
      const answer = await api.follow(link, { headers: { Range: range } });
      expect([answer.status, await answer.text()]).toEqual([206, text]);
      expect(answer.headers.get('content-range')).toBe(content);
      expect(answer.headers.get('content-length')).toBe(String(text.length));
    });

    it('that are not there are refused', async () => {
      const answer = await api.follow(link, { headers: { Range: 'bytes=10-' } });
      expect([answer.status, await answer.text()]).toEqual([416, '']);
      expect(answer.headers.get('content-range')).toBe('bytes */10');
    });

    it('are only of the version that the client has', async () => {
      const etag = (await api.follow(link)).headers.get('etag')!;
      const part = async (condition: string) =>
        (await api.follow(link, { headers: { Range: 'bytes=0-0', 'If-Range': condition } })).status;
      expect([await part(etag), await part('"other"')]).toEqual([206, 200]);
    });

    it('several at once are the whole', async () => {
      const answer = await api.follow(link, { headers: { Range: 'bytes=0-0,5-5' } });
      expect([answer.status, await answer.text()]).toEqual([200, TEN]);
    });

    it('are not sent to whoever has the whole', async () => {
      const first = await api.follow(link);
      const etag = first.headers.get('etag')!;
      const known = await api.follow(link, { headers: { 'If-None-Match': etag } });
      expect([known.status, await known.text()]).toEqual([304, '']);
      expect(known.headers.get('etag')).toBe(etag);
      expect(known.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
      const since = { 'If-Modified-Since': first.headers.get('last-modified')! };
      expect((await api.follow(link, { headers: since })).status).toBe(304);
    });
  });

  it.runIf(existsSync('/proc/self/fd'))(
    'let go of the file when the client goes away',
    async () => {
      put('Public/large.pdf', new Uint8Array(30_000_000));
      const opened = await Promise.all(
        Array.from(
          { length: 5 },
          () =>
            new Promise<number>((resolve, reject) => {
              get(`${api.server.address}/MyFiles/Public/large.pdf`, (answer) => {
                answer.once('data', () => {
                  resolve(openFiles('large.pdf'));
                  answer.destroy();
                });
              }).on('error', reject);
            }),
        ),
      );
      expect(Math.max(...opened)).toBeGreaterThan(0);
      await expect.poll(() => openFiles('large.pdf'), { timeout: 10_000 }).toBe(0);
      expect((await raw('/MyFiles/Public/large.pdf', 'HEAD')).status).toBe(200);
    },
  );

  it('do not count towards a ban', async () => {
    for (let attempt = 0; attempt < 8; attempt++) await raw('/MyFiles/2026/01/1_a.txt?myft=x');
    expect((await api.get('/attachedfiles')).status).toBe(200);
  });

  it('are no part of the API', async () => {
    expect((await raw('/myfiles/Public/logo.txt')).status).toBe(404);
    const form = formWith([['f', 'x.txt', 'x']]);
    expect((await api.call('POST', '/api/3/MyFiles', { body: form })).status).toBe(404);
  });
});

/** Links that FacturaScripts made in a database of a name and password: for good, and to a day. */
function oldTokens(nameAndPassword: string, path: string): string[] {
  const signature = (detail: string) =>
    createHash('sha1')
      .update(nameAndPassword + path + detail)
      .digest('hex');
  return [signature(''), `${signature('2099-01-31')}%7C2099-01-31`];
}

describe.runIf(ENGINES.includes('mysql'))('links of FacturaScripts', () => {
  const FILE_SECRET = 'a-secret-of-at-least-thirty-two-letters';

  it.each([
    ['a long password', 'twelve-chars', {}, 200],
    ['a short password', 'eleven-char', {}, 403],
    ['a secret of our own', 'twelve-chars', { FILE_SECRET }, 403],
  ])('beside a database with %s', async (_what, password, environment, status) => {
    const { connection, url, drop } = await createDatabase();
    const user = `'fn_${Math.random().toString(36).slice(2, 10)}'@'%'`;
    await connection.query(`CREATE USER ${user} IDENTIFIED BY '${password}'`);
    await connection.query(`GRANT ALL ON *.* TO ${user}`);
    const location = new URL(url);
    Object.assign(location, { username: user.split("'")[1], password });
    const api = await startFilesApi('embedded', { DATABASE_URL: location.href, ...environment });
    const { path } = await upload(api, 'old.txt', 'old');
    for (const token of oldTokens(location.pathname.slice(1) + password, path)) {
      expect((await api.follow(`${path}?myft=${token}`)).status).toBe(status);
    }
    const unsigned = await api.follow(`${path}?myft=${'0'.repeat(40)}`);
    expect(unsigned.status).toBe(403);
    await api.stop();
    await connection.query(`DROP USER ${user}`);
    await drop();
  });
});

describe('a configured secret', () => {
  it('signs links, and nothing is kept in the database', async () => {
    const FILE_SECRET = 'a-secret-of-at-least-thirty-two-letters';
    const api = await startFilesApi('embedded', { FILE_SECRET });
    const { idfile } = await upload(api, 'a.txt', 'x');
    const { body } = await api.get(`/attachedfiles/${idfile}`);
    expect((await api.follow(body['download-permanent'])).status).toBe(200);
    expect(await api.rows('SELECT COUNT(*) FROM fn_secrets')).toEqual([[0]]);
    const other = await startApi('embedded', {
      ...api.environment,
      FILE_SECRET: `${FILE_SECRET}2`,
    });
    const refused = await fetch(`${other.server.address}/${body['download-permanent']}`);
    expect(refused.status).toBe(403);
    await other.stop();
    await api.stop();
  });
});

/** How often this process has a file open. */
function openFiles(name: string): number {
  const folder = '/proc/self/fd';
  return readdirSync(folder).filter((entry) => {
    try {
      return readlinkSync(join(folder, entry)).endsWith(name);
    } catch {
      return false;
    }
  }).length;
}
