import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Answered, KEY } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused, refusedFields } from '../support/envelope.js';
import { exchange, send } from '../support/wire.js';

/** Plain, with rules over other records, with secrets, of free form, and without any rules. */
const RESOURCES = ['clientes', 'productos', 'facturaclientes', 'users', 'settings', 'stocks'];
const BODY_LIMIT = 256 * 1024;
const ENVIRONMENT = { BODY_LIMIT: String(BODY_LIMIT), TRUSTED_PROXIES: 'loopback' };
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data; boundary=xyz';

const nested = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const part = (name: string, value: string) =>
  `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

const bytesOf = (body: string | Buffer) => (typeof body === 'string' ? body : new Uint8Array(body));

/** Bodies that no record can be read from: each with the status and code that it gets. */
const UNREADABLE: readonly (readonly [string, string, string | Buffer, number, string])[] = [
  ['half an object', JSON_TYPE, '{"nombre":', 400, 'invalid-json'],
  ['a list', JSON_TYPE, '[{"nombre":"x"}]', 400, 'invalid-json'],
  ['a text', JSON_TYPE, '"nombre"', 400, 'invalid-json'],
  ['a number', JSON_TYPE, '7', 400, 'invalid-json'],
  ['null', JSON_TYPE, 'null', 400, 'invalid-json'],
  ['single quotes', JSON_TYPE, "{'nombre':'x'}", 400, 'invalid-json'],
  ['a comma too many', JSON_TYPE, '{"nombre":"x",}', 400, 'invalid-json'],
  ['two values', JSON_TYPE, '{"nombre":"x"}{}', 400, 'invalid-json'],
  ['NaN', JSON_TYPE, '{"nombre":NaN}', 400, 'invalid-json'],
  ['an overflowing number', JSON_TYPE, '{"nombre":1e999}', 400, 'invalid-json'],
  ['a raw control character', JSON_TYPE, '{"nombre":"a\u0001b"}', 400, 'invalid-json'],
  ['form fields called JSON', JSON_TYPE, 'nombre=x', 400, 'invalid-json'],
  [
    'bad UTF-8 in JSON',
    JSON_TYPE,
    Buffer.from('{"nombre":"\xff\xfe"}', 'latin1'),
    400,
    'invalid-encoding',
  ],
  [
    'cut UTF-8 in JSON',
    JSON_TYPE,
    Buffer.from('{"nombre":"\xc3"}', 'latin1'),
    400,
    'invalid-encoding',
  ],
  ['UTF-16', JSON_TYPE, Buffer.from('{"nombre":"x"}', 'utf16le'), 400, 'invalid-json'],
  ['a lone surrogate', JSON_TYPE, '{"nombre":"\\ud800"}', 400, 'invalid-encoding'],
  ['a lone surrogate in a name', JSON_TYPE, '{"nombre":"x","\\udfff":1}', 400, 'invalid-encoding'],
  ['a lone surrogate deep inside', JSON_TYPE, '{"x":[{"y":"\\ud83d"}]}', 400, 'invalid-encoding'],
  ['21 levels of JSON', JSON_TYPE, nested(21), 400, 'too-deep'],
  ['20 000 levels of JSON', JSON_TYPE, nested(20_000), 400, 'too-deep'],
  ['20 000 open brackets', JSON_TYPE, '['.repeat(20_000), 400, 'too-deep'],
  ['20 001 values', JSON_TYPE, `{"x":[${'1,'.repeat(20_000)}1]}`, 400, 'too-many-fields'],
  ['bad UTF-8 in a form', FORM, 'nombre=%FF%FE', 400, 'invalid-encoding'],
  ['raw bad UTF-8 in a form', FORM, Buffer.from('nombre=\xe1', 'latin1'), 400, 'invalid-encoding'],
  ['an overlong form of a slash', FORM, 'nombre=%C0%AF', 400, 'invalid-encoding'],
  ['an encoded surrogate', FORM, 'nombre=%ED%A0%80', 400, 'invalid-encoding'],
  ['21 levels of a form', FORM, `a${'[b]'.repeat(21)}=1`, 400, 'too-deep'],
  ['20 000 levels of a form', FORM, `a${'[]'.repeat(20_000)}=1`, 400, 'too-deep'],
  ['10 001 fields', FORM, 'a=1&'.repeat(10_001), 400, 'too-many-fields'],
  ['no parts', MULTIPART, 'nombre=x', 400, 'invalid-multipart'],
  ['a part without an end', MULTIPART, part('nombre', 'x'), 400, 'invalid-multipart'],
  ['no boundary', 'multipart/form-data', `${part('nombre', 'x')}--xyz--`, 400, 'invalid-multipart'],
];

describeApi('bad input', ENVIRONMENT, (api, engine) => {
  let origin: string;
  beforeAll(async () => {
    origin = api.base;
  });

  /** Whatever came before, the server is there, did not fail, and no prototype has grown. */
  afterEach(async () => {
    const answer = await api.get('/divisas/EUR');
    expect([answer.status, answer.body.coddivisa]).toEqual([200, 'EUR']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  const write = (method: string, path: string, type: string, body: string | Buffer, more = {}) =>
    api.call(method, path, { headers: { 'Content-Type': type, ...more }, body: bytesOf(body) });

  /** A refusal of the client's making, complete and silent about the server. */
  function expectClientError(answer: Pick<Answered, 'status' | 'body' | 'text'>): void {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectRefused(answer, answer.status, answer.body.code);
  }

  describe('bodies', () => {
    it.each(UNREADABLE)('of %s are refused', async (_name, type, body, status, code) => {
      for (const [method, path] of [
        ['POST', '/fabricantes'],
        ['PUT', '/fabricantes/none'],
        ['PATCH', '/divisas/EUR'],
      ] as const) {
        expectRefused(await write(method, path, type, body), status, code);
      }
    });

    it.each(RESOURCES)('of %s with lists and maps for values are refused', async (resource) => {
      const schema = Object.keys((await api.get(`/${resource}/schema`)).body);
      const [column = ''] = schema.filter((name) => !/^id|^cod|^nick$|^name$/.test(name));
      for (const value of [[], {}, ['x'], { a: { b: 1 } }, [[['deep']]], [null]]) {
        const answer = await api.call('POST', `/${resource}`, { json: { [column]: value } });
        if (resource === 'settings') expect(answer.status).toBeLessThan(500);
        else expectClientError(answer);
      }
      for (const name of [`${column}[]`, `${column}[a]`, `${column}[a][b][]`]) {
        const answer = await api.call('POST', `/${resource}`, { form: { [name]: 'x' } });
        expectClientError(answer);
        if (resource !== 'settings') expect(refusedFields(answer)).toContain(column);
      }
    });

    it('with a list or map for the key are refused', async () => {
      for (const value of [[], {}, ['EUR'], { EUR: 1 }]) {
        for (const method of ['POST', 'PUT']) {
          const path = method === 'PUT' ? '/divisas/EUR' : '/divisas';
          const answer = await api.call(method, path, { json: { coddivisa: value } });
          expectRefused(answer, 400, 'record-save-error');
          expect(refusedFields(answer)).toEqual(['coddivisa']);
        }
        expectClientError(await api.call('PUT', '/divisas', { json: { coddivisa: value } }));
      }
    });

    it.each(RESOURCES)('of %s can not reach a prototype', async (resource) => {
      const evil = '{"polluted":true,"properties":{"polluted":true},"nombre":"x"}';
      for (const body of [
        `{"__proto__":${evil}}`,
        `{"constructor":{"prototype":${evil}}}`,
        `{"prototype":${evil},"toString":1,"hasOwnProperty":null,"valueOf":{}}`,
        `{"nombre":{"__proto__":${evil}}}`,
        `{"a":[{"__proto__":${evil}}]}`,
      ]) {
        expect((await write('POST', `/${resource}`, JSON_TYPE, body)).status).toBeLessThan(500);
      }
      for (const body of [
        '__proto__[polluted]=1',
        '__proto__=1&nombre=x',
        'constructor[prototype][polluted]=1',
        'nombre[__proto__][polluted]=1',
        '__proto__.polluted=1',
      ]) {
        expect((await write('POST', `/${resource}`, FORM, body)).status).toBeLessThan(500);
      }
      const multi = `${part('__proto__[polluted]', '1')}${part('__proto__', 'x')}--xyz--\r\n`;
      expect((await write('POST', `/${resource}`, MULTIPART, multi)).status).toBeLessThan(500);
      for (const search of [
        '__proto__[x]=1',
        'filter[__proto__]=1',
        'constructor=1',
        'sort[a][__proto__]=1',
      ]) {
        expect((await api.get(`/${resource}?${search}`)).status).toBeLessThan(500);
      }
    });

    it('name the harmless fields of a prototype as what they are: unknown', async () => {
      const body =
        '{"codfabricante":"PR","nombre":"x","__proto__":{"numproductos":99},"constructor":1}';
      const answer = await write('POST', '/fabricantes', JSON_TYPE, body);
      expect(answer.body.data).toEqual({ codfabricante: 'PR', nombre: 'x', numproductos: 0 });
      expect(answer.headers.get('x-ignored-fields')).toBe('__proto__, constructor');
    });

    it('keep a prototype out of settings too', async () => {
      const body = '{"name":"proto","__proto__":{"properties":{"stolen":1},"inherited":1},"own":1}';
      const answer = await write('POST', '/settings', JSON_TYPE, body);
      expect(answer.status).toBe(200);
      const properties = JSON.parse((await api.get('/settings/proto')).body.properties);
      expect(properties.stolen).toBeUndefined();
      expect(Object.hasOwn(properties, 'inherited')).toBe(false);
      expect(properties.own).toBe(1);
    });

    it('of 10 000 fields are read', async () => {
      const fields = Array.from({ length: 9_998 }, (_, index) => `f${index}=1`).join('&');
      const body = `codfabricante=MANY&nombre=x&${fields}`;
      const answer = await write('POST', '/fabricantes', FORM, body);
      expect(answer.body.data).toMatchObject({ codfabricante: 'MANY', nombre: 'x' });
      const again = await write('PUT', '/fabricantes/MANY', FORM, `${body}&one=more`);
      expectRefused(again, 400, 'too-many-fields');
    });

    it('of other types carry no fields', async () => {
      for (const type of [
        'text/plain',
        'application/xml',
        'image/png',
        'x',
        '',
        'a/b; c=d;;',
        ';;',
      ]) {
        const answer = await write('POST', '/fabricantes', type, '{"nombre":"x"}');
        expectRefused(answer, 400, 'no-data-received-form');
      }
    });

    it('with an unknown character set are read as UTF-8', async () => {
      const type = `${FORM}; charset=klingon`;
      const good = await write('POST', '/fabricantes', type, 'codfabricante=KL&nombre=%C3%B1');
      expect(good.body.data.nombre).toBe('ñ');
      expectRefused(
        await write('PUT', '/fabricantes/KL', type, 'nombre=%F1'),
        400,
        'invalid-encoding',
      );
    });

    it.each(RESOURCES)('of %s with NUL bytes are refused', async (resource) => {
      const schema = (await api.get(`/${resource}/schema`)).body as Record<
        string,
        { type: string }
      >;
      const texts = Object.keys(schema).filter((name) => schema[name]?.type.startsWith('varchar'));
      for (const name of texts.slice(0, 3)) {
        const json = await api.call('POST', `/${resource}`, { json: { [name]: 'a\0b' } });
        const form = await write('POST', `/${resource}`, FORM, `${name}=a%00b`);
        for (const answer of resource === 'settings' && name !== 'name' ? [] : [json, form]) {
          expectClientError(answer);
          expect(refusedFields(answer)).toContain(name);
        }
      }
    });
  });

  describe('sizes', () => {
    const large = 'x'.repeat(BODY_LIMIT + 1);

    it('over the limit get 413, and the connection its answer', async () => {
      const form = `nombre=${large}`;
      for (const [type, body] of [
        [FORM, form],
        [JSON_TYPE, JSON.stringify({ nombre: large })],
        [MULTIPART, `${part('nombre', large)}--xyz--\r\n`],
        ['text/plain', large],
        [FORM, Buffer.alloc(40 * BODY_LIMIT, 'a')],
      ] as const) {
        for (const [method, path] of [
          ['POST', '/fabricantes'],
          ['PUT', '/divisas/EUR'],
        ] as const) {
          expectRefused(await write(method, path, type, body), 413, 'body-too-large');
        }
      }
    });

    it('at the limit are read', async () => {
      const start = 'codfabricante=AT&nombre=ok&x=';
      const body = start + 'x'.repeat(BODY_LIMIT - start.length);
      expect((await write('POST', '/fabricantes', FORM, body)).status).toBe(200);
      expectRefused(await write('PUT', '/fabricantes/AT', FORM, `${body}x`), 413, 'body-too-large');
    });

    it('that are not announced count all the same', async () => {
      const piece = new TextEncoder().encode('nombre=x&'.repeat(1000));
      let left = 100;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (left-- > 0) controller.enqueue(piece);
          else controller.close();
        },
      });
      const answer = await api.call('POST', '/fabricantes', {
        headers: { 'Content-Type': FORM },
        body,
      });
      expectRefused(answer, 413, 'body-too-large');
    });

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const)('count after %s is undone', async (encoding, compress) => {
      const headers = { 'Content-Encoding': encoding };
      const bomb = compress(Buffer.concat([Buffer.from('nombre='), Buffer.alloc(20_000_000, 'a')]));
      expect(bomb.length).toBeLessThan(BODY_LIMIT);
      const refused = await write('POST', '/fabricantes', FORM, bomb, headers);
      expectRefused(refused, 413, 'body-too-large');
      const code = `Z${encoding}`.slice(0, 8);
      const good = compress(Buffer.from(`codfabricante=${code}&nombre=small`));
      const answer = await write('POST', '/fabricantes', FORM, good, headers);
      expect(answer.body.data).toMatchObject({ codfabricante: code, nombre: 'small' });
      const cut = good.subarray(0, good.length - 6);
      expectClientError(await write('PUT', `/fabricantes/${code}`, FORM, cut, headers));
      const plain = await write('POST', '/fabricantes', FORM, 'nombre=x', headers);
      expectRefused(plain, 400, 'invalid-encoding');
    });

    it('in an unknown encoding are refused', async () => {
      for (const encoding of ['compress', 'zstd', 'gzip, gzip', 'nonsense']) {
        const headers = { 'Content-Encoding': encoding };
        const answer = await write('POST', '/fabricantes', FORM, 'nombre=x', headers);
        expectRefused(answer, 415, 'unsupported-encoding');
      }
    });
  });

  describe('addresses', () => {
    const get = (path: string) => send(origin, 'GET', path, { Token: KEY });

    it('that are long are found nowhere, or refused in JSON', async () => {
      for (const length of [300, 3000, 12_000]) {
        const key = 'k'.repeat(length);
        expectRefused(await get(`/api/3/divisas/${key}`), 404, 'record-not-found');
        expectRefused(await get(`/api/3/${key}`), 404, 'api-resource-invalid');
        expectRefused(await get(`/api/${'3'.repeat(length)}`), 400, 'api-version-invalid');
        expect((await get(`/api/3/divisas/EUR${'/x'.repeat(length / 2)}`)).status).toBe(200);
        expect((await get(`/api/3/divisas?x=${key}`)).status).toBe(200);
      }
      for (const path of [
        `/api/3/${'k'.repeat(20_000)}`,
        `/api/3/divisas?${'k=1&'.repeat(20_000)}`,
      ]) {
        const answer = await exchange(
          origin,
          `GET ${path} HTTP/1.1\r\nHost: x\r\nToken: ${KEY}\r\n\r\n`,
        );
        expect([414, 431]).toContain(answer.status);
        expectRefused(answer, answer.status, 'bad-request');
        expect(answer.headers['access-control-allow-origin']).toBe('*');
      }
    });

    it('with overlong headers are refused in JSON', async () => {
      for (const header of [`X-Long: ${'x'.repeat(20_000)}`, `${'X'.repeat(20_000)}: 1`]) {
        const request = `GET /api/3/divisas HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`;
        expectRefused(await exchange(origin, request), 431, 'bad-request');
      }
    });

    it.each([
      '%',
      '%2',
      '%zz',
      '%FF',
      '%C3',
      '%E0%A4%A',
      '100%',
      '%u0041',
      '%00',
      'a%00b',
      '%ED%A0%80',
    ])('with %s in them name no record', async (key) => {
      expectRefused(await get(`/api/3/divisas/${key}`), 404, 'record-not-found');
      expectRefused(await get(`/api/3/provincias/${key}`), 404, 'record-not-found');
      expectRefused(await get(`/api/3/${key}`), 404, 'api-resource-invalid');
      expectRefused(await get(`/api/${key}/divisas`), 400, 'api-version-invalid');
      const outside = await get(`/elsewhere/${key}`);
      expectRefused(outside, 404, 'page-not-found');
      const stranger = { Token: 'wrong', 'X-Forwarded-For': `10.9.${engine.length}.${key.length}` };
      expectRefused(
        await send(origin, 'GET', `/api/3/divisas/${key}`, stranger),
        401,
        'auth-token-invalid',
      );
    });

    it('with such sequences in the query are lists as ever', async () => {
      for (const search of [
        '%',
        '%zz=%',
        'filter[nombre]=%',
        'filter[nombre]=%FF',
        'nombre=%E0%A4%A',
        'nombre=%00',
      ]) {
        const { status, body } = await get(`/api/3/fabricantes?${search}`);
        expect([search, status, Array.isArray(body)]).toEqual([search, 200, true]);
      }
      for (const search of ['filter[nombre]=a%00b', 'filter[nombre_in]=a,%00']) {
        expectRefused(await get(`/api/3/fabricantes?${search}`), 400, 'invalid-filter');
      }
      expect((await get('/api/3/fabricantes?filter[nombre_like]=%00')).status).toBeLessThan(500);
      expectRefused(await get('/api/3/fabricantes?filter[%FF]=1'), 400, 'fields-not-allowed');
    });

    it('that climb or repeat slashes lead nowhere', async () => {
      for (const path of [
        '/api/3/../../etc/passwd',
        '/api/3/..%2f..%2fetc',
        '//api/3/divisas',
        '/./api',
      ])
        expectClientError(await get(path));
    });
  });

  describe('queries', () => {
    it.each([
      'limit=1e999',
      'limit=-1e999',
      'limit=NaN',
      'limit=0x10',
      'limit=1&offset=1e999',
      'limit=1&offset=-1e999',
      'limit=9223372036854775808&offset=9223372036854775808',
      'limit[]=1&offset[a][b]=2',
      'limit=%00',
      'offset=%F0%9F%92%A9',
      'after[]=x&limit=1',
      'filter=&sort=&operation=&fields=',
      'filter=1',
      '&&&===&=&[]=1&[a]=2&]=3',
      'fields=,,,',
      'fields[]=x',
      'after=x',
      'format=x',
      'expand=x',
      '='.repeat(5000),
    ])('with %s are answered with a list', async (search) => {
      const { status, body, headers } = await api.get(`/divisas?${search}`);
      expect([status, Array.isArray(body)]).toEqual([200, true]);
      expect(Number(headers.get('x-total-count'))).toBeGreaterThan(0);
    });

    it.each([
      'filter[]=1',
      'filter[][]=1',
      'filter[coddivisa][]=1',
      'filter[tasaconv]=1e999',
      'filter[tasaconv]=99999999999999999999999999999e999999',
      'sort[]=ASC',
      'sort[coddivisa][x]=ASC',
      'operation[]=OR',
      `filter[a${'[b]'.repeat(30)}]=1`,
      `filter${'[x]'.repeat(30)}=1`,
      `filter[descripcion]=${'x'.repeat(6000)}`,
      `filter[coddivisa_in]=${'x,'.repeat(1001)}`,
    ])('with %s are refused', async (search) => {
      expectClientError(await api.get(`/divisas?${search}`));
    });

    it('with more conditions than a database takes are refused', async () => {
      const filters = Array.from({ length: 100 }, (_, index) =>
        ['', '_gt', '_lt', '_neq'].map(
          (suffix) => `filter[${'divisas.'.repeat(index % 2)}tasaconv${suffix}]=1`,
        ),
      ).flat();
      expect((await api.get(`/divisas?${filters.join('&')}`)).status).toBe(200);
      const many = Array.from({ length: 1200 }, (_, index) => `a${index}=1`).join('&');
      expect((await api.get(`/divisas?${many}`)).status).toBe(200);
    });

    it('with huge numbers compare as numbers', async () => {
      const total = async (search: string) =>
        (await api.get(`/divisas?${search}`)).headers.get('x-total-count');
      const all = await total('');
      expect(await total('filter[tasaconv_lt]=1e308')).toBe(all);
      expect(await total('filter[tasaconv_gt]=1e308')).toBe('0');
      expect(await total('filter[tasaconv_lt]=9007199254740993')).toBe(all);
    });
  });

  describe('raw bytes', () => {
    const head = `Host: x\r\nToken: ${KEY}\r\n`;

    it.each([
      ['noise', Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10])],
      ['a TLS greeting', Buffer.from('160301020001000001fc0303', 'hex')],
      ['an unknown version', `GET /api/3/divisas HTTP/9.9\r\n${head}\r\n`],
      ['a header without a colon', `GET /api/3/divisas HTTP/1.1\r\n${head}nonsense\r\n\r\n`],
      ['a blank in a header name', `GET /api/3/divisas HTTP/1.1\r\n${head}X y: 1\r\n\r\n`],
      ['a NUL in a header', `GET /api/3/divisas HTTP/1.1\r\n${head}X: a\0b\r\n\r\n`],
      ['no host', `GET /api/3/divisas HTTP/1.1\r\nToken: ${KEY}\r\n\r\n`],
      [
        'two lengths',
        `POST /api/3/divisas HTTP/1.1\r\n${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      ],
      ['a negative length', `POST /api/3/divisas HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`],
      [
        'a length and chunks',
        `POST /api/3/divisas HTTP/1.1\r\n${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
      [
        'a bad chunk',
        `POST /api/3/divisas HTTP/1.1\r\n${head}Content-Type: ${FORM}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      ],
    ])('of %s get a JSON refusal', async (_name, bytes) => {
      const answer = await exchange(origin, bytes);
      expect(answer.status).toBe(400);
      expectRefused(answer, 400, 'bad-request');
      expect(answer.headers['content-type']).toBe('application/json');
    });

    it('that stop in the middle of a body leave nothing behind', async () => {
      const start = `POST /api/3/fabricantes HTTP/1.1\r\n${head}Content-Type: ${FORM}\r\n`;
      for (const bytes of [
        `${start}Content-Length: 100\r\n\r\ncodfabricante=CUT&nombre=x`,
        `${start}Transfer-Encoding: chunked\r\n\r\n1a\r\ncodfabricante=CUT&nombre=x\r\n`,
      ]) {
        await exchange(origin, bytes, 100);
      }
      expectRefused(await api.get('/fabricantes/CUT'), 404, 'record-not-found');
    });

    it('of several requests in one packet are all answered', async () => {
      const request = (connection: string) =>
        `GET /api/3/divisas/EUR?fields=coddivisa HTTP/1.1\r\n${head}Connection: ${connection}\r\n\r\n`;
      const bytes = request('keep-alive') + request('keep-alive') + request('close');
      const { text } = await exchange(origin, bytes);
      expect(text.match(/{"coddivisa":"EUR"}/g)).toHaveLength(3);
    });

    it('of header values beyond ASCII are no obstacle', async () => {
      const bytes = Buffer.from(
        `GET /api/3/divisas/EUR HTTP/1.1\r\n${head}X-Odd: \xe1\xff\r\nCookie: fsLang=\xf1\r\nConnection: close\r\n\r\n`,
        'latin1',
      );
      expect((await exchange(origin, bytes)).status).toBe(200);
    });

    it('of a path beyond ASCII are refused: a client must encode them', async () => {
      const bytes = Buffer.from(
        `GET /api/3/settings/añó HTTP/1.1\r\n${head}Connection: close\r\n\r\n`,
      );
      expectRefused(await exchange(origin, bytes), 400, 'bad-request');
    });
  });
});
