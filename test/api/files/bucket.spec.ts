import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectRefused } from '../../support/envelope.js';
import { describeFilesApi, formWith, picture, upload } from './files.js';

const directory = mkdtempSync(join(tmpdir(), 'facturanest-bucket-'));
let bucket: S3rver;
let port = 0;

/** Starts the store, on the port that it had before. */
async function openBucket(): Promise<void> {
  bucket = new S3rver({
    ...{ port, address: '127.0.0.1', silent: true, directory },
    configureBuckets: [{ name: 'files', configs: [] }],
  });
  ({ port } = await bucket.run());
}

beforeAll(openBucket);
afterAll(async () => {
  await bucket.close();
  rmSync(directory, { recursive: true, force: true });
});

let companies = 0;
const environment = () => {
  companies += 1;
  return { STORAGE_URL: `http://S3RVER:S3RVER@127.0.0.1:${port}/files/company${companies}` };
};

describeFilesApi('files in a bucket', environment, (api) => {
  it('come, are sent in part and go', async () => {
    const { idfile, path } = await upload(api, 'año.txt', '0123456789');
    expect(await api.keys()).toEqual([path]);
    expect(existsSync(join(api.folder, 'MyFiles'))).toBe(false);
    const { body } = await api.get(`/attachedfiles/${idfile}`);
    const whole = await api.follow(body.download);
    expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    const part = await api.follow(body.download, { headers: { Range: 'bytes=3-5' } });
    expect([part.status, await part.text()]).toEqual([206, '345']);
    const known = { headers: { 'If-None-Match': whole.headers.get('etag')! } };
    expect((await api.follow(body.download, known)).status).toBe(304);
    const form = formWith([['f', 'b.txt', 'other']]);
    await api.send('PUT', `/attachedfiles/${idfile}`, form);
    expect((await api.get(`/attachedfiles/${idfile}`)).body).toMatchObject({ size: 5 });
    expect(await api.keys()).toHaveLength(1);
    await api.call('DELETE', `/attachedfiles/${idfile}`);
    expect(await api.keys()).toEqual([]);
  });

  it('have thumbnails beside them', async () => {
    const made = await api.call('POST', '/productos', { form: { referencia: 'P1' } });
    const { idproducto } = made.body.data;
    const form = formWith([['f', 'a.png', await picture()]], { idproducto: String(idproducto) });
    const { body } = await api.send('POST', '/productoimagenes', form);
    const { body: shown } = await api.get(`/productoimagenes/${body.data.id}?width=32`);
    expect(shown.thumbnails).toHaveLength(1);
    expect((await api.follow(shown.thumbnails[0].download)).headers.get('content-type')).toBe(
      'image/png',
    );
    await api.call('DELETE', `/attachedfiles/${body.data.idfile}`);
    expect(await api.keys()).toEqual([]);
  });

  it('can be put there by hand and taken', async () => {
    const source = join(directory, 'source');
    writeFileSync(source, 'by hand');
    await api.storage.put('MyFiles/hand.txt', source);
    const { body } = await api.call('POST', '/attachedfiles', { form: { path: 'hand.txt' } });
    expect(body.data).toMatchObject({ filename: 'hand.txt', size: 7 });
    expect(await api.keys()).toEqual([body.data.path]);
    await api.call('DELETE', `/attachedfiles/${body.data.idfile}`);
  });

  it('that can not be reached now are a 503, and leave no record', async () => {
    const before = await api.rows('SELECT COUNT(*) FROM attached_files');
    await bucket.close();
    const answer = await api.send('POST', '/attachedfiles', formWith([['f', 'a.txt', 'x']]));
    expectRefused(answer, 503, 'storage-unavailable');
    expect(api.log.errors.splice(0)).toHaveLength(2);
    expect(await api.rows('SELECT COUNT(*) FROM attached_files')).toEqual(before);
    await openBucket();
  });
});
