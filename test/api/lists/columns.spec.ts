import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { query } from '../../support/lists.js';
import { expectNotAllowed, listing, useJobs } from './jobs.js';

describeApi('lists', (api) => {
  const { jobs } = useJobs(api);
  const list = listing(api);

  describe('bare parameters', () => {
    it('of column names are equalities that hold besides all filters', async () => {
      expect(await jobs('jobname=alfa')).toBe('ab');
      expect(await jobs('jobname=alfa&done=false')).toBe('b');
      const either = 'filter[daily_exec]=10&filter[duration_gt]=0&operation[duration_gt]=OR';
      expect(await jobs(either)).toBe('abdef');
      expect(await jobs(`${either}&done=true`)).toBe('adf');
      expect(await jobs(`done=1&${either}`)).toBe('adf');
    });

    it('may have the suffix of any operator', async () => {
      expect(await jobs('jobname_like=alfa')).toBe('ab');
      expect(await jobs('daily_exec_gte=7&date_lt=2026-02-15 10:00')).toBe('de');
      expect(await jobs('daily_exec_in=5,7&done_neq=0')).toBe('af');
      expect(await jobs('daily_exec_null=')).toBe('c');
      expect(await jobs('daily_exec=null')).toBe('');
      expect(await jobs('filter[daily_exec]=null')).toBe('');
    });

    it('are found inside of free texts, letter by letter', async () => {
      for (const [codtrans, nombre] of [
        ['FREE1', 'Rui Müller 100% a_b'],
        ['FREE2', 'Ruina 1000 axb'],
      ] as const) {
        const json = { codtrans, nombre, telefono: '100', web: '' };
        expect((await api.call('POST', '/agenciatransportes', { json })).status).toBe(200);
      }
      for (const [search, found] of [
        ['nombre=rui', 'FREE1 FREE2'],
        ['nombre=muller', 'FREE1'],
        ['nombre=100%25', 'FREE1'],
        ['nombre=a_b', 'FREE1'],
        ['nombre=Rui&codtrans=free2', 'FREE2'],
        ['nombre=Rui&codtrans=free', ''],
        ['nombre=Rui&telefono=10', ''],
        ['nombre=\\', ''],
      ] as const) {
        const { body } = await list(search, 'agenciatransportes');
        expect([search, body.map((each: { codtrans: string }) => each.codtrans).join(' ')]).toEqual(
          [search, found],
        );
      }
    });

    it.each([
      ['nope=1&codcliente=X&_=123&Token=x', 'nope, codcliente, _, Token'],
      ['daily_exec=abc', 'daily_exec'],
      ['date=32-01-2026&date_gt=hoy', 'date, date_gt'],
      ['done[]=1&done_neq=undefined', 'done, done_neq'],
      ['duration=NaN&jobname=', 'duration, jobname'],
    ])('that mean nothing are ignored and named: %s', async (search, names) => {
      expect(await jobs(search)).toBe('abcdef');
      const { headers } = await list(search);
      expect(headers.get('x-ignored-parameters')).toBe(names);
      const strict = await api.get(`/cronjobes?${search}`, {
        headers: { Prefer: 'handling=strict' },
      });
      expectRefused(strict, 400, 'ignored-names');
      expect(refusedFields(strict)).toEqual(names.split(', '));
    });

    it('are named on single records too', async () => {
      const { status, headers } = await api.get(
        '/divisas/EUR?codiso=1&filter[x]=1&fields=codiso,x',
      );
      expect([status, headers.get('x-ignored-parameters')]).toEqual([
        200,
        'fields, codiso, filter',
      ]);
      const sized = await api.get('/productoimagenes?width=50&height=50&depth=1');
      expect(sized.headers.get('x-ignored-parameters')).toBe('depth');
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
      const chosen = await list(`fields=${column}`, resource);
      expect(chosen.headers.get('x-ignored-parameters')).toBe('fields');
      expect(Object.keys(chosen.body[0])).not.toContain(column);
      const [first] = (await list('', resource)).body;
      expect(Object.keys(first)).not.toContain(column);
      expect((await api.get(`/${resource}/schema`)).body).not.toHaveProperty(column);
      const key = resource === 'users' ? first.nick : first.id;
      expect((await api.get(`/${resource}/${key}`)).body).not.toHaveProperty(column);
      const record = await api.get(`/${resource}/${key}?fields=${column}`);
      expect(record.body).not.toHaveProperty(column);
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

    it('are ignored as far as they are no columns', async () => {
      const { body, headers } = await list('fields=id,nope,COUNT(*)&limit=1');
      expect([Object.keys(body[0]), headers.get('x-ignored-parameters')]).toEqual([
        ['id'],
        'fields',
      ]);
      for (const search of ['fields=nope', 'fields[]=codiso']) {
        expect((await api.get(`/divisas/EUR?${search}`)).body).toMatchObject({ codiso: '978' });
      }
    });
  });
});
