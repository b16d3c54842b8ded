import { describe, expect, it } from 'vitest';
import type { Answered, CallOptions } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused, refusedFields } from '../support/envelope.js';

type Values = Record<string, string | number | boolean | null>;
type Encoding = 'form' | 'json' | 'multipart';

const ENCODINGS: readonly Encoding[] = ['form', 'json', 'multipart'];

/** The same fields in another encoding; a form knows only texts. */
function encoded(encoding: Encoding, values: Values): CallOptions {
  if (encoding === 'json') return { json: values };
  const texts = Object.entries(values).map(([name, value]): [string, string] => {
    return [name, typeof value === 'boolean' ? String(Number(value)) : String(value)];
  });
  if (encoding === 'form') return { body: new URLSearchParams(texts) };
  const body = new FormData();
  for (const [name, text] of texts) body.append(name, text);
  return { body };
}

const SAMPLES: Readonly<Record<string, { key: string; create: Values; change: Values }>> = {
  agenciatransportes: {
    key: 'codtrans',
    create: { nombre: ' Ñandú & "Co" <b> ', activo: false, telefono: null, web: 'https://x.es' },
    change: { nombre: '01-02-2026', activo: true, telefono: '', web: null },
  },
  contactos: {
    key: 'idcontacto',
    create: { nombre: 'Zoë 😀', codpostal: '08001', fechaalta: '3-2-2026', verificado: true },
    change: {
      apellidos: 'null\u00a0',
      fechaalta: null,
      personafisica: false,
      telefono1: '+34 1=2&3',
    },
  },
  cronjobes: {
    key: 'id',
    create: { jobname: 'x', daily_exec: 7, duration: 0.1, done: true, date: '2026-02-03 4:05' },
    change: { daily_exec: null, duration: -12.5e3, done: false, date: '2026-02-04' },
  },
  divisas: {
    key: 'coddivisa',
    create: { descripcion: "it's 100%+1", tasaconv: 1.25, simbolo: '€' },
    change: { tasaconv: 2, tasaconvcompra: 0.30000000000000004, codiso: '999' },
  },
};
const CODES = { agenciatransportes: 'E', divisas: 'X' } as Readonly<Record<string, string>>;

