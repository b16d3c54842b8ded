import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../../test/support/api.js';
import { describeEngines, useApi } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { SAMPLE, Sample } from '../../../test/support/sample-model.js';
import { databaseType } from '../registry/column.js';
import { Registry } from '../registry/registry.js';
import { adoptLiveTables, type LiveColumn } from './live-schema.js';

const LIVE: readonly LiveColumn[] = SAMPLE.columns.map((column) => ({
  name: column.name,
  type: databaseType(column),
  nullable: column.nullable,
  default: column.default,
}));

describe('adoption of live tables', () => {
  it('leaves a model alone that its table fits', () => {
    const registry = new Registry([Sample]);
    const declared = registry.of(Sample);
    expect(adopt(registry, LIVE)).toEqual([]);
    expect(registry.of(Sample)).toBe(declared);
  });

  it('takes the `int` of MySQL 8 for what it is', () => {
    const live = LIVE.map((column) => ({ ...column, type: column.type.replace('int(11)', 'int') }));
    expect(adopt(new Registry([Sample]), live)).toEqual([]);
  });

  it('tells of a column of another type, and keeps the declared one', () => {
    const registry = new Registry([Sample]);
    const live = LIVE.map((column) =>
      column.name === 'text' ? { ...column, type: 'varchar(99)' } : column,
    );
    expect(adopt(registry, live)).toEqual([
      { table: 'sample', kind: 'type', column: 'text', detail: 'varchar(99), not varchar(9)' },
    ]);
    expect(registry.of(Sample).column('text')?.length).toBe(9);
  });

  it('tells of a table that is not there', () => {
    expect(adoptLiveTables(new Registry([Sample]), new Map())).toEqual([
      { table: 'sample', kind: 'missing table' },
    ]);
  });

  it('leaves out columns that the table lacks', () => {
    const registry = new Registry([Sample]);
    const live = LIVE.filter(({ name }) => name !== 'text' && name !== 'day');
    expect(adopt(registry, live)).toEqual([
      { table: 'sample', kind: 'missing', column: 'text' },
      { table: 'sample', kind: 'missing', column: 'day' },
    ]);
    expect(registry.of(Sample).column('text')).toBeUndefined();
    expect(registry.of(Sample).columns).toHaveLength(SAMPLE.columns.length - 2);
  });

  it('serves further columns in the order of the table, typed by what they hold', () => {
    const registry = new Registry([Sample]);
    const types = {
      tinyint: 'tinyint(1)',
      bigint: 'bigint(20)',
      decimal: 'decimal(10,2)',
      date: 'date',
      datetime: 'datetime',
      clock: 'time',
      varchar: 'varchar(30)',
      prose: 'mediumtext',
      enumeration: "enum('a','b')",
    };
    const further = Object.entries(types).map(([name, type]) => ({
      name,
      type,
      nullable: true,
      default: null,
    }));
    const differences = adopt(registry, [...further, ...LIVE]);
    expect(differences.map(({ kind, column }) => `${kind} ${column}`)).toEqual(
      Object.keys(types).map((name) => `extra ${name}`),
    );
    const { columns } = registry.of(Sample);
    expect(columns.slice(0, further.length).map(({ kind }) => kind)).toEqual([
      'boolean',
      'integer',
      'real',
      'day',
      'moment',
      'time',
      'text',
      'longText',
      'longText',
    ]);
    expect(registry.of(Sample).column('varchar')).toMatchObject({
      length: 30,
      key: false,
      hidden: false,
      protected: false,
    });
  });

  it('keeps what is hidden hidden', () => {
    const registry = new Registry([Sample]);
    adopt(
      registry,
      [...LIVE].reverse().filter(({ name }) => name !== 'text'),
    );
    expect(registry.of(Sample).visible.some(({ name }) => name === 'hidden')).toBe(false);
  });
});

