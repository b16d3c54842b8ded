import { beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/kernel/database/database.js';
import { NoSqlValue } from '../../src/kernel/database/sql-value.js';
import type { Answered } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused, refusedFields } from '../support/envelope.js';

const BLANKS = ' '.repeat(60_000);
const MARKS = '\u0301\u0316'.repeat(30_000);

const parameters = (pairs: Record<string, string>) => new URLSearchParams(pairs).toString();

describeApi('limits', { BODY_LIMIT: '2mb', STATEMENT_TIMEOUT: '1' }, (api, engine) => {
  beforeAll(async () => {
    await api.call('POST', '/fabricantes', { json: { codfabricante: 'F1', nombre: 'uno' } });
  });

  describe.each([
    ['blanks', `${BLANKS}x `],
    ['marks', `e${MARKS}x`],
    ['letters', 'x'.repeat(1_000_000)],
  ])('a key of too many %s', (_name, key) => {
    it('is found nowhere', async () => {
      const json = { codfabricante: key, nombre: 'dos' };
      expectRefused(await api.call('PUT', '/fabricantes', { json }), 404, 'record-not-found');
      const mismatch = await api.call('PUT', '/fabricantes/F1', { json });
      expectRefused(mismatch, 400, 'record-save-error');
      expect(refusedFields(mismatch)).toEqual(['codfabricante']);
    });

    it('is refused in a new record', async () => {
      const json = { codfabricante: key, nombre: 'dos' };
      const answer = await api.call('POST', '/fabricantes', { json });
      expectRefused(answer, 400, 'record-save-error');
      expect(refusedFields(answer)).toEqual(['codfabricante']);
    });

    it('is refused in a text of a new record, or stored where there is room', async () => {
      const long = await api.call('POST', '/fabricantes', { json: { nombre: `n${key}` } });
      expectRefused(long, 400, 'record-save-error');
      const free = {
        codcliente: 'L',
        nombre: 'l',
        cifnif: '1',
        observaciones: key.slice(0, 60_000),
      };
      const stored = await api.call('POST', '/clientes', { json: free });
      expect([200, 400]).toContain(stored.status);
      await api.call('DELETE', '/clientes/L');
    });
  });

  it('a key in the address that is too long is found nowhere', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const json = method === 'PUT' ? { json: { nombre: 'x' } } : {};
      const answer = await api.call(method, `/fabricantes/${'F'.repeat(5000)}`, json);
      expectRefused(answer, 404, 'record-not-found');
    }
  });

  it.each([
    ['200 characters', { 'filter[nombre_like]': 'a'.repeat(200) }, []],
    ['more', { 'filter[nombre_like]': 'a'.repeat(201) }, ['filter[nombre_like]']],
    ['ten wildcards', { 'filter[nombre_like]': '%a'.repeat(10) }, []],
    ['more of them', { 'filter[nombre_like]': '%a'.repeat(11) }, ['filter[nombre_like]']],
    ['single letters', { 'filter[nombre_like]': '_'.repeat(11) }, ['filter[nombre_like]']],
    [
      'several patterns',
      {
        'filter[nombre_like]': 'a'.repeat(200),
        'filter[codfabricante_like]': 'a'.repeat(200),
        'filter[fabricantes.nombre_like]': 'a'.repeat(200),
      },
      ['filter[nombre_like]'],
    ],
  ])('a pattern of %s', async (_name, filters, refused) => {
    const answer = await api.get(`/fabricantes?${parameters(filters)}`);
    if (refused.length > 0) expectRefused(answer, 400, 'invalid-filter');
    else expect([answer.status, answer.body]).toEqual([200, []]);
    expect(refusedFields(answer)).toEqual(refused);
  });

  it('no statement is given what is no value', async () => {
    const database = api.server.app.get(Database);
    for (const value of [NaN, Infinity, -Infinity, undefined, true, {}] as never[]) {
      await expect(database.rows('SELECT ?', [value])).rejects.toThrow(NoSqlValue);
      const write = database.transaction((connection) => connection.run('SELECT ?', [value]));
      await expect(write).rejects.toThrow(NoSqlValue);
      const stream = async () => {
        for await (const _batch of database.batches('SELECT ?', [value]));
      };
      await expect(stream()).rejects.toThrow(NoSqlValue);
    }
  });

  describe('a tax zone', () => {
    it.each(['ES-M', '28.5', '-1', '0', '1e3', 'NaN', '2147483648'])(
      'of the province %s is refused',
      async (codisopro) => {
        const json = { codpais: 'ESP', codisopro };
        const answer = await api.call('POST', '/impuestozonas', { json });
        expectRefused(answer, 400, 'record-save-error');
        expect(refusedFields(answer)).toEqual(['codisopro']);
      },
    );

    it('that another program stored for no place is none', async () => {
      const { body } = await api.call('POST', '/impuestozonas', {
        json: { codimpuesto: 'IVA21', codimpuestosel: 'IVA0', codisopro: '28' },
      });
      await api.call('POST', '/clientes', {
        json: { codcliente: 'Z', nombre: 'z', cifnif: '1' },
      });
      for (const codisopro of ['ES-M', '999999']) {
        await api.execute('UPDATE impuestoszonas SET codisopro = ? WHERE id = ?', [
          codisopro,
          body.data.id,
        ]);
        const lineas = [{ descripcion: 'x', pvpunitario: 100, codimpuesto: 'IVA21' }];
        const created = await api.call('POST', '/crearPedidoCliente', {
          json: { codcliente: 'Z', lineas },
        });
        expect([created.status, created.body.doc?.total]).toEqual([200, 121]);
      }
      expect((await api.call('DELETE', `/impuestozonas/${body.data.id}`)).status).toBe(200);
    });
  });

  it('an empty withholding of a document is none', async () => {
    await api.call('POST', '/clientes', { json: { codcliente: 'W', nombre: 'w', cifnif: '1' } });
    const json = {
      codcliente: 'W',
      irpf: '',
      lineas: [{ pvpunitario: 100, codimpuesto: 'IVA21' }],
    };
    const { status, body } = await api.call('POST', '/crearPedidoCliente', { json });
    expect([status, body.doc?.irpf, body.doc?.total]).toEqual([200, 0, 121]);
  });

  it('a document without any series names the field', async () => {
    const { body } = await api.get('/settings/default');
    const properties = JSON.parse(body.properties as string) as Record<string, unknown>;
    const { codserie: _codserie, ...others } = properties;
    const store = async (values: object, x: number) => {
      const text = JSON.stringify(values);
      await api.execute('UPDATE settings SET properties = ? WHERE name = ?', [text, 'default']);
      // The server writes them too, so that it forgets what it knew.
      await api.call('PUT', '/settings/default', { json: { x } });
    };
    const party = { nombre: 's', cifnif: '1' };
    await api.call('POST', '/clientes', { json: { codcliente: 'S', ...party } });
    await api.call('POST', '/proveedores', { json: { codproveedor: 'S', ...party } });
    await store(others, 1);
    for (const route of ['crearPedidoCliente', 'crearFacturaCliente', 'crearFacturaProveedor']) {
      const json = { codcliente: 'S', codproveedor: 'S', lineas: [{ pvpunitario: 1 }] };
      const refused = await api.call('POST', `/${route}`, { json });
      expectRefused(refused, 422, 'record-save-error');
      expect(refusedFields(refused)).toEqual(['codserie']);
    }
    await store(properties, 2);
  });

  if (engine === 'embedded') {
    it('a disk that is full is answered as that, and works again with more room', async () => {
      const { dataSource } = api.server.app.get(Database);
      const nombre = 'n'.repeat(100);
      const json = { nombre, cifnif: '1', observaciones: 'o'.repeat(60_000) };
      await dataSource.query('PRAGMA max_page_count = 1');
      const answer = await filledUp(() => api.call('POST', '/clientes', { json }));
      expectRefused(answer, 507, 'storage-full');
      expect(api.log.errors.splice(0)).toHaveLength(1);
      await dataSource.query('PRAGMA max_page_count = 1000000');
      expect((await api.call('POST', '/clientes', { json })).status).toBe(200);
    });
    return;
  }

  it('an emoji is compared with no column that can not hold it', async () => {
    await api.execute(
      'ALTER TABLE fabricantes MODIFY nombre varchar(100) CHARACTER SET utf8mb3 NOT NULL',
    );
    for (const filter of ['nombre', 'nombre_like', 'nombre_gt', 'nombre_in']) {
      const answer = await api.get(`/fabricantes?${parameters({ [`filter[${filter}]`]: '😀' })}`);
      expectRefused(answer, 400, 'invalid-filter');
      expect(refusedFields(answer)).toHaveLength(1);
    }
    const fine = await api.get(`/fabricantes?${parameters({ 'filter[nombre]': 'UNO' })}`);
    expect([fine.status, fine.body.length]).toEqual([200, 1]);
  });

  it('a statement that takes too long is answered as that', async () => {
    const { dataSource } = api.server.app.get(Database);
    const other = dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query("SELECT * FROM fabricantes WHERE codfabricante = 'F1' FOR UPDATE");
    const answer = await api.call('PUT', '/fabricantes/F1', { json: { nombre: 'tres' } });
    await other.rollbackTransaction();
    await other.release();
    expectRefused(answer, 503, 'statement-timeout');
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(api.log.errors.splice(0)).toHaveLength(1);
  });
});

/** The first answer that is none of success. */
async function filledUp(write: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await write();
    if (answer.status !== 200) return answer;
  }
}
