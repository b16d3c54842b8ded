import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { describeFilesApi, formWith, picture, upload } from './files.js';

const COLUMNS = ['date', 'filename', 'hour', 'idfile', 'mimetype', 'path', 'size'];
const LINKS = ['download', 'download-permanent'];

describeFilesApi('attachedfiles', (api, engine) => {
  let last = 0;
  const text = (key: string) => api.storage.read(key, 1_000_000).then((bytes) => bytes?.toString());
  const count = async () => Number((await api.rows('SELECT COUNT(*) FROM attached_files'))[0]?.[0]);
  const uploaded = (name = 'a.txt', content: string | Uint8Array<ArrayBuffer> = 'x') =>
    upload(api, name, content);
  beforeAll(async () => {
    mkdirSync(join(api.folder, 'MyFiles'), { recursive: true });
  });
  beforeEach(() => {
    last += 1;
  });

  describe('reads', () => {
    it('one with links that work', async () => {
      const { idfile } = await uploaded('Año 1.txt', 'hola');
      const { status, body, headers } = await api.get(`/attachedfiles/${idfile}`);
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual([...COLUMNS, ...LINKS]);
      for (const name of LINKS) {
        expect(body[name]).toMatch(new RegExp(`^${body.path}\\?myft=[\\w-]{43}$`));
        expect(await (await api.follow(body[name])).text()).toBe('hola');
      }
      expect(body[LINKS[0]!]).not.toBe(body[LINKS[1]!]);
      const etag = headers.get('etag')!;
      const again = await api.get(`/attachedfiles/${idfile}`, {
        headers: { 'If-None-Match': etag },
      });
      expect([again.status, again.text]).toEqual([304, '']);
    });

    it('lists with links, filters, sorts and totals as everywhere', async () => {
      const { idfile } = await uploaded('listed.txt');
      const { body, headers } = await api.get(
        `/attachedfiles?filter[filename_like]=listed&sort[idfile]=DESC&limit=1`,
      );
      expect(headers.get('x-total-count')).toBe('1');
      expect(Object.keys(body[0])).toEqual([...COLUMNS, ...LINKS]);
      expect(body[0]).toMatchObject({ idfile });
      expect((await api.follow(body[0].download)).status).toBe(200);
      const all = await api.get('/attachedfiles?limit=0');
      expect(all.body).toHaveLength(Number(all.headers.get('x-total-count')));
      for (const row of all.body) expect(Object.keys(row)).toEqual([...COLUMNS, ...LINKS]);
      expect((await api.get('/attachedfiles?filter[idfile]=-1')).text).toBe('[]');
      expect((await api.get('/attachedfiles?filter[idfile]=-1&limit=0')).text).toBe('[]');
    });

    it('only the columns that are asked for', async () => {
      const { idfile } = await uploaded();
      const one = await api.get(`/attachedfiles/${idfile}?fields=idfile,size`);
      expect(one.body).toEqual({ idfile, size: 1 });
      const list = await api.get(`/attachedfiles?fields=size&idfile=${idfile}`);
      expect(list.body).toEqual([{ size: 1 }]);
    });

    it('the columns themselves', async () => {
      const { body, headers } = await api.get('/attachedfiles/schema');
      expect(Object.keys(body).sort()).toEqual(COLUMNS);
      expect(headers.get('etag')).toBeNull();
    });

    it('a HEAD without a body', async () => {
      const { idfile } = await uploaded();
      for (const path of [`/attachedfiles/${idfile}`, '/attachedfiles']) {
        const head = await api.call('HEAD', path);
        expect([head.status, head.text]).toEqual([200, '']);
      }
      expect((await api.call('HEAD', '/attachedfiles/99999')).status).toBe(404);
    });

    // DEFECT of the reference: names went into SQL unchecked, and wrong ones gave empty lists.
    it.each([
      'filter[nope]=1',
      'sort[nope]=ASC',
      'sort[RAND()]=ASC',
      'filter[idfile OR 1]=1',
      'operation[size]=OR 1=1 OR&filter[idfile]=1&filter[size]=1',
    ])('refuses %s', async (query) => {
      expectRefused(await api.get(`/attachedfiles?${query}`), 400, 'fields-not-allowed');
    });

    it('says what is not there', async () => {
      for (const id of ['99999', 'abc', '1abc']) {
        expectRefused(await api.get(`/attachedfiles/${id}`), 404, 'record-not-found');
      }
    });
  });

  describe('POST', () => {
    it.each(['file', 'files[]', 'anything[2]'])('stores the file of field %s', async (field) => {
      const form = formWith([[field, 'One Two.TXT', 'hola']]);
      const { status, body } = await api.send('POST', '/attachedfiles', form);
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['ok', 'data']);
      expect(Object.keys(body.data)).toEqual(COLUMNS);
      const { filename, mimetype, size, path, idfile } = body.data;
      expect({ filename, mimetype, size }).toEqual({
        ...{ filename: 'one two.txt', mimetype: 'text/plain', size: 4 },
      });
      expect(path).toMatch(new RegExp(`^MyFiles/\\d{4}/\\d{2}/${idfile}_one_two\\.txt$`));
      expect(await text(path)).toBe('hola');
    });

    it('stores the last of several files and leaves nothing of the others', async () => {
      const before = await api.keys();
      const form = formWith([
        ['a', 'first.txt', '1'],
        ['b', 'second.txt', '2'],
      ]);
      const { body, headers } = await api.send('POST', '/attachedfiles', form);
      expect(body.data.filename).toBe('second.txt');
      expect(headers.get('x-ignored-fields')).toBe(encodeURIComponent('a: first.txt'));
      expect(await api.keys()).toHaveLength(before.length + 1);
    });

    it('takes the day, which says the folder, and nothing that the server finds out', async () => {
      const fields = {
        ...{ date: '03-02-2025', hour: '10:20', mimetype: 'text/html', size: '5', path: 'x' },
        ...{ filename: 'other.txt', zz: '1' },
      };
      const form = formWith([['f', 'dated.txt', 'abc']], fields);
      const { body, headers } = await api.send('POST', '/attachedfiles', form);
      expect(body.data).toMatchObject({
        ...{ date: '03-02-2025', hour: '10:20:00', mimetype: 'text/plain', size: 3 },
        filename: 'dated.txt',
      });
      expect(body.data.path).toMatch(/^MyFiles\/2025\/02\/\d+_dated\.txt$/);
      expect(headers.get('x-ignored-fields')).toBe('mimetype, size, path, filename, zz');
    });

    it.each([
      ['shell.php', '<?php', 'file-type-not-allowed'],
      ['page.html', '<p>', 'file-type-not-allowed'],
      ['empty.txt', '', 'file-empty'],
      ['cut.jpeg', '\u00ff\u00d8\u00ff', 'picture-unreadable'],
    ])('refuses %s', async (name, content, code) => {
      const before = [await count(), await api.keys()];
      const bytes = new Uint8Array(Buffer.from(content, 'latin1'));
      const answer = await api.send('POST', '/attachedfiles', formWith([['f', name, bytes]]));
      expectRefused(answer, 400, 'record-save-error');
      expect(answer.body.details).toMatchObject([{ code, field: 'f' }]);
      expect([await count(), await api.keys()]).toEqual(before);
    });

    it.each([
      [{ date: '31-31-2026' }, 'date'],
      [{ hour: '99:99' }, 'hour'],
      [{ date: '' }, 'date'],
      [{ date: 'null' }, 'date'],
    ])('stores nothing with %j', async (fields, field) => {
      const before = [await count(), await api.keys()];
      const form = formWith([['f', 'a.txt', 'x']], fields);
      const answer = await api.send('POST', '/attachedfiles', form);
      expectRefused(answer, 422, 'record-save-error');
      expect(refusedFields(answer)).toEqual([field]);
      expect([await count(), await api.keys()]).toEqual(before);
    });

    it('knows a duplicate by its number, in the body or the path', async () => {
      const file = await uploaded();
      const before = [await count(), await api.keys()];
      for (const answer of [
        await api.call('POST', '/attachedfiles', { form: { idfile: file.idfile } }),
        await api.call('POST', '/attachedfiles', { json: { idfile: file.idfile } }),
        await api.call('POST', `/attachedfiles/${file.idfile}`, { form: { filename: 'x' } }),
        await api.send(
          'POST',
          '/attachedfiles',
          formWith([['f', 'a.txt', 'x']], { idfile: String(file.idfile) }),
        ),
      ]) {
        expectRefused(answer, 409, 'duplicate-record');
        expect(answer.body.data).toEqual(file);
      }
      expect([await count(), await api.keys()]).toEqual(before);
    });

    it('numbers files itself', async () => {
      const { idfile } = await uploaded();
      const form = formWith([['f', 'a.txt', 'x']], { idfile: String(idfile + 1000) });
      expect((await api.send('POST', '/attachedfiles', form)).body.data.idfile).toBe(idfile + 1);
    });

    it('wants something', async () => {
      expectRefused(await api.call('POST', '/attachedfiles'), 400, 'no-data-received-form');
      for (const options of [{ form: { filename: 'a.txt' } }, { json: { filename: 'a.txt' } }]) {
        const answer = await api.call('POST', '/attachedfiles', options);
        expectRefused(answer, 422, 'record-save-error');
        expect(answer.body).toHaveProperty('data.filename', 'a.txt');
        expect(refusedFields(answer)).toEqual(['path']);
      }
    });

    it('is safe to repeat', async () => {
      const send = () =>
        api.send('POST', '/attachedfiles', formWith([['f', 'repeat.txt', 'x']]), {
          headers: { 'Idempotency-Key': 'attach-1' },
        });
      const before = await count();
      const answers = [await send(), await send()];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[1]!.text).toBe(answers[0]!.text);
      expect(await count()).toBe(before + 1);
      expect(await text(answers[0]!.body.data.path)).toBe('x');
    });
  });

  describe('path', () => {
    const put = (name: string, content = 'given') =>
      writeFileSync(join(api.folder, 'MyFiles', name), content);

    it.each(['form', 'json'])('takes a file that lies in MyFiles, sent as %s', async (encoding) => {
      put('Given File.TXT');
      const { status, body } = await api.call('POST', '/attachedfiles', {
        [encoding]: { path: 'Given File.TXT' },
      });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ filename: 'given file.txt', size: 5 });
      expect(body.data.path).toMatch(/\/\d+_given_file\.txt$/);
      expect(await text(body.data.path)).toBe('given');
      expect(await api.storage.stat('MyFiles/Given File.TXT')).toBeNull();
    });

    // DEFECT of the reference: it moved any file of the installation into reach.
    it.each(['../README.md', '..', '.', 'a/b', '/etc/passwd', 'a\\b', '2026/11/1_a.txt', 'a\0'])(
      'leads nowhere else: %j',
      async (path) => {
        const before = [await count(), await api.keys()];
        for (const [method, target] of [
          ['POST', '/attachedfiles'],
          ['PUT', `/attachedfiles/${(await api.get('/attachedfiles?limit=1')).body[0].idfile}`],
        ] as const) {
          const answer = await api.call(method, target, { json: { path } });
          expectRefused(answer, 400, 'record-save-error');
          expect(answer.body.details).toMatchObject([{ code: 'invalid-path', field: 'path' }]);
        }
        expect([await count(), await api.keys()]).toEqual(before);
      },
    );

    it.each([{ a: 1 }, ['x'], 5, true])('must be a text, not %j', async (path) => {
      const answer = await api.call('POST', '/attachedfiles', { json: { path } });
      expectRefused(answer, 400, 'record-save-error');
    });

    it('follows no link out of the store', async () => {
      writeFileSync(join(api.folder, 'secret.txt'), 'secret');
      symlinkSync(join(api.folder, 'secret.txt'), join(api.folder, 'MyFiles/link.txt'));
      const answer = await api.call('POST', '/attachedfiles', { form: { path: 'link.txt' } });
      expectRefused(answer, 400, 'record-save-error');
      const listed = await api.get('/attachedfiles?filter[filename]=link.txt');
      expect(listed.body).toEqual([]);
    });

    it('says when nothing is there, or nothing that is a file', async () => {
      for (const path of ['absent.txt', '2026', 'x'.repeat(300)]) {
        const answer = await api.call('POST', '/attachedfiles', { form: { path } });
        expectRefused(answer, 422, 'record-save-error');
        expect(answer.body.details).toMatchObject([{ code: 'file-not-there', field: 'path' }]);
      }
    });

    it('takes no kind of file that an upload could not be', async () => {
      put('shell.php');
      const answer = await api.call('POST', '/attachedfiles', { form: { path: 'shell.php' } });
      expectRefused(answer, 400, 'record-save-error');
      expect(await api.storage.stat('MyFiles/shell.php')).toMatchObject({ size: 5 });
    });
  });

  describe.each(['PUT', 'PATCH'])('%s', (method) => {
    it('changes fields and no bytes', async () => {
      const file = await uploaded('name.txt', 'same');
      const { status, body } = await api.call(method, `/attachedfiles/${file.idfile}`, {
        form: { filename: ' <Other>.txt', mimetype: 'x', size: 9 },
      });
      expect(status).toBe(200);
      expect(body.data).toEqual({ ...file, filename: '&lt;Other&gt;.txt' });
      expect(await text(file.path)).toBe('same');
    });

    it('finds the record by the number in the body', async () => {
      const { idfile } = await uploaded();
      const { body } = await api.call(method, '/attachedfiles', {
        form: { idfile, filename: 'b.txt' },
      });
      expect(body.data).toMatchObject({ idfile, filename: 'b.txt' });
    });

    it('replaces the contents by those of a sent file, under another key', async () => {
      const file = await uploaded('doc.txt', 'old');
      const link = (await api.get(`/attachedfiles/${file.idfile}`)).body.download;
      const form = formWith([['f', 'doc.txt', 'newer']], { hour: '01:02:03' });
      const { status, body } = await api.send(method, `/attachedfiles/${file.idfile}`, form);
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ idfile: file.idfile, size: 5, hour: '01:02:03' });
      expect(body.data.path).not.toBe(file.path);
      expect(await text(body.data.path)).toBe('newer');
      expect(await api.storage.stat(file.path)).toBeNull();
      expect((await api.follow(link)).status).toBe(404);
      expect(await api.rows('SELECT COUNT(*) FROM fn_file_removals')).toEqual([[0]]);
    });

    it('replaces the contents by a file that lies in MyFiles', async () => {
      const file = await uploaded('doc.txt', 'old');
      writeFileSync(join(api.folder, 'MyFiles/next.txt'), 'next one');
      const { body } = await api.call(method, `/attachedfiles/${file.idfile}`, {
        form: { path: 'next.txt' },
      });
      expect(body.data).toMatchObject({ filename: 'next.txt', size: 8 });
      expect(await text(body.data.path)).toBe('next one');
      for (const gone of [file.path, 'MyFiles/next.txt']) {
        expect(await api.storage.stat(gone)).toBeNull();
      }
    });

    it('keeps the contents when it is refused', async () => {
      const file = await uploaded('doc.txt', 'old');
      const before = await api.keys();
      const at = `/attachedfiles/${file.idfile}`;
      const refused = await api.send(method, at, formWith([['f', 'x.php', 'x']]));
      expectRefused(refused, 400, 'record-save-error');
      const dated = await api.send(method, at, formWith([['f', 'x.txt', 'x']], { date: 'x' }));
      expectRefused(dated, 422, 'record-save-error');
      const field = await api.call(method, at, { form: { filename: 'x'.repeat(101) } });
      expectRefused(field, 422, 'record-save-error');
      expectRefused(await api.call(method, at), 400, 'no-data-received-form');
      expect((await api.get(at)).body).toMatchObject(file);
      expect(await api.keys()).toEqual(before);
    });

    it('says what is not there, and stores nothing for it', async () => {
      const before = await api.keys();
      const form = formWith([['f', 'a.txt', 'x']]);
      expectRefused(await api.send(method, '/attachedfiles/99999', form), 404, 'record-not-found');
      expectRefused(
        await api.call(method, '/attachedfiles/99999', { form: { filename: 'x' } }),
        ...([404, 'record-not-found'] as const),
      );
      expect(await api.keys()).toEqual(before);
    });
  });

  describe('DELETE', () => {
    it('takes record, bytes, relations, pictures and thumbnails', async () => {
      const { idfile, path } = await uploaded('photo.png', await picture());
      const product = (await api.call('POST', '/productos', { form: { referencia: `R${last}` } }))
        .body;
      const { idproducto } = product.data;
      await api.call('POST', '/productoimagenes', { form: { idfile, idproducto } });
      const link = { idfile, model: 'Producto', modelid: idproducto };
      await api.call('POST', '/attachedfilerelations', { form: link });
      await api.get('/productoimagenes?width=50');
      expect(await api.keys(`MyFiles/Tmp/Thumbnails/${idfile}_`)).toHaveLength(1);

      const { status, body } = await api.call('DELETE', `/attachedfiles/${idfile}`);
      expect([status, Object.keys(body)]).toEqual([200, ['ok', 'data']]);
      expect(body.data).toMatchObject({ idfile, path });
      expect(Object.keys(body.data)).toEqual(COLUMNS);
      expect(await api.storage.stat(path)).toBeNull();
      expect(await api.keys(`MyFiles/Tmp/Thumbnails/${idfile}_`)).toEqual([]);
      for (const list of ['attachedfiles', 'attachedfilerelations', 'productoimagenes']) {
        expect((await api.get(`/${list}?idfile=${idfile}`)).body).toEqual([]);
      }
    });

    it('says what is not there', async () => {
      for (const id of ['/99999', '/abc', '']) {
        expectRefused(await api.call('DELETE', `/attachedfiles${id}`), 404, 'record-not-found');
      }
    });

    it('is refused as a whole where a record needs the file', async () => {
      const { idfile, path } = await uploaded();
      await api.execute(
        'CREATE TABLE fn_test_needs (id int, idfile int REFERENCES attached_files (idfile))',
      );
      if (engine === 'mysql') {
        await api.execute(
          'ALTER TABLE fn_test_needs ADD FOREIGN KEY (idfile) REFERENCES attached_files (idfile)',
        );
      }
      await api.execute('INSERT INTO fn_test_needs VALUES (1, ?)', [idfile]);
      expectRefused(
        await api.call('DELETE', `/attachedfiles/${idfile}`),
        ...([409, 'record-deleted-error'] as const),
      );
      expect(await text(path)).toBe('x');
      await api.execute('DROP TABLE fn_test_needs');
    });

    it('never reaches for what another program wrote as a path', async () => {
      writeFileSync(join(api.folder, 'precious.txt'), 'precious');
      for (const path of ['../precious.txt', 'MyFiles/../precious.txt', '/etc/hostname', 'x']) {
        await api.execute(
          'INSERT INTO attached_files (date, filename, hour, mimetype, path, size) VALUES (?, ?, ?, ?, ?, ?)',
          ['2026-01-01', 'foreign.txt', '10:00:00', 'text/plain', path, 1],
        );
        const [{ idfile, download }] = (await api.get('/attachedfiles?sort[idfile]=DESC')).body;
        expect((await api.follow(download)).status).toBeGreaterThanOrEqual(400);
        expect((await api.call('DELETE', `/attachedfiles/${idfile}`)).status).toBe(200);
      }
      expect((await api.rows('SELECT COUNT(*) FROM fn_file_removals'))[0]).toEqual([0]);
      expect(readFileSync(join(api.folder, 'precious.txt'), 'utf8')).toBe('precious');
    });

    it('numbers no file as a deleted one was', async () => {
      const first = await uploaded('again.txt');
      await api.call('DELETE', `/attachedfiles/${first.idfile}`);
      const second = await uploaded('again.txt');
      expect(second.idfile).toBe(first.idfile + 1);
    });

    it('takes the bytes once, however often it is repeated', async () => {
      const { idfile, path } = await uploaded();
      const options = { headers: { 'Idempotency-Key': `delete-${idfile}` } };
      const first = await api.call('DELETE', `/attachedfiles/${idfile}`, options);
      const second = await api.call('DELETE', `/attachedfiles/${idfile}`, options);
      expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
      expect(await api.storage.stat(path)).toBeNull();
    });
  });

  it('answers no other method', async () => {
    for (const path of ['/attachedfiles', '/attachedfiles/1']) {
      expectRefused(await api.call('PROPFIND', path), 405, 'method-not-allowed');
    }
  });

  it('asks for the permissions of its name', async () => {
    const { idfile } = await uploaded();
    const key = await makeKey(api, { attachedfiles: ['get'] });
    const with_ = { token: key.apikey };
    expect((await api.get(`/attachedfiles/${idfile}`, with_)).body).toHaveProperty('download');
    expect((await api.call('DELETE', `/attachedfiles/${idfile}`, with_)).status).toBe(403);
    expect(
      (await api.send('POST', '/attachedfiles', formWith([['f', 'a', 'x']]), with_)).status,
    ).toBe(403);
  });
});
