import { describe, expect, it } from 'vitest';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { writing } from './samples.js';

describeApi('records', (api) => {
  const { made, post, put } = writing(api);

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
});