describeEngines('live tables', (engine) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openEngine(engine);
    const first = await startApi('embedded', opened.environment);
    await first.stop();
    await change('ALTER TABLE agenciastrans ADD COLUMN x_text varchar(12)');
    await change("ALTER TABLE agenciastrans ADD COLUMN x_number decimal(10,2) DEFAULT '1.50'");
    await change('ALTER TABLE agenciastrans ADD COLUMN x_big bigint DEFAULT 5');
    await change('ALTER TABLE agenciastrans ADD COLUMN x_switch tinyint(1)');
    await change('ALTER TABLE agenciastrans DROP COLUMN telefono');
    await change("UPDATE agenciastrans SET x_text = 'Ñandú' WHERE codtrans = 'MRW'");
  });
  afterAll(() => opened.close());
  const api = useApi(() => startApi('embedded', opened.environment));

  it('serve a column that another program added', async () => {
    const expected = { codtrans: 'MRW', x_text: 'Ñandú', x_number: 1.5, x_big: 5, x_switch: null };
    expect((await api.get('/agenciatransportes/MRW')).body).toMatchObject(expected);
    expect((await api.get('/agenciatransportes?codtrans=MRW')).body).toMatchObject([expected]);
    const { body } = await api.get('/agenciatransportes?limit=0');
    expect(body).toContainEqual(expect.objectContaining(expected));
  });

  it('take values for it, of its type and length', async () => {
    const json = { codtrans: 'X1', nombre: 'X', x_text: 'Café', x_number: '2.25', x_switch: true };
    const created = await api.call('POST', '/agenciatransportes', { json });
    expect(created.body).toMatchObject({
      data: { x_text: 'Café', x_number: 2.25, x_switch: true },
    });
    expect((await api.get('/agenciatransportes/X1')).body).toEqual(created.body.data);
    const changed = await api.call('PUT', '/agenciatransportes/X1', { form: { x_text: 'Çé' } });
    expect(changed.body.data).toMatchObject({ x_text: 'Çé', x_number: 2.25 });
    for (const wrong of [{ x_text: 'x'.repeat(13) }, { x_number: 'abc' }, { x_switch: 'maybe' }]) {
      const { status, body } = await api.call('PUT', '/agenciatransportes/X1', { json: wrong });
      expect([status, body.details[0].field]).toEqual([400, Object.keys(wrong)[0]]);
    }
  });

  it('filter and sort by it, without regard to case and accents', async () => {
    const found = await api.get('/agenciatransportes?filter[x_text]=NANDU&sort[x_text]=DESC');
    expect(found.body).toMatchObject([{ codtrans: 'MRW' }]);
    const like = await api.get('/agenciatransportes?filter[x_text_like]=ÑAN&fields=codtrans');
    expect(like.body).toEqual([{ codtrans: 'MRW' }]);
    const big = await api.get(
      '/agenciatransportes?filter[x_big_gt]=4&filter[x_number]=1.5&limit=1',
    );
    expect(big.status).toBe(200);
  });

  it('leave out a column that they lack, and take it for an unknown name', async () => {
    expect((await api.get('/agenciatransportes/MRW')).body).not.toHaveProperty('telefono');
    expect((await api.get('/agenciatransportes?filter[telefono]=1')).status).toBe(400);
    const { status, headers } = await api.call('PUT', '/agenciatransportes/MRW', {
      form: { telefono: '1', nombre: 'MRW' },
    });
    expect([status, headers.get('X-Ignored-Fields')]).toEqual([200, 'telefono']);
  });

  it('are described as they are', async () => {
    const { body } = await api.get('/agenciatransportes/schema');
    expect(body.x_text).toEqual({ type: 'varchar(12)', default: null, is_nullable: 'YES' });
    expect(body).not.toHaveProperty('telefono');
  });

  function change(sql: string) {
    return opened.database.transaction((connection) => connection.run(sql));
  }
});

function adopt(registry: Registry, live: readonly LiveColumn[]) {
  return adoptLiveTables(registry, new Map([['sample', live]]));
}
