import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { writing } from './samples.js';

describeApi('records', (api) => {
  const { made, post, put } = writing(api);

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
        const [key = '', value] = Object.entries(shown)[0] ?? [];
        const address = `/api/3/${resource}/${value}`;
        expect(answer.body.details).toMatchObject([{ field: key, code: 'change-by-put' }]);
        expect(answer.body.message).toMatch(new RegExp(`PUT to ${address}$`));
        expect(answer.text).not.toMatch(
          /"apikey"|sha256|never-shown|hush|logkey|two_factor_secret/,
        );
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
        Array.from({ length: 300 }, (_, index) => [`field-${index}-${'ñ'.repeat(100)}`, 'x']),
      );
      const answer = await put('divisas/EUR', { ...long, codiso: '978' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ignored-fields')).toContain('field-0-');
      expect(answer.headers.get('x-ignored-fields')?.length).toBeLessThanOrEqual(2000);
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
});