describeApi('records', (api) => {
  const post = (resource: string, json: unknown) => api.call('POST', `/${resource}`, { json });
  const put = (path: string, json: unknown) => api.call('PUT', `/${path}`, { json });
  const made = async (resource: string, json: unknown) => {
    const { status, text, body } = await post(resource, json);
    if (status !== 200) throw new Error(text);
    return body.data;
  };

  describe('bodies', () => {
    it.each(Object.keys(SAMPLES))('of %s mean the same in all encodings', async (resource) => {
      const { key, create, change } = SAMPLES[resource]!;
      const seen: Record<string, unknown>[] = [];
      for (const [index, encoding] of ENCODINGS.entries()) {
        const code = CODES[resource] && { [key]: `${CODES[resource]}${index}` };
        const created = await api.call(
          'POST',
          `/${resource}`,
          encoded(encoding, { ...code, ...create }),
        );
        expect([encoding, created.status, created.text]).toEqual([encoding, 200, created.text]);
        const path = `/${resource}/${created.body.data[key]}`;
        expect((await api.get(path)).body).toEqual(created.body.data);
        const states: unknown[] = [created.body.data];
        for (const method of ['PUT', 'PATCH']) {
          const changed = await api.call(method, path, encoded(encoding, change));
          expect([method, encoding, changed.status]).toEqual([method, encoding, 200]);
          expect((await api.get(path)).body).toEqual(changed.body.data);
          states.push(changed.body.data);
          const back = await api.call(method, path, encoded(encoding, create));
          expect(back.status).toBe(200);
          states.push(back.body.data);
        }
        seen.push({ states: states.map((state) => ({ ...(state as object), [key]: 'key' })) });
        expect((await api.call('DELETE', path)).status).toBe(200);
      }
      expect(seen[1]).toEqual(seen[0]);
      expect(seen[2]).toEqual(seen[0]);
      const [created, changed] = seen[0]?.states as Values[];
      expect(changed).not.toEqual(created);
    });

    it('are typed in the answer as a GET shows them', async () => {
      const data = await made('cronjobes', {
        jobname: 'typed',
        daily_exec: '12',
        duration: '2.50',
        done: 't',
        date: '1-2-2026 3:04',
      });
      expect(data).toMatchObject({
        daily_exec: 12,
        duration: 2.5,
        done: true,
        enabled: true,
        date: '01-02-2026 03:04:00',
        pluginname: null,
        id: expect.any(Number),
      });
      expect((await api.get(`/cronjobes/${data.id}`)).body).toEqual(data);
      const carrier = await made('agenciatransportes', { nombre: 'generated' });
      expect(carrier.codtrans).toEqual(expect.stringMatching(/^\d+$/));
    });

    it('say null by the word, in JSON too; other spellings are texts', async () => {
      const { idcontacto } = await made('contactos', { nombre: 'x', ciudad: 'y', cifnif: 'z' });
      const changed = async (json: unknown) =>
        (await put(`contactos/${idcontacto}`, json)).body.data;
      expect(await changed({ cifnif: 'null' })).toMatchObject({ cifnif: null });
      expect(await changed({ cifnif: 'NULL', cargo: 'Null' })).toMatchObject({
        cifnif: 'NULL',
        cargo: 'Null',
      });
      expect(await changed({ cifnif: null })).toMatchObject({ cifnif: null, cargo: 'Null' });
    });

    it('take the words of truth', async () => {
      const { id } = await made('cronjobes', { jobname: 'truth' });
      for (const [word, value] of [
        ['1', true],
        ['0', false],
        ['true', true],
        ['FALSE', false],
        ['t', true],
        ['f', false],
        [1, true],
        [0, false],
        ['null', null],
      ] as const) {
        const { body } = await put(`cronjobes/${id}`, { done: word });
        expect([word, body.data.done]).toEqual([word, value]);
      }
    });

    it('without fields are refused, after the record was looked for', async () => {
      for (const [method, path] of [
        ['POST', '/divisas'],
        ['PUT', '/divisas/EUR'],
        ['PATCH', '/divisas/EUR'],
      ] as const) {
        const empty: CallOptions[] = [
          {},
          { json: {} },
          { body: new URLSearchParams() },
          { body: 'codiso=1', headers: { 'Content-Type': 'text/plain' } },
        ];
        for (const options of empty) {
          expectRefused(await api.call(method, path, options), 400, 'no-data-received-form');
        }
        const missing = `${path.replace(/EUR$/, '')}/NO`.replace('//', '/');
        if (method !== 'POST')
          expectRefused(await api.call(method, missing), 404, 'record-not-found');
      }
    });

    it('of GET and DELETE do not count', async () => {
      const json = { coddivisa: 'DEL', codiso: '1' };
      await post('divisas', json);
      const headers = { 'Content-Type': 'application/json' };
      const bad = { headers, body: '{"coddivisa":' };
      expect((await api.call('DELETE', '/divisas/DEL', bad)).status).toBe(200);
    });

    it('change only what they name', async () => {
      const before = await made('contactos', {
        nombre: 'keep',
        ciudad: 'c',
        fechaalta: '2026-01-02',
      });
      const { body } = await put(`contactos/${before.idcontacto}`, { cargo: 'boss' });
      expect(body.data).toEqual({ ...before, cargo: 'boss' });
    });

    it('come with a charset, in upper case, with plus signs', async () => {
      const { body } = await api.call('POST', '/fabricantes', {
        headers: { 'Content-Type': 'Application/X-WWW-Form-Urlencoded; charset=iso-8859-1' },
        body: Buffer.from('codfabricante=CS&nombre=a+b%20%F1+\xe1', 'latin1'),
      });
      expect(body.data.nombre).toBe('a b ñ á');
    });
  });

  describe('keys', () => {
    it('can not be the word that the address of a schema has in their place', async () => {
      const form = { codrole: 'schema', descripcion: 'x' };
      const { status, body } = await api.call('POST', '/roles', { form });
      expect(status).toBe(400);
      expect(body.details).toMatchObject([{ code: 'reserved-key', field: 'codrole' }]);
      expect((await api.get('/roles?filter[codrole]=schema')).body).toEqual([]);
    });

    it('that exist already are refused without their secrets', async () => {
      const key = await made('apikeyes', { description: 'dup', apikey: 'never-shown-again' });
      await made('settings', { name: 'dup', password: 'hush', host: 'h' });
      const nick = 'admin';
      for (const [resource, json, shown] of [
        ['apikeyes', { id: key.id }, { id: key.id, description: 'dup' }],
        ['users', { nick }, { nick }],
        ['settings', { name: 'DUP' }, { name: 'dup' }],
        ['divisas', { coddivisa: 'eur' }, { coddivisa: 'EUR' }],
      ] as const) {
        const answer = await post(resource, json);
        expectRefused(answer, 400, 'duplicate-record');
        expect(answer.body.data).toMatchObject(shown);
        expect(answer.text).not.toMatch(/apikey|sha256|never-shown|hush|logkey|two_factor_secret/);
        expect(Object.keys(answer.body.data)).not.toContain('password');
      }
      expectRefused(await api.call('POST', '/divisas/EUR'), 400, 'duplicate-record');
    });

    it('differ neither in case nor in accents', async () => {
      await made('settings', { name: 'Camión', x: 1 });
      expectRefused(await post('settings', { name: 'CAMION' }), 400, 'duplicate-record');
      expect((await api.get('/settings/cami%C3%B3n')).body.name).toBe('Camión');
      expect((await put('settings/camion', { x: 2 })).body.data.name).toBe('Camión');
      await made('fabricantes', { codfabricante: 'Hx1', nombre: 'x' });
      const answer = await post('fabricantes', { codfabricante: 'hX1', nombre: 'y' });
      expectRefused(answer, 400, 'duplicate-record');
      expect(answer.body.data).toMatchObject({ codfabricante: 'Hx1', nombre: 'x' });
    });

    // MySQL ignores accents and trailing blanks in them too.
    it('that are codes are found without their accents and trailing blanks', async () => {
      for (const key of ['%C3%89UR', 'EUR%20']) {
        const one = await api.get(`/divisas/${key}`);
        const filtered = await api.get(`/divisas?coddivisa=${key}`);
        expect([key, one.status, filtered.body.length]).toEqual([key, 200, 1]);
      }
    });

    it('in the body must be the key of the path', async () => {
      await made('fabricantes', { codfabricante: 'KA', nombre: 'a' });
      await made('fabricantes', { codfabricante: 'KB', nombre: 'b' });
      for (const codfabricante of ['KB', 'KC']) {
        const answer = await put('fabricantes/KA', { codfabricante, nombre: 'changed' });
        expectRefused(answer, 400, 'record-save-error');
        expect(answer.body.details).toMatchObject([
          { field: 'codfabricante', code: 'primary-key-mismatch' },
        ]);
      }
      expect((await api.get('/fabricantes/KA')).body.nombre).toBe('a');
      expect((await api.get('/fabricantes/KB')).body.nombre).toBe('b');
      const same = await put('fabricantes/KA', { codfabricante: 'ka', nombre: 'changed' });
      expect(same.body.data).toMatchObject({ codfabricante: 'KA', nombre: 'changed' });
    });

    it('in the body find the record where the path has none', async () => {
      await made('fabricantes', { codfabricante: 'KD', nombre: 'd' });
      for (const method of ['PUT', 'PATCH']) {
        const form = { codfabricante: 'KD', nombre: method };
        const { body } = await api.call(method, '/fabricantes', { form });
        expect(body.data).toMatchObject(form);
      }
      const { idcontacto } = await made('contactos', { nombre: 'by number' });
      const form = { idcontacto: String(idcontacto), nombre: 'found' };
      expect((await api.call('PUT', '/contactos', { form })).body.data).toMatchObject({
        idcontacto,
        nombre: 'found',
      });
      expectRefused(await put('fabricantes', { nombre: 'no key' }), 404, 'record-not-found');
    });

    it('in the path of a POST are no keys of the new record', async () => {
      const { body } = await api.call('POST', '/fabricantes/PATH', { form: { nombre: 'x' } });
      expect(body.data.codfabricante).toMatch(/^\d+$/);
      expectRefused(await api.get('/fabricantes/PATH'), 404, 'record-not-found');
    });
  });

  describe('unknown fields', () => {
    it('are ignored, named in a header and not echoed', async () => {
      const answer = await post('fabricantes', {
        codfabricante: 'UF',
        nombre: 'x',
        unknownf: 5,
        línea: 'y',
        deep: { a: [1] },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ignored-fields')).toBe('unknownf, l%C3%ADnea, deep');
      expect(Object.keys(answer.body.data)).toEqual(['codfabricante', 'nombre', 'numproductos']);
      const silent = await put('fabricantes/UF', { nombre: 'y' });
      expect(silent.headers.has('x-ignored-fields')).toBe(false);
    });

    it('of any length and number leave the answer readable', async () => {
      const long = Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`field-${index}-${'ñ'.repeat(500)}`, 'x']),
      );
      const answer = await put('divisas/EUR', { ...long, codiso: '978' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ignored-fields')).toContain('field-0-');
      expect(answer.headers.get('x-ignored-fields')?.length).toBeLessThan(8000);
    });

    it('that rules protect are ignored too', async () => {
      const { headers, body } = await put('users/admin', {
        password: 'chosen',
        logkey: 'chosen',
        langcode: 'es_ES',
      });
      expect(headers.get('x-ignored-fields')).toBe('password, logkey');
      expect(body.data.langcode).toBe('es_ES');
    });
  });

  describe('entity tags', () => {
    const ask = (tag: string, method = 'GET') =>
      api.call(method, '/divisas/EUR', { headers: { 'If-None-Match': tag } });

    it('save the transfer of what is known', async () => {
      const first = await api.get('/divisas/EUR');
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]{10,}"$/);
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, `"a",W/"b" , W/${tag}`, '*']) {
        for (const method of ['GET', 'HEAD']) {
          const answer = await ask(known, method);
          expect([known, answer.status, answer.text]).toEqual([known, 304, '']);
          expect(answer.headers.get('etag')).toBe(tag);
        }
      }
      for (const unknown of ['"other"', tag.slice(1, -1), 'W/"other"', `${tag}x`, '']) {
        expect((await ask(unknown)).body).toEqual(first.body);
      }
    });

    it('change with the record', async () => {
      const before = (await api.get('/divisas/EUR')).headers.get('etag') ?? '';
      await put('divisas/EUR', { tasaconvcompra: 1.5 });
      const changed = await ask(before);
      expect([changed.status, changed.body.tasaconvcompra]).toEqual([200, 1.5]);
      await put('divisas/EUR', { tasaconvcompra: 1 });
      expect((await ask(before)).status).toBe(304);
    });
  });

  describe('values', () => {
    it('of text columns that look like dates stay', async () => {
      for (const text of ['01-02-2026', '2026-02-01', '1-2-2026 10:00:00', '31-02-2026']) {
        const form = { nombre: text };
        const { body } = await api.call('POST', '/contactos', { form });
        expect(body.data.nombre).toBe(text);
        expect((await api.get(`/contactos/${body.data.idcontacto}`)).body.nombre).toBe(text);
      }
    });

    it('of date columns come in both orders', async () => {
      for (const [text, shown] of [
        ['2026-02-01', '01-02-2026'],
        ['01-02-2026', '01-02-2026'],
        ['1-2-2026', '01-02-2026'],
        ['29-02-2028', '29-02-2028'],
        ['9999-12-31', '31-12-9999'],
      ]) {
        const data = await made('contactos', { nombre: 'd', fechaalta: text });
        expect([text, data.fechaalta]).toEqual([text, shown]);
      }
    });

    it.each<[string, string, unknown]>([
      ['contactos', 'fechaalta', '31-02-2026'],
      ['contactos', 'fechaalta', '2026-13-01'],
      ['contactos', 'fechaalta', '29-02-2026'],
      ['contactos', 'fechaalta', '00-00-0000'],
      ['contactos', 'fechaalta', '01/02/2026'],
      ['contactos', 'fechaalta', 'tomorrow'],
      ['contactos', 'fechaalta', 20260101],
      ['contactos', 'verificado', 'yes'],
      ['contactos', 'verificado', 2],
      ['contactos', 'nombre', ['a']],
      ['contactos', 'nombre', { a: 1 }],
      ['contactos', 'codpais', 'NOWHERE'],
      ['contactos', 'codcliente', 'NOBODY'],
      ['cronjobes', 'date', '2039-01-01 00:00:00'],
      ['cronjobes', 'date', '1969-12-31 00:00:00'],
      ['cronjobes', 'date', '01-01-2026 24:00:00'],
      ['cronjobes', 'date', '01-01-2026 10:60'],
      ['cronjobes', 'daily_exec', 2147483648],
      ['cronjobes', 'daily_exec', -2147483649],
      ['cronjobes', 'daily_exec', '1e10'],
      ['cronjobes', 'daily_exec', 1.5],
      ['cronjobes', 'daily_exec', 'abc'],
      ['cronjobes', 'daily_exec', '1,5'],
      ['cronjobes', 'daily_exec', '0x10'],
      ['cronjobes', 'daily_exec', ''],
      ['cronjobes', 'duration', '1,5'],
      ['cronjobes', 'duration', '1e309'],
      ['cronjobes', 'duration', 'NaN'],
      ['cronjobes', 'duration', 'Infinity'],
      ['cronjobes', 'duration', '9'.repeat(400)],
      ['cronjobes', 'jobname', null],
      ['cronjobes', 'jobname', 'x'.repeat(51)],
      ['cronjobes', 'pluginname', '<'.repeat(20)],
      ['cronjobes', 'done', ''],
      ['divisas', 'coddivisa', 'LONG'],
      ['divisas', 'tasaconv', 0],
      ['divisas', 'tasaconv', null],
      ['agenciatransportes', 'nombre', 'x'.repeat(101)],
      ['agenciatransportes', 'web', 'javascript:alert(1)'],
    ])('that do not fit are refused: %s.%s of %j', async (resource, field, value) => {
      const needed = { nombre: 'n', jobname: 'j', coddivisa: 'BAD', [field]: value };
      const existing = await recordOf(resource);
      const all = async () => (await api.get(`/${resource}?limit=0`)).body;
      const before = await all();
      const answers = [await post(resource, needed)];
      if (field !== 'coddivisa') answers.push(await put(existing, { [field]: value }));
      for (const answer of answers) {
        expectRefused(answer, 400, 'record-save-error');
        expect(refusedFields(answer)).toEqual([field]);
        expect(answer.body.error).toContain(answer.body.details[0].message);
        expect(answer.body.data).toBeTypeOf('object');
      }
      expect(await all()).toEqual(before);
    });

    const records = new Map<string, string>();
    async function recordOf(resource: string): Promise<string> {
      const known = records.get(resource);
      if (known) return known;
      const data = await made(resource, { nombre: 'r', jobname: 'r', coddivisa: 'REC' });
      const path = `${resource}/${data.idcontacto ?? data.id ?? data.coddivisa ?? data.codtrans}`;
      records.set(resource, path);
      return path;
    }

    it('at the edge fit', async () => {
      const data = await made('cronjobes', {
        jobname: '😀'.repeat(50),
        daily_exec: 2147483647,
        fails: '-2147483648',
        running: '+7.0',
        duration: 1.7976931348623157e308,
        last_duration: 5e-324,
        date: '2038-01-18 03:14:07',
      });
      expect(data).toMatchObject({
        jobname: '😀'.repeat(50),
        daily_exec: 2147483647,
        fails: -2147483648,
        running: 7,
        duration: 1.7976931348623157e308,
        last_duration: 5e-324,
        date: '18-01-2038 03:14:07',
      });
    });

    it('that are several times wrong are named all at once', async () => {
      const json = { nombre: 'x', fechaalta: 'x', verificado: 'y', ciudad: [] };
      const answer = await post('contactos', json);
      expectRefused(answer, 400, 'record-save-error');
      expect(refusedFields(answer)).toEqual(['fechaalta', 'verificado', 'ciudad']);
      const messages = answer.body.details.map(({ message }: { message: string }) => message);
      expect(answer.body.error.endsWith(messages.join(' - '))).toBe(true);
    });

    it('are trimmed and escaped once', async () => {
      const nombre = ` Café "x" / <b> & 'y' &amp; `;
      const stored = 'Café &quot;x&quot; / &lt;b&gt; & &#39;y&#39; &amp;';
      const { idcontacto } = await made('contactos', { nombre, descripcion: 'd' });
      const read = async () => (await api.get(`/contactos/${idcontacto}`)).body.nombre;
      expect(await read()).toBe(stored);
      await put(`contactos/${idcontacto}`, { nombre: await read(), cargo: 'x' });
      expect(await read()).toBe(stored);
    });
  });

  describe('in parallel', () => {
    const PARALLEL = 40;
    const numbers = (answers: readonly Answered[], key: string): number[] =>
      answers.map(({ body }) => Number(body.data[key])).sort((a, b) => a - b);

    it.each([
      ['clientes', 'codcliente', { cifnif: '' }],
      ['productos', 'referencia', {}],
      ['productos', 'idproducto', {}],
      ['fabricantes', 'codfabricante', {}],
      ['contactos', 'idcontacto', {}],
      ['agenciatransportes', 'codtrans', {}],
    ])('%s get consecutive, different %s', async (resource, key, values) => {
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) =>
          post(resource, { ...values, nombre: `p ${index}`, descripcion: `p ${index}` }),
        ),
      );
      expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
      const keys = numbers(answers, key);
      const [first = 0] = keys;
      expect(first).toBeGreaterThan(0);
      expect(keys).toEqual(Array.from({ length: PARALLEL }, (_, index) => first + index));
    });

    it('creations that are refused leave no gaps in codes', async () => {
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) =>
          post('clientes', { cifnif: '', nombre: index % 2 ? 'good' : 'x'.repeat(101) }),
        ),
      );
      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(PARALLEL / 2);
      const codes = numbers(good, 'codcliente');
      expect(codes).toEqual(codes.map((_, index) => codes[0]! + index));
    });

    it('creations of several kinds do not get in each other’s way', async () => {
      const kinds = ['clientes', 'proveedores', 'contactos', 'productos', 'fabricantes', 'agentes'];
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          post(kinds[index % kinds.length]!, { cifnif: '', nombre: 'mixed', descripcion: 'mixed' }),
        ),
      );
      expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    });

    it('creations with one key make one record', async () => {
      const json = { codfabricante: 'ONE', nombre: 'x' };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => post('fabricantes', json)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const answer of answers) {
        if (answer.status !== 200) expectRefused(answer, 400, answer.body.code);
      }
      expect((await api.get('/fabricantes?codfabricante=one')).body).toHaveLength(1);
    });

    it('changes of one record are all kept', async () => {
      const { idcontacto } = await made('contactos', { nombre: 'parallel' });
      const changes = 'apellidos cargo ciudad codpostal direccion empresa provincia telefono1 web'
        .split(' ')
        .map((field, index) => ({ [field]: field === 'web' ? 'www.x.es' : `v${index}` }));
      const answers = await Promise.all(
        [...changes, ...changes, ...changes].map((json) => put(`contactos/${idcontacto}`, json)),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const { body } = await api.get(`/contactos/${idcontacto}`);
      expect(body).toMatchObject(Object.assign({}, ...changes));
    });

    it('deletions of one record succeed once', async () => {
      await made('fabricantes', { codfabricante: 'GONE', nombre: 'x' });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => api.call('DELETE', '/fabricantes/GONE')),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 404)]);
    });
  });

  describe('deletion', () => {
    it('answers with the record that is gone', async () => {
      const data = await made('fabricantes', { codfabricante: 'BYE', nombre: 'bye' });
      const answer = await api.call('DELETE', '/fabricantes/bye');
      expect([answer.status, answer.body.data]).toEqual([200, data]);
      expect(Object.keys(answer.body)).toEqual(['ok', 'data']);
      expectRefused(await api.get('/fabricantes/BYE'), 404, 'record-not-found');
      expectRefused(await api.call('DELETE', '/fabricantes/BYE'), 404, 'record-not-found');
    });

    it.each([
      ['/divisas/EUR', 'default-record-can-not-be-deleted'],
      ['/users/admin', 'last-user-can-not-be-deleted'],
    ])('of %s is refused: %s', async (path, code) => {
      const answer = await api.call('DELETE', path);
      expectRefused(answer, 400, 'record-deleted-error');
      expect(answer.body.details).toMatchObject([{ code, message: expect.stringMatching(/\w/) }]);
      expect(answer.body.error).toContain(answer.body.details[0].message);
      expect((await api.get(path)).status).toBe(200);
    });

    it('is refused while other records need the record', async () => {
      await made('impuestos', { codimpuesto: 'USED', iva: 3 });
      const zone = await made('impuestozonas', { codimpuesto: 'USED', codimpuestosel: 'USED' });
      const answer = await api.call('DELETE', '/impuestos/USED');
      expectRefused(answer, 400, 'record-deleted-error');
      expect(answer.body.details).toMatchObject([{ code: 'record-in-use' }]);
      expect((await api.get(`/impuestozonas/${zone.id}`)).status).toBe(200);
      expect((await api.call('DELETE', `/impuestozonas/${zone.id}`)).status).toBe(200);
      expect((await api.call('DELETE', '/impuestos/USED')).status).toBe(200);
    });
  });

  describe('texts', () => {
    const read = async (headers: Record<string, string>, search = '') =>
      (await api.get(`/divisas/NONE${search}`, { headers })).body.error;

    it('are in the language of the cookie, else of the server', async () => {
      const english = await read({});
      const spanish = await read({ Cookie: 'a=b; fsLang=es_ES; c=d' });
      expect(spanish).not.toBe(english);
      expect(await read({ Cookie: 'fsLang=en_EN' })).toBe(english);
      for (const cookie of ['fsLang=xx_XX', 'fsLang=', 'xfsLang=es_ES', 'fslang=es_ES']) {
        expect([cookie, await read({ Cookie: cookie })]).toEqual([cookie, english]);
      }
      expect(await read({ 'Accept-Language': 'es' })).toBe(english);
      expect(await read({}, '?lang=es_ES&fsLang=es_ES')).toBe(english);
    });

    it('of successes and details follow it too', async () => {
      const send = (json: object, headers = {}) =>
        api.call('PUT', '/divisas/EUR', { json, headers });
      const cookie = { Cookie: 'fsLang=es_ES' };
      const good = [await send({ codiso: '978' }), await send({ codiso: '978' }, cookie)];
      expect(good[1]?.body.ok).not.toBe(good[0]?.body.ok);
      const bad = [await send({ tasaconv: 'x' }), await send({ tasaconv: 'x' }, cookie)];
      const details = bad.map(({ body }) => body.details[0]);
      expect(details[1].code).toBe(details[0].code);
      expect(details[1].message).not.toBe(details[0].message);
    });
  });
});
