import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  closeIfUnread,
  holdBody,
  readBody,
  type BodyLimits,
  type RequestBody,
} from './body-reader.js';
import { RequestError } from '../request-error.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const LIMITS: BodyLimits = {
  bytes: 100_000,
  upload: 300_000,
  fields: 50,
  depth: 5,
  folder: mkdtempSync(join(tmpdir(), 'facturanest-body-')),
};
const MIB = 1024 * 1024;

let server: Server;
let limits: BodyLimits;
let last: { body?: RequestBody; error?: unknown; listeners: number };

/** What was read, as the server answers it. */
interface Answer {
  status: number;
  kind?: string;
  fields?: unknown;
  files?: { field: string; name: string; type: string; size: number; path: string }[];
  code?: string;
  field?: string;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const listeners = request.eventNames().length;
    void readBody(request, limits)
      .then(
        (body) => (last = { body, listeners: 0 }),
        (error: unknown) => (last = { error, listeners: 0 }),
      )
      .then(() => {
        last.listeners = request.eventNames().length - listeners;
        closeIfUnread(request, response);
        const { error, body } = last;
        response.statusCode = error instanceof RequestError ? error.status : error ? 500 : 200;
        response.end(JSON.stringify(error ?? body));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(LIMITS.folder, { recursive: true });
});

beforeEach(() => {
  limits = LIMITS;
  last = { listeners: 0 };
});

function port(): number {
  return (server.address() as AddressInfo).port;
}

async function send(
  type: string | undefined,
  body?: string | Buffer | FormData,
  init: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers = { ...(type === undefined ? {} : { 'content-type': type }), ...init.headers };
  const response = await fetch(`http://127.0.0.1:${String(port())}/`, {
    method: init.method ?? 'POST',
    headers,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  });
  return { ...(JSON.parse(await response.text()) as object), status: response.status };
}

/** A request written by hand; resolves with all that came back until the server closed. */
function sendRaw(...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port(), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text)).on('error', () => undefined);
    for (const part of parts) socket.write(part);
  });
}

function multipart(...parts: string[]): string {
  return parts.map((part) => `--B\r\nContent-Disposition: form-data; ${part}\r\n`).join('');
}

async function temporaryFiles(): Promise<string[]> {
  return readdir(LIMITS.folder);
}

describe('readBody: urlencoded', () => {
  it('reads fields under the bracket rules on POST, PUT and PATCH', async () => {
    for (const method of ['POST', 'PUT', 'PATCH']) {
      const answer = await send(FORM, 'a.b=x+y&lineas[0][cantidad]=2&c=%C3%B1', { method });
      expect(answer).toEqual({
        status: 200,
        kind: 'form',
        fields: { a_b: 'x y', lineas: [{ cantidad: '2' }], c: 'ñ' },
        files: [],
      });
    }
  });

  it('takes any spelling and character set', async () => {
    const upper = await send('Application/X-WWW-Form-URLEncoded; charset=UTF-8', 'a=ñ');
    expect(upper.fields).toEqual({ a: 'ñ' });
    const latin = await send(`${FORM};charset=iso-8859-1`, Buffer.from('a=\xF1%F1', 'latin1'));
    expect(latin.fields).toEqual({ a: 'ññ' });
  });

  it('refuses bad UTF-8, too many fields and deep nesting', async () => {
    expect(await send(FORM, 'a=%FF')).toMatchObject({ status: 400, code: 'invalid-encoding' });
    const many = await send(FORM, 'a=1&'.repeat(51));
    expect(many).toMatchObject({ status: 400, code: 'too-many-fields' });
    const deep = await send(FORM, 'a[b][c][d][e][f]=1');
    expect(deep).toMatchObject({ status: 400, code: 'too-deep', field: 'a' });
  });
});

