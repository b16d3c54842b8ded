import { describe, expect, it } from 'vitest';
import type { CallOptions } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { CODES, encoded, ENCODINGS, SAMPLES, type Values, writing } from './samples.js';

describeApi('records', (api) => {
  const { made, post, put } = writing(api);

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
});
