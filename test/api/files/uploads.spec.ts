import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import {
  describeFilesApi,
  type FilesApi,
  formWith,
  picture,
  taggedPicture,
  upload,
  type UploadedFile,
} from './files.js';

const SHOWN = ['date', 'filename', 'hour', 'idfile', 'mimetype', 'path', 'size'];
const waiting = ({ folder }: FilesApi) =>
  existsSync(join(folder, 'uploads')) ? readdirSync(join(folder, 'uploads')) : [];

const LIMITS = { BODY_LIMIT: '20kb', UPLOAD_LIMIT: '200kb', STORAGE_LIMIT: '250000' };

describeFilesApi('uploadFiles', (api) => {
  it('stores each file with its record, by date and number', async () => {
    const form = formWith([
      ['files[]', '../Foto Roja ñ.png', await picture()],
      ['files[]', 'H4 Doc.PDF', '%PDF-1.7\n'],
      ['files[3]', '日本.txt', 'hola'],
    ]);
    const { status, body } = await api.send('POST', '/uploadFiles', form);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['files']);
    const [first, second, third] = body.files as [UploadedFile, UploadedFile, UploadedFile];
    expect(Object.keys(first)).toEqual(SHOWN);
    const [, month, year] = first.date.split('-');
    const folder = `MyFiles/${year}/${month}`;
    expect(first).toMatchObject({ filename: 'foto roja ñ.png', mimetype: 'image/png' });
    expect(first.path).toBe(`${folder}/${first.idfile}_foto_roja_n.png`);
    expect(first.hour).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(second).toMatchObject({ filename: 'h4 doc.pdf', mimetype: 'application/pdf', size: 9 });
    expect(second.path).toBe(`${folder}/${first.idfile + 1}_h4_doc.pdf`);
    expect(third).toMatchObject({ filename: '日本.txt', size: 4, idfile: first.idfile + 2 });
    expect(third.path).toBe(`${folder}/${third.idfile}.txt`);
    for (const { path, size } of body.files) {
      expect((await api.storage.stat(path))?.size).toBe(size);
    }
    expect(waiting(api)).toEqual([]);
  });

  it('keeps every byte', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, index) => (index * 7919) % 256);
    const { path, size } = await upload(api, 'bytes.bin', bytes);
    expect(size).toBe(bytes.length);
    const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
    expect(hash((await api.storage.read(path, 4_000_000))!)).toBe(hash(bytes));
  });

  it('leaves out what is refused, says so in a header, and takes the rest', async () => {
    const before = await api.keys();
    const form = formWith(
      [
        ['files[]', 'empty.txt', ''],
        ['files[]', 'shell.PHP', '<?php'],
        ['files[]', 'broken.png', Buffer.from(await picture()).subarray(0, 60)],
        ['files[]', 'good.txt', 'x'],
        ['other[]', 'other.txt', 'x'],
      ],
      { note: 'x' },
    );
    const { status, body, headers } = await api.send('POST', '/uploadFiles', form);
    expect(status).toBe(200);
    expect(body.files).toMatchObject([{ filename: 'good.txt' }]);
    const ignored = decodeURIComponent(headers.get('x-ignored-fields') ?? '').split(', ');
    expect(ignored).toEqual([
      ...['note', 'files[]: empty.txt', 'files[]: shell.PHP', 'files[]: broken.png'],
      'other[]: other.txt',
    ]);
    expect(await api.keys()).toHaveLength(before.length + 1);
    expect(waiting(api)).toEqual([]);
  });

  it.each(['htaccess', 'htm', 'html', 'phar', 'php', 'php3', 'php8', 'pht', 'phtml', 'shtml'])(
    'takes no .%s',
    async (extension) => {
      expect(await upload(api, `x.${extension}`, 'x')).toBeUndefined();
    },
  );

  it.each([
    ['a field that is no list', () => formWith([['files', 'a.txt', 'x']])],
    ['fields only', () => formWith([], { a: '1' })],
    ['another name', () => formWith([['file[]', 'a.txt', 'x']])],
  ])('answers an empty list to %s', async (_what, form) => {
    const { status, body } = await api.send('POST', '/uploadFiles', form());
    expect([status, body]).toEqual([200, { files: [] }]);
  });

  it('answers an empty list to other bodies and none', async () => {
    for (const options of [{}, { form: { a: 1 } }, { json: { files: ['x'] } }]) {
      const { status, body } = await api.call('POST', '/uploadFiles', options);
      expect([status, body]).toEqual([200, { files: [] }]);
      expect((await api.call('PUT', '/uploadFiles', options)).body).toEqual({ files: [] });
    }
  });

  // DEFECT of the reference: PUT read no multipart.
  it('takes files by PUT too', async () => {
    const form = formWith([['files[]', 'put.txt', 'x']]);
    const { status, body } = await api.send('PUT', '/uploadFiles', form);
    expect([status, body.files]).toMatchObject([200, [{ filename: 'put.txt' }]]);
  });

  it('answers other methods and addresses as clients know', async () => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await api.call(method, '/uploadFiles');
      expectRefused(answer, 405, 'method-not-allowed');
      expect(answer.body.message).toBe('Method not allowed');
    }
    for (const path of ['/uploadFiles/', '/uploadFiles/1']) {
      expectRefused(await api.call('POST', path), 404, 'api-resource-invalid');
    }
  });

  it('asks for a permission of its own', async () => {
    const form = () => formWith([['files[]', 'limited.txt', 'x']]);
    const [none, some] = [await makeKey(api, {}), await makeKey(api, { uploadFiles: ['post'] })];
    const before = await api.keys();
    const refused = await api.send('POST', '/uploadFiles', form(), { token: none.apikey });
    expect(refused.status).toBe(403);
    expect(await api.keys()).toEqual(before);
    const taken = await api.send('POST', '/uploadFiles', form(), { token: some.apikey });
    expect(taken.body.files).toHaveLength(1);
  });

  it.each([
    ['claims.pdf', '<svg onload="alert(1)"/>', 'image/svg+xml'],
    ['claims.png', 'just text', 'text/plain'],
    ['claims.txt', 'GIF89a\u0001\u0000\u0001\u0000\u0000;', 'image/gif'],
    ['page.txt', '<!doctype html><script>1</script>', 'text/html'],
    ['data.bin', '{"a":1}', 'application/json'],
  ])('finds the type of %s in its content', async (name, content, mimetype) => {
    const form = new FormData();
    form.append('files[]', new Blob([content], { type: 'application/x-claimed' }), name);
    const { body } = await api.send('POST', '/uploadFiles', form);
    expect(body.files[0]).toMatchObject({ mimetype });
  });

  it.each(['jpeg', 'png', 'webp'] as const)(
    'takes what a camera notes out of %s',
    async (format) => {
      const tagged = await taggedPicture(format);
      expect(Buffer.from(tagged).includes('SECRET-PLACE')).toBe(true);
      const { path, size } = await upload(api, `a.${format}`, tagged);
      const stored = (await api.storage.read(path, 1_000_000))!;
      expect(stored.length).toBe(size);
      expect(Buffer.from(stored).includes('SECRET-PLACE')).toBe(false);
      const { width, height, exif, orientation } = await sharp(stored).metadata();
      // It lay on its side.
      expect({ width, height, exif, orientation }).toEqual({
        ...{ width: 20, height: 40, exif: undefined, orientation: undefined },
      });
    },
  );

  it('leaves GIF as it is', async () => {
    const gif = await picture('gif');
    const { path } = await upload(api, 'a.gif', gif);
    expect(Buffer.from(gif).equals((await api.storage.read(path, 1_000_000))!)).toBe(true);
  });

  it('takes no picture that unpacks to gigabytes', async () => {
    const create = { width: 9000, height: 8000, channels: 3, background: 'white' } as const;
    const bytes = new Uint8Array(await sharp({ create }).png().toBuffer());
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await upload(api, 'bomb.png', bytes)).toBeUndefined();
  });

  it('numbers parallel uploads without a collision', async () => {
    const files = await Promise.all(
      Array.from({ length: 12 }, (_, index) => upload(api, `p${index}.txt`, String(index))),
    );
    expect(new Set(files.map(({ idfile }) => idfile)).size).toBe(12);
    for (const [index, { path }] of files.entries()) {
      expect(String(await api.storage.read(path, 10))).toBe(String(index));
    }
  });

  it('is safe to repeat', async () => {
    const send = () =>
      api.send('POST', '/uploadFiles', formWith([['files[]', 'once.txt', 'x']]), {
        headers: { 'Idempotency-Key': 'upload-1' },
      });
    const [first, second] = [await send(), await send()];
    expect(first.body.files).toHaveLength(1);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await api.keys()).filter((key) => key.endsWith('_once.txt'))).toHaveLength(1);
    expect(waiting(api)).toEqual([]);
  });
});

