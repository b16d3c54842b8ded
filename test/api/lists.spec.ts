import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { bulkInsert, Registry } from '../../src/models/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answered } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { expectRefused, refusedFields } from '../support/envelope.js';
import { nextPage, pagesByCursor, pagesByOffset, query } from '../support/lists.js';

/** Jobs `a` to `f`, in the order of their keys. */
const JOBS = {
  a: ['Alfa', null, 5, 1.5, true, '2026-01-31 10:00:00'],
  b: ['álfa', 'Ñandú', 10, -2, false, '2026-03-01 00:00:00'],
  c: ['BETA', 'nandu', null, null, null, '2026-02-01'],
  d: ['beta x', 'under_score', 10, 0, true, '01-02-2026 00:00:01'],
  e: ['100%', 'a\\b', 7, 1e20, false, '2025-12-31 23:59:59'],
  f: ['Œuvre', 'ss', 5, 0.1, true, '2026-03-02 00:00:00'],
} as const;

const SORTS: readonly Record<string, string>[] = [
  {},
  { 'sort[idcontacto]': 'DESC' },
  { 'sort[nombre]': 'ASC' },
  { 'sort[nombre]': 'DESC' },
  { 'sort[lower:nombre]': 'ASC', 'sort[ciudad]': 'DESC' },
  { 'sort[fechaalta]': 'ASC' },
  { 'sort[fechaalta]': 'DESC' },
  { 'sort[fechaalta]': 'DESC', 'sort[nombre]': 'ASC' },
  { 'sort[verificado]': 'DESC', 'sort[fechaalta]': 'ASC', 'sort[nombre]': 'DESC' },
];

