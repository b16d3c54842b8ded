import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { writing } from './samples.js';

describeApi('records', (api) => {
  const { made, post, put } = writing(api);

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
      ['cronjobes', 'duration', '1,234.5'],
      ['cronjobes', 'duration', '12abc'],
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
