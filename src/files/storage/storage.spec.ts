import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../kernel/config/config.js';
import { UnsafeKeyError } from './file-key.js';
import { MissingFileError, type FileStorage } from './file-storage.js';
import { FolderStorage } from './folder.storage.js';
import { openFileStorage } from './open-storage.js';

const folder = mkdtempSync(join(tmpdir(), 'facturanest-storage-'));
const source = join(folder, 'source');
afterAll(() => rmSync(folder, { recursive: true }));

let bucketServer: S3rver;
async function bucketStorage(): Promise<FileStorage> {
  bucketServer = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 'bucket'),
    configureBuckets: [{ name: 'files', configs: [] }],
  });
  const { port } = await bucketServer.run();
  const url = `http://S3RVER:S3RVER@127.0.0.1:${port}/files/some/prefix`;
  return openFileStorage(readConfig({ STORAGE_URL: url }));
}

describe.each([
  ['a folder', () => openFileStorage(readConfig({ DATA_DIR: join(folder, 'data') }))],
  ['a bucket', bucketStorage],
])('files in %s', (name, open) => {
  let storage: FileStorage;
  const put = async (key: string, content: string | Buffer) => {
    writeFileSync(source, content);
    await storage.put(key, source);
    rmSync(source);
  };
  const textOf = async (key: string, range?: { start: number; end: number }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of storage.open(key, range)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const keys = async (...prefixes: string[]) => {
    const found: string[] = [];
    for await (const { key } of storage.list(...prefixes)) found.push(key);
    return found.sort();
  };
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(async () => {
    if (name === 'a bucket') await bucketServer.close();
  });

  it('are stored, described, read in part, replaced and removed', async () => {
    const key = 'MyFiles/2026/11/1_año b.txt';
    expect(await storage.stat(key)).toBeNull();
    expect(await keys('MyFiles/')).toEqual([]);
    await put(key, '0123456789');
    const first = await storage.stat(key);
    expect(first).toMatchObject({ key, size: 10 });
    expect(Math.abs(Date.now() - first!.modified.getTime())).toBeLessThan(600_000);
    expect(await textOf(key)).toBe('0123456789');
    expect(await textOf(key, { start: 2, end: 4 })).toBe('234');
    expect((await storage.read(key, 10))?.toString()).toBe('0123456789');
    expect(await storage.read(key, 9)).toBeNull();
    await put(key, 'other');
    expect(await textOf(key)).toBe('other');
    expect((await storage.stat(key))?.tag).not.toBe(first!.tag);
    expect(first!.tag).toMatch(/^[\w-]+$/);
    await storage.delete(key);
    await storage.delete(key);
    expect(await storage.stat(key)).toBeNull();
    await expect(textOf(key)).rejects.toThrow(MissingFileError);
  });

  it('take the same content twice', async () => {
    writeFileSync(source, 'same');
    await storage.put('MyFiles/twice', source);
    await storage.put('MyFiles/twice', source);
    expect(await textOf('MyFiles/twice')).toBe('same');
    expect(await keys('MyFiles/')).toEqual(['MyFiles/twice']);
    await storage.delete('MyFiles/twice');
  });

  it('are listed by how their keys begin', async () => {
    const all = ['MyFiles/Tmp/T/1_a', 'MyFiles/Tmp/T/11_b', 'MyFiles/a', 'MyFiles/Tmp/T/2_c'];
    for (const key of all) await put(key, key);
    expect(await keys('MyFiles/')).toEqual([...all].sort());
    expect(await keys('MyFiles/Tmp/T/1_', 'MyFiles/Tmp/T/2_')).toEqual([all[0], all[3]]);
    expect(await keys('MyFiles/None/')).toEqual([]);
    for await (const { key, size } of storage.list('MyFiles/')) expect(size).toBe(key.length);
    for (const key of all) await storage.delete(key);
  });

  it('hold bytes of any kind, and more than one chunk', async () => {
    const bytes = Buffer.alloc(3_000_000, Buffer.from([0, 255, 13, 10, 128]));
    await put('MyFiles/large.bin', bytes);
    expect((await storage.read('MyFiles/large.bin', 4_000_000))?.equals(bytes)).toBe(true);
    for await (const chunk of storage.open('MyFiles/large.bin')) {
      expect(chunk.length).toBeLessThan(bytes.length);
      break;
    }
  });

  it.each([
    '',
    'MyFiles',
    'MyFiles/',
    '/MyFiles/a',
    'MyFiles/../a',
    'MyFiles/a/../../b',
    'MyFiles//a',
    'MyFiles/./a',
    'MyFiles/a\\..\\b',
    'MyFiles/a\0',
    'Other/a',
    'MyFilesX/a',
  ])('never leave the store: %j', async (key) => {
    writeFileSync(source, 'x');
    await expect(storage.put(key, source)).rejects.toThrow(UnsafeKeyError);
    await expect(storage.stat(key)).rejects.toThrow(UnsafeKeyError);
    await expect(storage.delete(key)).rejects.toThrow(UnsafeKeyError);
    await expect(textOf(key)).rejects.toThrow(UnsafeKeyError);
  });
});

describe('a folder of files', () => {
  const data = join(folder, 'linked');
  const storage = new FolderStorage(data);

  it('follows links inside of itself, and none out of it', async () => {
    mkdirSync(join(data, 'MyFiles/real'), { recursive: true });
    writeFileSync(join(data, 'secret'), 'secret');
    writeFileSync(join(data, 'MyFiles/real/a'), 'a');
    symlinkSync(join(data, 'secret'), join(data, 'MyFiles/out'));
    symlinkSync(data, join(data, 'MyFiles/folder'));
    symlinkSync('real', join(data, 'MyFiles/inside'));
    for (const key of ['MyFiles/out', 'MyFiles/folder/secret']) {
      await expect(storage.stat(key)).rejects.toThrow(UnsafeKeyError);
      await expect(storage.delete(key)).rejects.toThrow(UnsafeKeyError);
    }
    await expect(storage.put('MyFiles/folder/new', join(data, 'secret'))).rejects.toThrow(
      UnsafeKeyError,
    );
    expect(await storage.stat('MyFiles/inside/a')).toMatchObject({ size: 1 });
    expect(await storage.stat('MyFiles/real')).toBeNull();
    expect(await storage.stat('MyFiles/real/a/b')).toBeNull();
    expect(await storage.stat(`MyFiles/${'x'.repeat(300)}`)).toBeNull();
    const found: string[] = [];
    for await (const { key } of storage.list('MyFiles/')) found.push(key);
    expect(found).toEqual(['MyFiles/real/a']);
    expect(readdirSync(data).sort()).toEqual(['MyFiles', 'secret']);
  });

  it('is rid of what a cut writer left, once it is old', async () => {
    const left = join(data, 'MyFiles/real/.unfinished-1');
    writeFileSync(left, 'half');
    utimesSync(left, 1000, 1000);
    writeFileSync(join(data, 'MyFiles/real/.unfinished-2'), 'still coming');
    const found: string[] = [];
    for await (const { key } of storage.list('MyFiles/real/')) found.push(key);
    expect(found).toEqual(['MyFiles/real/a']);
    expect(await storage.tidy(new Date(Date.now() - 3_600_000))).toBe(1);
    expect(readdirSync(join(data, 'MyFiles/real')).sort()).toEqual(['.unfinished-2', 'a']);
  });
});

describe('a bucket that does not answer', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_request, response) => response.writeHead(403).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('says that it is not there now, and keeps the rest to itself', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://key:secret@127.0.0.1:${port}/files`;
    const storage = openFileStorage(readConfig({ STORAGE_URL: url }));
    await expect(storage.stat('MyFiles/a')).rejects.toMatchObject({
      status: 503,
      code: 'storage-unavailable',
    });
  });
});
