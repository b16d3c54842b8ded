import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UploadedFile } from '../http/body/body-reader.js';
import { fingerprintOf, type Asked } from './fingerprint.js';
import { secretOf } from './sealed-answer.js';

const SECRET = secretOf('key');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facturanest-fingerprint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function file(text: string, name = 'a.txt', field = 'file'): UploadedFile {
  const path = join(folder, String((files += 1)));
  writeFileSync(path, text);
  return { field, name, type: 'text/plain', size: text.length, path };
}

function of(
  fields: Record<string, unknown>,
  { method = 'POST', url = '/api/3/x', with: sent = [] as UploadedFile[] } = {},
): Promise<string> {
  const asked: Asked = { method, url, body: { fields, files: sent } };
  return fingerprintOf(asked, SECRET);
}

describe('a fingerprint', () => {
  it('is the same for the same request', async () => {
    const one = await of({ a: '1', b: { c: [1, { x: null, y: true }], d: 'ñ' } });
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await of({ b: { d: 'ñ', c: [1, { y: true, x: null }] }, a: '1' })).toBe(one);
    const bare = Object.assign(Object.create(null) as object, { a: '1' });
    expect(await of({ ...bare })).toBe(await of({ a: '1' }));
    expect(await of({}, { with: [file('x')] })).toBe(await of({}, { with: [file('x')] }));
  });

  it('differs when anything else does', async () => {
    const all = [
      of({}),
      of({}, { method: 'PUT' }),
      of({}, { url: '/api/3/x/1' }),
      of({}, { url: '/api/3/x?a=1' }),
      of({ a: '1' }),
      of({ a: 1 }),
      of({ a: null }),
      of({ a: 'null' }),
      of({ a: true }),
      of({ a: ['1'] }),
      of({ a: { 0: '1' } }),
      of({ a: ['1', '2'] }),
      of({ a: ['2', '1'] }),
      of(JSON.parse('{"__proto__": "1"}') as Record<string, unknown>),
      of({}, { with: [file('x')] }),
      of({}, { with: [file('y')] }),
      of({}, { with: [file('x', 'b.txt')] }),
      of({}, { with: [file('x', 'a.txt', 'other')] }),
      of({}, { with: [file('x'), file('x')] }),
    ];
    expect(new Set(await Promise.all(all)).size).toBe(all.length);
  });

  it('can not be made without the secret of the caller', async () => {
    const asked: Asked = { method: 'POST', url: '/', body: { fields: { p: 'x' }, files: [] } };
    expect(await fingerprintOf(asked, secretOf('other'))).not.toBe(
      await fingerprintOf(asked, SECRET),
    );
  });
});