describeFilesApi('limits of uploads', LIMITS, (api) => {
  it('are of their own, and not for fields', async () => {
    expect((await upload(api, 'a.txt', 'x'.repeat(150_000))).size).toBe(150_000);
    const large = formWith([['files[]', 'b.txt', 'x'.repeat(250_000)]]);
    expectRefused(await api.send('POST', '/uploadFiles', large), 413, 'body-too-large');
    const fields = formWith([], { a: 'x'.repeat(30_000) });
    expectRefused(await api.send('POST', '/uploadFiles', fields), 413, 'body-too-large');
    const form = await api.call('POST', '/series', { form: { descripcion: 'x'.repeat(30_000) } });
    expectRefused(form, 413, 'body-too-large');
    expect(waiting(api)).toEqual([]);
  });

  it('count all files together, also of parallel uploads', async () => {
    const sizes = Array<number>(4).fill(60_000);
    const sent = await Promise.all(
      sizes.map((size, at) => upload(api, `${at}.txt`, 'x'.repeat(size))),
    );
    expect(sent.filter(Boolean)).toHaveLength(1);
    const answer = await api.send(
      'POST',
      '/attachedfiles',
      formWith([['f', 'c.txt', 'x'.repeat(50_000)]]),
    );
    expectRefused(answer, 422, 'record-save-error');
    expect(answer.body.details).toMatchObject([{ code: 'storage-limit-reached' }]);
    expect(await api.rows('SELECT SUM(size), COUNT(*) FROM attached_files')).toEqual([
      [210_000, 2],
    ]);
    expect(await api.keys()).toHaveLength(2);
    expect((await upload(api, 'small.txt', 'x')).size).toBe(1);
  });
});
