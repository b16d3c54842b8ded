import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import { expectRefused } from '../../support/envelope.js';
import { nextPage, pagesByCursor, pagesByOffset, query } from '../../support/lists.js';
import { listing, useJobs } from './jobs.js';

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
  const { names } = useJobs(api);
  const list = listing(api);

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

    it.each([...['garbage', '%00', 'W10', 'bnVsbA', 'e30', 'Nw', '2026-01-01']])(
      'that are none at all are ignored and named: %s',
      async (after) => {
        for (const limit of ['limit=2', 'limit=0', 'limit=5000']) {
          const { body, headers } = await list(`${limit}&after=${after}`);
          expect(body).toEqual((await list(limit)).body);
          expect(headers.get('x-ignored-parameters')).toBe('after');
        }
      },
    );

    it.each([
      ...[
        ['id'],
        ['id', {}],
        ['id', [1]],
        ['id', true],
        ['id', 1, 2],
        ['nope', 1],
        ['id', 'abc'],
        ['id', "1' OR '1'='1"],
      ].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      Buffer.from('["id",1e999]').toString('base64url'),
      Buffer.from('["id",-1e999]').toString('base64url'),
    ])('that have no place in the list are refused: %s', async (after) => {
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

  it('keep the whole query in the link to the next page, a second question mark too', async () => {
    const { headers } = await list('other=a?b&limit=1', 'impuestos');
    expect(headers.get('link')).toMatch(/\?other=a\?b&limit=1&after=[\w-]+>; rel="next"$/);
  });
});
