import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { bulkInsert, Registry } from '../../../src/models/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { describeApi } from '../../support/describe-api.js';
import { pagesByCursor, pagesByOffset } from '../../support/lists.js';
import { listing } from './jobs.js';

describeApi('lists', (api) => {
  const list = listing(api);

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