describeApi('lists', (api) => {
  const names = new Map<number, string>();

  beforeAll(async () => {
    for (const [name, [jobname, pluginname, daily_exec, duration, done, date]] of Object.entries(
      JOBS,
    )) {
      const json = { jobname, pluginname, daily_exec, duration, done, date };
      const { body } = await api.call('POST', '/cronjobes', { json });
      names.set(body.data.id, name);
    }
  });

  /** The names of the jobs that a list has, in its order. */
  async function jobs(search: string): Promise<string> {
    const { status, body, text } = await api.get(`/cronjobes?fields=id&${search}`);
    if (status !== 200) throw new Error(`${search}: ${text}`);
    return body.map(({ id }: { id: number }) => names.get(id)).join('');
  }

  const list = (search: string, resource = 'cronjobes') => api.get(`/${resource}?${search}`);

  function expectNotAllowed(answer: Answered, ...fields: string[]): void {
    expectRefused(answer, 400, 'fields-not-allowed');
    expect(answer.body.error).toBe(`api: fields not allowed: ${fields.join(', ')}`);
  }

  describe('filters', () => {
    it.each([
      ['daily_exec', '10', 'bd'],
      ['daily_exec', ' 10 ', 'bd'],
      ['daily_exec', '1e1', 'bd'],
      ['daily_exec_gt', '5', 'bde'],
      ['daily_exec_gte', '5', 'abdef'],
      ['daily_exec_lt', '7', 'af'],
      ['daily_exec_lte', '7', 'aef'],
      ['daily_exec_neq', '10', 'aef'],
      ['daily_exec_null', '', 'c'],
      ['daily_exec_null', '0', 'c'],
      ['daily_exec_is', '978', 'c'],
      ['daily_exec_notnull', '0', 'abdef'],
      ['daily_exec_isnot', 'null', 'abdef'],
      ['daily_exec_in', '5,7', 'aef'],
      ['daily_exec_in', ' 7 , 5 ', 'aef'],
      ['daily_exec_in', '99', ''],
      ['daily_exec_like', '1', 'bd'],
      ['duration', '1.5', 'a'],
      ['duration', '.1', 'f'],
      ['duration', '1e20', 'e'],
      ['duration_gt', '0', 'aef'],
      ['duration_lt', '-1.9', 'b'],
      ['duration_in', '0,0.1', 'df'],
      ['jobname', 'ALFA', 'ab'],
      ['jobname', 'álfá', 'ab'],
      ['jobname', 'oeuvre', 'f'],
      ['jobname', 'alfa ', 'ab'],
      ['jobname', 'null', ''],
      ['jobname_neq', 'alfa', 'cdef'],
      ['jobname_gt', 'beta', 'df'],
      ['jobname_lte', 'BÉTÀ', 'abce'],
      ['jobname_in', 'alfa,BETA', 'abc'],
      ['jobname_like', 'TA', 'cd'],
      ['jobname_like', 'bÉt%', 'cd'],
      ['jobname_like', '% x', 'd'],
      ['jobname_like', '_eta', 'cd'],
      ['jobname_like', '100%', 'e'],
      ['jobname_like', '', 'abcdef'],
      ['jobname_like', '[a]', ''],
      ['pluginname', 'NANDU', 'bc'],
      ['pluginname_like', 'ñ', 'bcd'],
      ['pluginname_like', '\\', 'e'],
      ['pluginname_like', 'A\\b', 'e'],
      ['pluginname_like', '|', ''],
      ['pluginname', 'a\\b', 'e'],
      ['pluginname', "' OR ''='", ''],
      ['pluginname_null', '', 'a'],
      ['done', '1', 'adf'],
      ['done', 'true', 'adf'],
      ['done', 'TRUE', 'adf'],
      ['done', '0', 'be'],
      ['done', 'false', 'be'],
      ['done_neq', 'true', 'be'],
      ['done_null', '', 'c'],
      ['done_in', 'true,0', 'abdef'],
      ['date', '31-01-2026 10:00:00', 'a'],
      ['date', '2026-01-31 10:00:00', 'a'],
      ['date', '2026-01-31T10:00', 'a'],
      ['date', '2026-01-31', ''],
      ['date_gte', '01-02-2026', 'bcdf'],
      ['date_gte', '2026-2-1', 'bcdf'],
      ['date_lt', '2026-01-01', 'e'],
      ['date_like', '2026-02', 'cd'],
      ['date_like', '31-01-2026', 'a'],
      ['cronjobs.daily_exec', '10', 'bd'],
      ['cronjobs.daily_exec_gt', '7', 'bd'],
    ])('%s of %j', async (field, value, expected) => {
      const { status, body, headers } = await list(
        query({ fields: 'id', [`filter[${field}]`]: value }),
      );
      expect(status).toBe(200);
      expect(body.map(({ id }: { id: number }) => names.get(id)).join('')).toBe(expected);
      expect(headers.get('x-total-count')).toBe(String(expected.length));
    });

    const A = 'filter[daily_exec]=10'; // b d
    const B = 'filter[done]=1'; // a d f
    const C = 'filter[duration_gt]=0'; // a e f

    it.each([
      ['a AND b', `${A}&${B}`, 'd'],
      ['a OR b', `${A}&${B}&operation[done]=OR`, 'abdf'],
      ['a AND b, the first connector does not count', `${A}&${B}&operation[daily_exec]=OR`, 'd'],
      ['a OR (b AND c)', `${A}&${B}&${C}&operation[done]=OR`, 'abdf'],
      ['(a AND b) OR c', `${A}&${B}&${C}&operation[duration_gt]=OR`, 'adef'],
      ['(b AND a) OR c', `${B}&${A}&${C}&operation[duration_gt]=OR`, 'adef'],
      ['a OR (c AND b)', `${A}&${C}&${B}&operation[duration_gt]=OR`, 'abdf'],
      ['a OR b OR c', `${A}&${B}&${C}&operation[done]=OR&operation[duration_gt]=OR`, 'abdef'],
      ['in any case, trimmed', `${A}&${B}&operation[done]=%20oR%20`, 'abdf'],
      ['AND said', `${A}&${B}&operation[done]=and`, 'd'],
      ['before its filter', `operation[done]=OR&${A}&${B}`, 'abdf'],
      [
        'the same column twice',
        'filter[daily_exec]=7&filter[cronjobs.daily_exec]=5&operation[cronjobs.daily_exec]=OR',
        'aef',
      ],
    ])('join as %s', async (_name, search, expected) => {
      expect(await jobs(search)).toBe(expected);
      expect(await jobs(search.replaceAll('[', '%5B').replaceAll(']', '%5D'))).toBe(expected);
    });

    it.each(['OR 1=1 OR', 'OR 1=1 --', 'XOR', 'AND NOT', ';', '||', '', 'OR/**/', '1'])(
      'refuse the operation %j',
      async (operation) => {
        const search = query({
          'filter[id]': '0',
          'filter[done]': '1',
          'operation[done]': operation,
        });
        expectNotAllowed(await list(search), 'done');
      },
    );

    it('refuse an operation that is none, of a column that is none, and lists of them', async () => {
      expectNotAllowed(await list(`${A}&operation[nope]=OR`), 'nope');
      expectNotAllowed(await list(`${A}&${B}&operation[done][]=OR`), 'done');
      expect(await jobs(`${A}&operation=OR`)).toBe('bd');
    });

    it('refuse all names that are no columns, sorts first, each once', async () => {
      const search = 'filter[nope]=1&filter[b%20ad]=2&filter[nope_gt]=3&sort[zz]=ASC';
      expectNotAllowed(await list(search), 'zz', 'nope', 'b ad');
    });

    it.each([
      'divisas.codiso',
      'api_keys.apikey',
      'cronjobes.id',
      'cronjobs.',
      '.id',
      'cronjobs.cronjobs.id',
      'lower:jobname',
      'integer:id',
      'id|jobname',
      'jobname_zz',
      'jobname__like',
      'id OR 1=1',
      '`id`',
      'id--',
      '*',
      '__proto__',
      'constructor',
      'toString',
    ])('refuse the name %j', async (name) => {
      expectRefused(await list(query({ [`filter[${name}]`]: '1' })), 400, 'fields-not-allowed');
    });

    it('read a name up to its first raw equals sign', async () => {
      expect(await jobs('filter[id%20OR%201=1]=1')).toBe('abcdef');
      expectNotAllowed(await list('filter[id%20OR%201%3D1]=1'), 'id OR 1=1');
    });

    it('ignore a filter and a sort that are no maps', async () => {
      expect(await jobs('filter=1&sort=x&operation=OR')).toBe('abcdef');
    });

    it.each([
      ['daily_exec', 'abc'],
      ['daily_exec', '1,5'],
      ['daily_exec', '5 OR 1=1'],
      ['daily_exec', '0x10'],
      ['daily_exec', '1e999'],
      ['daily_exec_in', '5,x'],
      ['duration_gt', '1,5'],
      ['duration_lt', 'NaN'],
      ['duration_lt', '-Infinity'],
      ['done', 'maybe'],
      ['done_neq', 'yes please'],
      ['date', '01/02/2026'],
      ['date_gt', '31-02-2026'],
      ['date_lte', '2026-13-01'],
      ['date', '2026-01-31 25:00:00'],
      ['date', 'today'],
    ])('refuse %s of %j and name the field', async (field, value) => {
      const answer = await list(query({ [`filter[${field}]`]: value }));
      expectRefused(answer, 400, 'invalid-filter');
      expect(refusedFields(answer)).toEqual([`filter[${field}]`]);
    });

    it.each(['filter[daily_exec][]=5', 'filter[jobname_like][]=x', 'filter[jobname][a][b]=1'])(
      'refuse a list or map: %s',
      async (search) => {
        const answer = await list(search);
        expectRefused(answer, 400, 'invalid-filter');
        expect(answer.body.details).toMatchObject([{ code: 'scalar-expected' }]);
      },
    );

    it('take days in both orders on columns of days', async () => {
      const json = { nombre: 'Day Filter', fechaalta: '2026-11-22' };
      await api.call('POST', '/contactos', { json });
      for (const [field, value, found] of [
        ['fechaalta', '22-11-2026', 1],
        ['fechaalta', '2026-11-22', 1],
        ['fechaalta', '2026-11-22 00:00:00', 1],
        ['fechaalta_lt', '23-11-2026', 1],
        ['fechaalta_gt', '22-11-2026', 0],
        ['fechaalta_like', '22-11-2026', 1],
        ['fechaalta_in', '21-11-2026,2026-11-22', 1],
      ] as const) {
        const search = query({ nombre: 'day filter', [`filter[${field}]`]: value });
        expect([field, (await list(search, 'contactos')).body.length]).toEqual([field, found]);
      }
    });
  });

  describe('bare parameters', () => {
    it('of column names are equalities that hold besides all filters', async () => {
      expect(await jobs('jobname=alfa')).toBe('ab');
      expect(await jobs('jobname=alfa&done=false')).toBe('b');
      const either = 'filter[daily_exec]=10&filter[duration_gt]=0&operation[duration_gt]=OR';
      expect(await jobs(either)).toBe('abdef');
      expect(await jobs(`${either}&done=true`)).toBe('adf');
      expect(await jobs(`done=1&${either}`)).toBe('adf');
    });

    it('that name nothing are ignored', async () => {
      expect(await jobs('nope=1&jobname_like=alfa&codcliente=X&_=123&Token=x')).toBe('abcdef');
    });

    it('with a value of another type are refused', async () => {
      for (const [search, field] of [
        ['daily_exec=abc', 'daily_exec'],
        ['date=32-01-2026', 'date'],
        ['done[]=1', 'done'],
      ] as const) {
        const answer = await list(search);
        expectRefused(answer, 400, 'invalid-filter');
        expect(refusedFields(answer)).toEqual([field]);
      }
    });
  });

  describe('hidden columns', () => {
    const HIDDEN = [
      ['apikeyes', 'apikey', 'api_keys'],
      ['users', 'password', 'users'],
      ['users', 'logkey', 'users'],
      ['users', 'two_factor_secret_key', 'users'],
      ['settings', 'properties', 'settings'],
    ] as const;

    it.each(HIDDEN)('can not be asked about: %s.%s', async (resource, column, table) => {
      for (const search of [
        `filter[${column}]=x`,
        `filter[${column}_like]=a%25`,
        `filter[${column}_notnull]=`,
        `filter[${column}_in]=a,b`,
        `filter[${table}.${column}_gt]=a`,
        `sort[${column}]=ASC`,
        `sort[lower:${table}.${column}]=DESC`,
      ]) {
        expectRefused(await list(search, resource), 400, 'fields-not-allowed');
      }
      const all = await list('', resource);
      const asked = await list(`${column}=nothing&${table}.${column}=x`, resource);
      expect(asked.body).toEqual(all.body);
      expect(all.body.length).toBeGreaterThan(0);
    });

    it.each(HIDDEN.slice(0, 4))('can not be selected: %s.%s', async (resource, column) => {
      expectNotAllowed(await list(`fields=${column}`, resource), column);
      const [first] = (await list('', resource)).body;
      expect(Object.keys(first)).not.toContain(column);
      expect((await api.get(`/${resource}/schema`)).body).not.toHaveProperty(column);
      const key = resource === 'users' ? first.nick : first.id;
      expect((await api.get(`/${resource}/${key}`)).body).not.toHaveProperty(column);
      expectNotAllowed(await api.get(`/${resource}/${key}?fields=${column}`), column);
    });

    it('show the secrets of settings nowhere', async () => {
      const json = { name: 'mail', host: 'h', password: 'hush-hush', smtp: { password: 'hush-2' } };
      const created = await api.call('POST', '/settings', { json });
      expect(created.status).toBe(200);
      for (const answer of [
        created,
        await list('name=mail', 'settings'),
        await list('fields=properties&limit=0', 'settings'),
        await api.get('/settings/mail'),
        await api.get('/settings/mail?fields=properties'),
        await api.call('POST', '/settings', { json }),
        await api.call('DELETE', '/settings/mail'),
      ]) {
        expect(answer.text).not.toContain('hush');
      }
    });
  });

  describe('sort', () => {
    it.each([
      ['', 'abcdef'],
      ['sort[id]=DESC', 'fedcba'],
      ['sort[daily_exec]=ASC', 'cafebd'],
      ['sort[daily_exec]=DESC', 'bdeafc'],
      ['sort[daily_exec]=desc', 'bdeafc'],
      ['sort[daily_exec]=sideways', 'cafebd'],
      ['sort[daily_exec]=', 'cafebd'],
      ['sort[duration]=ASC', 'cbdfae'],
      ['sort[jobname]=ASC', 'eabcdf'],
      ['sort[jobname]=DESC', 'fdcabe'],
      ['sort[lower:jobname]=ASC', 'eabcdf'],
      ['sort[upper:cronjobs.jobname]=DESC', 'fdcabe'],
      ['sort[cronjobs.daily_exec]=ASC', 'cafebd'],
      ['sort[pluginname]=ASC', 'aebcfd'],
      ['sort[date]=ASC', 'eacdbf'],
      ['sort[done]=ASC', 'cbeadf'],
      ['sort[done]=DESC&sort[jobname]=ASC', 'adfebc'],
      ['sort[done]=DESC&sort[id]=DESC', 'fdaebc'],
      ['sort[daily_exec]=ASC&sort[duration]=DESC', 'cafedb'],
      ['sort[duration]=DESC&limit=2&offset=1', 'af'],
    ])('%s gives %s', async (search, expected) => {
      expect(await jobs(search)).toBe(expected);
    });

    it('takes the order of the parameters', async () => {
      expect(await jobs('sort[jobname]=ASC&sort[done]=DESC')).toBe('eabcdf');
      expect(await jobs('sort[done]=ASC&sort[jobname]=DESC')).toBe('cbefda');
    });

    it('by a text as by the number in it', async () => {
      for (const codtrans of ['2', '10', '9']) {
        await api.call('POST', '/agenciatransportes', { form: { codtrans, nombre: 'sorted' } });
      }
      const codes = async (sort: string) => {
        const { body } = await list(`nombre=sorted&${sort}`, 'agenciatransportes');
        return body.map(({ codtrans }: { codtrans: string }) => codtrans).join(' ');
      };
      expect(await codes('sort[codtrans]=ASC')).toBe('10 2 9');
      expect(await codes('sort[integer:codtrans]=ASC')).toBe('2 9 10');
      expect(await codes('sort[integer:agenciastrans.codtrans]=DESC')).toBe('10 9 2');
    });

    it.each(['nope', 'RAND()', 'divisas.codiso', 'integer:nope', 'lower:', 'foo:id', 'id,jobname'])(
      'refuses %s',
      async (name) => {
        expectNotAllowed(await list(query({ [`sort[${name}]`]: 'ASC' })), name);
      },
    );

    it('refuses a direction that is a list', async () => {
      expectRefused(await list('sort[id][]=ASC'), 400, 'invalid-filter');
    });
  });

  describe('limit and offset', () => {
    it.each([
      ['', 'abcdef'],
      ['limit=2', 'ab'],
      ['limit=2&offset=1', 'bc'],
      ['limit=2&offset=5', 'f'],
      ['limit=2&offset=6', ''],
      ['limit=2&offset=1000', ''],
      ['offset=4', 'ef'],
      ['limit=0', 'abcdef'],
      ['limit=0&offset=2', 'abcdef'],
      ['limit=-1&offset=2', 'abcdef'],
      ['limit=&offset=2', 'abcdef'],
      ['limit=abc&offset=2', 'abcdef'],
      ['limit[]=2&offset=2', 'abcdef'],
      ['limit=2.9', 'ab'],
      ['limit=1e1&offset=1', 'bcdef'],
      ['limit=2x', 'ab'],
      ['limit=2&offset=-5', 'ab'],
      ['limit=2&offset=abc', 'ab'],
      ['limit=2&offset[]=3', 'ab'],
      ['limit=10000&offset=3', 'def'],
      ['limit=99999999999999999999&offset=4', 'ef'],
      ['limit=2&offset=99999999999999999999', ''],
    ])('%s gives %s and the true total', async (search, expected) => {
      expect(await jobs(search)).toBe(expected);
      expect((await list(search)).headers.get('x-total-count')).toBe('6');
    });

    it('default to the first fifty', async () => {
      const { body, headers } = await list('', 'provincias');
      expect(body).toHaveLength(50);
      expect(Number(headers.get('x-total-count'))).toBeGreaterThan(50);
    });

    it('of an empty list give an empty list', async () => {
      for (const search of ['', 'limit=0', 'limit=5000', 'limit=2&offset=3', 'after=']) {
        const { text, headers } = await list(search, 'ciudades');
        expect([search, text, headers.get('x-total-count')]).toEqual([search, '[]', '0']);
        expect(headers.has('link')).toBe(false);
      }
    });
  });

  describe('fields', () => {
    it('are those alone, in the order of the columns', async () => {
      const { body } = await list('fields=jobname,%20id,,id&limit=1&sort[duration]=DESC');
      expect(Object.entries(body[0])).toEqual([
        ['id', expect.any(Number)],
        ['jobname', '100%'],
      ]);
      const [all] = (await list('fields=&limit=1')).body;
      expect(Object.keys(all)).toContain('pluginname');
    });

    it('are those alone on one record too', async () => {
      const { body, headers } = await api.get('/divisas/EUR?fields=codiso,coddivisa');
      expect(body).toEqual({ coddivisa: 'EUR', codiso: '978' });
      const whole = await api.get('/divisas/EUR');
      expect(whole.headers.get('etag')).not.toBe(headers.get('etag'));
    });

    it('must be columns', async () => {
      expectNotAllowed(await list('fields=id,nope,COUNT(*)'), 'nope', 'COUNT(*)');
      expectNotAllowed(await api.get('/divisas/EUR?fields=nope'), 'nope');
      expectRefused(await list('fields[]=id'), 400, 'invalid-filter');
    });
  });

  describe('cursors', () => {
    beforeAll(async () => {
      const given = [
        'Ana',
        'ana',
        'Ána',
        'Ñoño',
        'nono',
        'Zoë',
        'zoe',
        'Óscar',
        'Æsir',
        'José 😀',
        '',
      ];
      const rows = Array.from({ length: 60 }, (_, index) => ({
        nombre: given[index % given.length],
        direccion: 'walk',
        ciudad: index % 3 ? `C${index % 5}` : null,
        fechaalta: index % 4 ? `2026-01-${String(1 + (index % 6)).padStart(2, '0')}` : null,
        verificado: [true, false, null][index % 7] ?? true,
      }));
      for (const json of rows) {
        expect((await api.call('POST', '/contactos', { json })).status).toBe(200);
      }
    });

    it.each(SORTS)('walk each row once, in the order of offsets: %j', async (sort) => {
      const path = `/contactos?${query({ direccion: 'walk', limit: '7', ...sort })}`;
      const byOffset = await pagesByOffset(api, path, 7);
      expect(new Set(byOffset.map(({ idcontacto }) => idcontacto)).size).toBe(60);
      expect(await pagesByCursor(api, path)).toEqual(byOffset);
      expect(await pagesByCursor(api, `${path}&after=`)).toEqual(byOffset);
    });

    it('keep filters, fields and an odd spelling of the address', async () => {
      const path =
        '/contactos/?limit=4&filter%5Bnombre%5D=ana&filter[verificado]=0&operation[verificado]=or' +
        '&direccion=WALK&fields=nombre,idcontacto&sort[nombre]=DESC&%F1=\u00f1';
      const byOffset = await pagesByOffset(api, path, 4);
      expect(Object.keys(byOffset[0] ?? {}).sort()).toEqual(['idcontacto', 'nombre']);
      expect(byOffset.length).toBeGreaterThan(20);
      expect(await pagesByCursor(api, path)).toEqual(byOffset);
    });

    it('walk numbers with fractions, and null among them', async () => {
      for (const direction of ['ASC', 'DESC']) {
        const path = `/cronjobes?limit=1&sort[duration]=${direction}`;
        const byOffset = await pagesByOffset(api, path, 1);
        expect(byOffset).toHaveLength(6);
        expect(await pagesByCursor(api, path)).toEqual(byOffset);
      }
    });

    it('go on from the page of an offset', async () => {
      const page = await api.get('/cronjobes?limit=2&offset=2&fields=id');
      const next = nextPage(page);
      const { body } = await api.get(next ?? '');
      expect(body.map(({ id }: { id: number }) => names.get(id)).join('')).toBe('ef');
    });

    it('are not given after the last page', async () => {
      for (const search of ['limit=6', 'limit=2&offset=4', 'limit=50', 'limit=2&offset=50']) {
        expect((await list(search)).headers.has('link')).toBe(false);
      }
    });

    it('count the whole list, not what is left', async () => {
      const first = await api.get('/cronjobes?limit=4');
      const second = await api.get(nextPage(first) ?? '');
      expect(second.body).toHaveLength(2);
      expect(second.headers.get('x-total-count')).toBe('6');
    });

    it('belong to one order', async () => {
      const page = await api.get('/cronjobes?limit=2&sort[jobname]=ASC');
      const after = new URL(nextPage(page) ?? '', api.base).searchParams.get('after') ?? '';
      expect((await list(`sort[jobname]=ASC&after=${after}`)).status).toBe(200);
      for (const search of [
        '',
        'sort[jobname]=DESC',
        'sort[date]=ASC',
        'sort[integer:jobname]=ASC',
      ])
        expectRefused(await list(`${search}&after=${after}`), 400, 'invalid-cursor');
      expectRefused(
        await list(`sort[nombre]=ASC&after=${after}`, 'contactos'),
        400,
        'invalid-cursor',
      );
    });

    it.each([
      'garbage',
      '%00',
      'W10',
      'bnVsbA',
      ...[
        ['id'],
        ['id', {}],
        ['id', [1]],
        ['id', true],
        ['id', 1, 2],
        ['nope', 1],
        ['id', 'abc'],
        ['id', "1' OR '1'='1"],
        [],
        {},
        7,
      ].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      Buffer.from('["id",1e999]').toString('base64url'),
      Buffer.from('["id",-1e999]').toString('base64url'),
    ])('that are none are refused: %s', async (after) => {
      expectRefused(await list(`after=${after}`), 400, 'invalid-cursor');
      expectRefused(await list(`limit=0&after=${after}`), 400, 'invalid-cursor');
      expectRefused(await list(`limit=5000&after=${after}`), 400, 'invalid-cursor');
    });

    it('with values of another type are refused', async () => {
      const of = (...values: unknown[]) =>
        Buffer.from(JSON.stringify(values)).toString('base64url');
      for (const [sort, after] of [
        ['date', of('date,id', 'no date', 1)],
        ['date', of('date,id', 7, 1)],
        ['jobname', of('jobname,id', 5, 1)],
        ['duration', of('duration,id', 'x', 1)],
        ['id', of('id', null)],
      ] as const) {
        expectRefused(await list(`sort[${sort}]=ASC&after=${after}`), 400, 'invalid-cursor');
      }
    });
  });

  describe('after a write', () => {
    const total = async (resource: string, search = '') =>
      Number((await list(`limit=1&${search}`, resource)).headers.get('x-total-count'));

    it('the total is right at once', async () => {
      const before = await total('fabricantes');
      for (let made = 1; made <= 10; made += 1) {
        const form = { codfabricante: `T${made}`, nombre: made % 2 ? 'odd' : 'even' };
        await api.call('POST', '/fabricantes', { form });
        expect(await total('fabricantes')).toBe(before + made);
        expect(await total('fabricantes', 'nombre=odd')).toBe(Math.ceil(made / 2));
      }
      await api.call('PUT', '/fabricantes/T2', { form: { nombre: 'ODD' } });
      expect(await total('fabricantes', 'filter[nombre]=odd')).toBe(6);
      for (let gone = 1; gone <= 10; gone += 1) {
        await api.call('DELETE', `/fabricantes/T${gone}`);
        expect(await total('fabricantes')).toBe(before + 10 - gone);
      }
    });

    it('the totals of tables that follow are right at once', async () => {
      const { body } = await api.call('POST', '/productos', { form: { referencia: 'FOLLOW' } });
      expect(await total('variantes', 'referencia=FOLLOW')).toBe(1);
      await api.call('DELETE', `/productos/${body.data.idproducto}`);
      expect(await total('variantes', 'referencia=FOLLOW')).toBe(0);
    });

    it('of another program it is right within a second', async () => {
      const before = await total('fabricantes');
      await api.execute(
        "INSERT INTO fabricantes (codfabricante, nombre, numproductos) VALUES ('OTHER', 'x', 0)",
      );
      await pause(1000);
      expect(await total('fabricantes')).toBe(before + 1);
      await api.call('DELETE', '/fabricantes/OTHER');
      expect(await total('fabricantes')).toBe(before);
    });
  });

  it('keep the whole query in the link to the next page, a second question mark too', async () => {
    const { headers } = await list('other=a?b&limit=1', 'impuestos');
    expect(headers.get('link')).toMatch(/\?other=a\?b&limit=1&after=[\w-]+>; rel="next"$/);
  });

  describe('long lists', () => {
    const ROWS = 2500;
    const ids = async (search: string): Promise<number[]> => {
      const { body } = await list(`channel=bulk&fields=id&${search}`, 'logmessages');
      return body.map(({ id }: { id: number }) => id);
    };
    let all: number[];

    beforeAll(async () => {
      const row = { channel: 'bulk', level: 'info', message: 'row', time: '2026-01-01 00:00:00' };
      const rows = Array.from({ length: ROWS }, (_, idcontacto) => ({
        ...row,
        idcontacto: idcontacto % 10,
      }));
      const { app } = api.server;
      const logs = app.get(Registry).ofTable('logs');
      await app.get(UnitOfWork).run((transaction) => bulkInsert(logs, rows, transaction));
      all = await ids('limit=0');
    });

    it('are complete without a limit', async () => {
      const { body, headers } = await list('channel=bulk&limit=0', 'logmessages');
      expect(headers.get('x-total-count')).toBe(String(ROWS));
      expect(headers.get('content-type')).toBe('application/json');
      expect(body).toHaveLength(ROWS);
      expect(body[ROWS - 1]).toMatchObject({ time: '01-01-2026 00:00:00', message: 'row' });
      expect(all).toEqual([...all].sort((a, b) => a - b));
      expect(new Set(all).size).toBe(ROWS);
    });

    it('are as long as their limit', async () => {
      expect(await ids('limit=2000')).toEqual(all.slice(0, 2000));
      expect(await ids('limit=2000&offset=1500')).toEqual(all.slice(1500));
      expect(await ids('limit=1000&offset=1400')).toEqual(all.slice(1400, 2400));
      expect(await ids('limit=1001&sort[id]=DESC')).toEqual([...all].reverse().slice(0, 1001));
      expect(await ids('limit=0&filter[idcontacto]=3')).toHaveLength(ROWS / 10);
    });

    it('have the same pages far behind', async () => {
      for (const offset of [99, 100, 101, 1500, 2490, 2499, 2500]) {
        const page = all.slice(offset, offset + 10);
        for (let turn = 1; turn <= 3; turn += 1) {
          expect(await ids(`limit=10&offset=${offset}`)).toEqual(page);
        }
      }
      const reversed = [...all].reverse();
      expect(await ids('limit=5&offset=700&sort[id]=DESC')).toEqual(reversed.slice(700, 705));
      expect(await ids('limit=5&offset=700&sort[idcontacto]=DESC')).toHaveLength(5);
    });

    it('are walked by cursors in long pages too', async () => {
      const search = 'channel=bulk&fields=id,idcontacto&limit=1001';
      for (const sort of ['', 'sort[id]=DESC', 'sort[idcontacto]=DESC', 'sort[nick]=ASC']) {
        const path = `/logmessages?${search}&${sort}`;
        const byOffset = await pagesByOffset(api, path, 1001);
        expect(byOffset).toHaveLength(ROWS);
        expect(await pagesByCursor(api, path)).toEqual(byOffset);
      }
      const whole = await list(`channel=bulk&limit=${ROWS}`, 'logmessages');
      expect([whole.body.length, whole.headers.has('link')]).toEqual([ROWS, false]);
    });

    it('have the right far pages at once after a write', async () => {
      const far = () => ids('limit=5&offset=200');
      const farFromEnd = () => ids('limit=5&offset=200&sort[id]=DESC');
      for (let turn = 1; turn <= 3; turn += 1) {
        expect(await far()).toEqual(all.slice(200, 205));
        expect(await farFromEnd()).toEqual([...all].reverse().slice(200, 205));
        const gone = all.splice(10, 1);
        expect((await api.call('DELETE', `/logmessages/${gone[0]}`)).status).toBe(200);
        expect(await far()).toEqual(all.slice(200, 205));
        const form = { channel: 'bulk', level: 'info', message: 'new' };
        const made = await api.call('POST', '/logmessages', { form });
        all.push(made.body.data.id);
        expect(await farFromEnd()).toEqual([...all].reverse().slice(200, 205));
        await api.call('PUT', `/logmessages/${all[3]}`, { form: { channel: 'other' } });
        all.splice(3, 1);
        expect(await far()).toEqual(all.slice(200, 205));
      }
    });
  });
});