describe('readBody: JSON', () => {
  it('keeps typed values', async () => {
    const sent = { a: 1, b: true, c: null, d: 'ñ€', lineas: [{ x: 1.5 }, {}], 'e.f': [] };
    for (const type of [JSON_TYPE, 'Application/JSON; charset=utf-8', 'application/ld+json']) {
      const answer = await send(type, JSON.stringify(sent));
      expect(answer).toMatchObject({ status: 200, kind: 'json', fields: sent });
    }
  });

  it('takes an empty body for no fields, and the last of duplicates', async () => {
    const chunked = await sendRaw(
      `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${JSON_TYPE}\r\n`,
      'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(chunked).toContain('{"kind":"json","fields":{}');
    expect((await send(JSON_TYPE, ' \n')).fields).toEqual({});
    expect((await send(JSON_TYPE, '\uFEFF{"a":1,"a":2}')).fields).toEqual({ a: 2 });
  });

  it.each(['[1]', '1', '"x"', 'null', 'true', '{', '{"a":1}}', "{'a':1}", '{"a":1,}', 'a=1'])(
    'refuses %s',
    async (text) => {
      expect(await send(JSON_TYPE, text)).toMatchObject({ status: 400, code: 'invalid-json' });
    },
  );

  it('refuses what cannot be stored, naming the field', async () => {
    const infinite = await send(JSON_TYPE, '{"a":[{"b":1e999}]}');
    expect(infinite).toMatchObject({ status: 400, code: 'invalid-json', field: 'b' });
    const half = await send(JSON_TYPE, '{"a":"\\ud800"}');
    expect(half).toMatchObject({ status: 400, code: 'invalid-encoding', field: 'a' });
    expect((await send(JSON_TYPE, '{"a":"\\ud83d\\ude00"}')).fields).toEqual({ a: '😀' });
    const bytes = await send(JSON_TYPE, Buffer.from('{"a":"\xFF"}', 'latin1'));
    expect(bytes).toMatchObject({ status: 400, code: 'invalid-encoding' });
  });

  it('limits depth and number over the whole tree', async () => {
    expect((await send(JSON_TYPE, '{"a":[[[[]]]]}')).status).toBe(200);
    expect(await send(JSON_TYPE, '{"a":[[[[[]]]]]}')).toMatchObject({ code: 'too-deep' });
    expect(await send(JSON_TYPE, '['.repeat(90_000))).toMatchObject({ code: 'too-deep' });
    const fields = Array.from({ length: 50 }, (_, index) => [`f${String(index)}`, '[,{\\"']);
    expect((await send(JSON_TYPE, JSON.stringify(Object.fromEntries(fields)))).status).toBe(200);
    const list = JSON.stringify({ a: { b: fields.map(() => 1) } });
    expect(await send(JSON_TYPE, list)).toMatchObject({ status: 400, code: 'too-many-fields' });
  });

  it('never pollutes', async () => {
    const text = '{"__proto__":{"x":1},"a":{"__proto__":{"x":1},"constructor":2}}';
    expect((await send(JSON_TYPE, text)).status).toBe(200);
    const fields = last.body!.fields;
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(Object.getPrototypeOf(fields['a'])).toBeNull();
    expect(JSON.stringify(fields)).toBe(text);
    expect('x' in {}).toBe(false);
  });
});

describe('readBody: multipart', () => {
  it('reads fields and stores files until they are disposed of', async () => {
    const form = new FormData();
    form.append('lineas[0][x]', 'ñ');
    form.append('a.b', '2');
    form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'Foto Roja ñ.txt');
    form.append('files[]', new Blob([Buffer.alloc(80_000, 7)]), '../../evil.bin');
    for (const method of ['POST', 'PUT', 'PATCH']) {
      const answer = await send(undefined, form, { method });
      expect(answer).toMatchObject({ status: 200, kind: 'multipart' });
      expect(answer.fields).toEqual({ lineas: [{ x: 'ñ' }], a_b: '2' });
      expect(answer.files).toMatchObject([
        { field: 'file', name: 'Foto Roja ñ.txt', type: 'text/plain', size: 5 },
        { field: 'files[]', name: 'evil.bin', type: 'application/octet-stream', size: 80_000 },
      ]);
      const [text, binary] = last.body!.files;
      expect(readFileSync(text!.path, 'utf8')).toBe('hello');
      expect(readFileSync(binary!.path)).toEqual(Buffer.alloc(80_000, 7));
      await last.body!.dispose();
      await last.body!.dispose();
      expect([existsSync(text!.path), existsSync(binary!.path)]).toEqual([false, false]);
    }
  });

  const type = 'multipart/form-data; boundary=B';

  it('skips nameless fields and file inputs left empty', async () => {
    const empty = 'name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n';
    const answer = await send(type, `${multipart(empty, 'x="y"\r\n\r\n1')}--B--\r\n`);
    expect(answer).toMatchObject({ status: 200, fields: {}, files: [] });
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['no end', type, multipart('name="a"\r\n\r\n1')],
    ['no end of a file', type, multipart('name="a"; filename="b"\r\n\r\n1')],
    ['bad headers', type, '--B\r\nbad header\r\n\r\n1\r\n--B\r\n@@\r\n\r\n2\r\n--B--\r\n'],
    ['no part at all', type, 'garbage'],
  ])('refuses a body with %s', async (_name, contentType, body) => {
    const before = await temporaryFiles();
    const answer = await send(contentType, body);
    expect(answer).toMatchObject({ status: 400, code: 'invalid-multipart' });
    expect(await temporaryFiles()).toEqual(before);
  });

  it.each([
    ['fields', 'name="a"\r\n\r\n1', 51, 'too-many-fields'],
    ['files', 'name="a"; filename="b"\r\n\r\n1', 101, 'too-many-fields'],
    ['levels', 'name="a[b][c][d][e][f]"\r\n\r\n1', 1, 'too-deep'],
  ])('refuses too many %s', async (_name, part, count, code) => {
    const before = await temporaryFiles();
    const body = `${multipart(...Array<string>(count).fill(part))}--B--\r\n`;
    expect(await send(type, body)).toMatchObject({ status: 400, code });
    expect(await temporaryFiles()).toEqual(before);
  });

  it('takes larger bodies for the sake of their files alone', async () => {
    const form = new FormData();
    form.append('a', 'x'.repeat(90_000));
    form.append('f', new Blob([Buffer.alloc(150_000)]), 'f');
    expect(await send(undefined, form)).toMatchObject({ status: 200, files: [{ size: 150_000 }] });
    await last.body!.dispose();
    const one = new FormData();
    one.append('a', 'x'.repeat(100_001));
    const several = new FormData();
    for (const name of ['a', 'b', 'c']) several.append(name, 'x'.repeat(40_000));
    for (const fields of [one, several]) {
      const answer = await send(undefined, fields);
      expect(answer).toMatchObject({ status: 413, code: 'body-too-large' });
    }
    const declared = Buffer.alloc(300_001);
    expect(await send('multipart/form-data; boundary=B', declared)).toMatchObject({ status: 413 });
    expect(await temporaryFiles()).toEqual([]);
  });

  it('removes the files of a body that turns out too large', async () => {
    const before = await temporaryFiles();
    const form = new FormData();
    form.append('f', new Blob([Buffer.alloc(300_001)]), 'f');
    const stream = new Response(form);
    const contentType = stream.headers.get('content-type') ?? '';
    const body = gzipSync(Buffer.from(await stream.arrayBuffer()));
    const answer = await send(contentType, body, { headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await temporaryFiles()).toEqual(before);
  });
});

describe('readBody: nothing to read', () => {
  it.each(['GET', 'DELETE', 'POST', 'PUT'])('%s with a type but no body', async (method) => {
    for (const type of [FORM, JSON_TYPE, 'multipart/form-data', 'text/plain', 'x']) {
      const answer = await send(type, undefined, { method });
      expect(answer).toMatchObject({ status: 200, kind: 'none', fields: {} });
    }
  });

  it('throws away bodies of other methods and types', async () => {
    const bad = await send(JSON_TYPE, '{bad', { method: 'DELETE' });
    expect(bad).toMatchObject({ status: 200, kind: 'none', fields: {} });
    for (const type of ['text/plain', 'text/xml', '', ';', undefined]) {
      const answer = await send(type, Buffer.from('a=1'));
      expect(answer).toMatchObject({ status: 200, kind: 'none', fields: {} });
    }
    const large = await send('text/plain', 'x'.repeat(100_001));
    expect(large).toMatchObject({ status: 413, code: 'body-too-large' });
  });
});

describe('readBody: content encodings', () => {
  it.each([
    ['gzip', gzipSync],
    ['X-Gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => text],
  ])('inflates %s', async (encoding, deflate) => {
    const headers = { 'content-encoding': encoding };
    expect((await send(FORM, deflate('a=1'), { headers })).fields).toEqual({ a: '1' });
    const bomb = await send(FORM, deflate('a'.repeat(5 * MIB)), { headers });
    expect(bomb).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('refuses others and broken ones', async () => {
    const headers = { 'content-encoding': 'zstd' };
    const other = await send(FORM, 'a=1', { headers });
    expect(other).toMatchObject({ status: 415, code: 'unsupported-encoding' });
    const cut = gzipSync('a=1'.repeat(100)).subarray(0, 20);
    for (const body of ['a=1', cut]) {
      const answer = await send(FORM, body, { headers: { 'content-encoding': 'gzip' } });
      expect(answer).toMatchObject({ status: 400, code: 'invalid-encoding' });
    }
  });
});

describe('readBody: limits and connections', () => {
  it('reads exactly the limit', async () => {
    const answer = await send(FORM, `a=${'x'.repeat(99_998)}`);
    expect(answer.status).toBe(200);
  });

  it('lets a client send everything before it reads the 413', async () => {
    limits = { ...LIMITS, bytes: 8 * MIB };
    const length = String(15 * MIB);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\n`;
    const next = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const body = Buffer.alloc(15 * MIB, 'a');
    const declared = await sendRaw(`${head}Content-Length: ${length}\r\n\r\n`, body, next);
    const chunked = await sendRaw(
      `${head}Transfer-Encoding: chunked\r\n\r\n${(15 * MIB).toString(16)}\r\n`,
      body,
      `\r\n0\r\n\r\n${next}`,
    );
    for (const text of [declared, chunked]) {
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain('HTTP/1.1 200 ');
    }
  });

  it('closes after the answer when there is too much to discard', async () => {
    const status = await new Promise((resolve) => {
      const request = httpRequest({ port: port(), method: 'POST' }, (response) => {
        resolve([response.statusCode, response.headers.connection]);
        response.resume();
      });
      request.on('error', () => undefined);
      request.setHeader('Content-Length', 1024 * MIB);
      const timer = setInterval(() => request.write(Buffer.alloc(MIB)), 5);
      request.on('close', () => clearInterval(timer));
    });
    expect(status).toEqual([413, 'close']);
  });

  it('leaves no listeners behind', async () => {
    await send(FORM, 'a=1');
    expect(last.listeners).toBe(0);
    await send('text/plain', 'x'.repeat(300_000));
    expect(last).toMatchObject({ error: { code: 'body-too-large' }, listeners: 0 });
  });

  it.each([FORM, JSON_TYPE, 'multipart/form-data; boundary=B', 'text/plain'])(
    'rejects an aborted %s',
    async (type) => {
      const before = await temporaryFiles();
      const socket = connect(port(), '127.0.0.1');
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 999\r\n`,
      );
      socket.write(`\r\n${multipart('name="a"; filename="b"\r\n\r\nx')}`);
      setTimeout(() => socket.destroy(), 50);
      await expect.poll(() => last.error).toMatchObject({ status: 408, code: 'request-aborted' });
      expect(await temporaryFiles()).toEqual(before);
    },
  );

  it('answers any bytes of any kind without a 5xx', async () => {
    const type = fc.constantFrom(FORM, JSON_TYPE, 'multipart/form-data; boundary=B', 'x');
    const token = fc.constantFrom('{"a":', '[', ']', '}', '"', '%', '=', '&', '\r\n--B', '--', '1');
    const text = fc.array(token, { maxLength: 30 }).map((tokens) => Buffer.from(tokens.join('')));
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(type, fc.oneof(text, bytes), async (contentType, body) => {
        expect((await send(contentType, body)).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});

describe('holdBody', () => {
  const incoming = (type: string, text: string) =>
    Object.assign(Readable.from([Buffer.from(text)]), {
      method: 'POST',
      headers: { 'content-type': type, 'content-length': String(text.length) },
    }) as unknown as IncomingMessage;

  it('lets others read the same body, as often as they like', async () => {
    const request = incoming(FORM, 'a=1');
    const held = await holdBody(request, LIMITS);
    for (let time = 1; time <= 2; time += 1) {
      const { kind, fields } = await readBody(request, LIMITS);
      expect({ kind, fields: { ...fields } }).toEqual({ kind: 'form', fields: { a: '1' } });
      expect(fields).toBe(held.fields);
    }
  });

  it('keeps the files until it is disposed of itself', async () => {
    const part = 'name="f"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nabc';
    const text = `${multipart(part)}\r\n--B--\r\n`;
    const request = incoming('multipart/form-data; boundary=B', text);
    const held = await holdBody(request, LIMITS);
    for (let time = 1; time <= 2; time += 1) {
      const body = await readBody(request, LIMITS);
      const [file] = body.files;
      expect(readFileSync(file!.path, 'utf8').trim()).toBe('abc');
      await body.dispose();
    }
    const { path } = held.files[0]!;
    expect(existsSync(path)).toBe(true);
    await held.dispose();
    expect(existsSync(path)).toBe(false);
  });

  it('is held by the first who asks for it', async () => {
    const request = incoming(FORM, 'a=1');
    const first = await holdBody(request, LIMITS);
    const second = await holdBody(request, LIMITS);
    await second.dispose();
    expect((await readBody(request, LIMITS)).fields).toBe(first.fields);
    await first.dispose();
    expect((await readBody(request, LIMITS)).fields).not.toBe(first.fields);
  });

  it('refuses what readBody refuses', async () => {
    const held = holdBody(incoming(JSON_TYPE, '['), LIMITS);
    await expect(held).rejects.toMatchObject({ status: 400, code: 'invalid-json' });
    const bare = await holdBody(incoming('text/plain', 'x'), LIMITS);
    expect(bare).toMatchObject({ kind: 'none', files: [] });
  });
});
