import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { query } from '../../support/lists.js';
import { expectNotAllowed, listing, useJobs } from './jobs.js';

describeApi('lists', (api) => {
  const { jobs, names } = useJobs(api);
  const list = listing(api);

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
});
