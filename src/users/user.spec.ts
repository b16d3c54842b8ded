import { compare } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Warehouse } from '../company/index.js';
import { RuleError } from '../kernel/errors/problem.js';
import { Page, Role, RoleAccess, RoleUser, User } from './index.js';

const PASSWORD = { newPassword: 'segura2026', newPassword2: 'segura2026' };

describe('users', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: 1, codalmacen: 'ALG', codrole: 'employee' });
    await bench.run(async (c) => {
      await c.transaction.run("INSERT INTO empresas (idempresa, nombre) VALUES (1, 'Uno')");
      await c.transaction.run(
        "INSERT INTO almacenes (codalmacen, nombre, idempresa) VALUES ('ALG', 'General', 1)",
      );
    });
    await bench.run(async (c) => {
      await c.records.insert(Role, { codrole: 'employee', descripcion: 'Empleado' });
      for (const name of ['Dashboard', 'ListCliente', 'ListProducto']) {
        await c.records.insert(Page, { name, title: name });
        await c.records.insert(RoleAccess, { codrole: 'employee', pagename: name });
      }
      await c.records.insert(User, { nick: 'admin', admin: true }, PASSWORD);
    });
  });
  afterAll(() => bench.close());

  const create = (values: Partial<User>, extra: Record<string, unknown> = PASSWORD) =>
    bench.run((c) => c.records.insert(User, values, extra));
  const change = (nick: string, values: Partial<User>, extra: Record<string, unknown> = {}) =>
    bench.run(async (c) => {
      return c.records.update(User, (await c.records.find(User, nick))!, values, extra);
    });
  const find = (nick: string) => bench.run((c) => c.records.find(User, nick));

  it('start with level 2 and the language of the server, their password hashed', async () => {
    const user = await create({ nick: ' ana@x ', email: ' ANA@Example.COM ' });
    expect(user).toMatchObject({
      nick: 'ana@x',
      email: 'ana@example.com',
      enabled: true,
      admin: false,
      level: 2,
      langcode: 'en_EN',
      two_factor_enabled: false,
      lastbrowser: '',
      lastip: '',
    });
    const stored = (await find('ana@x'))!;
    expect(await compare(PASSWORD.newPassword, stored.password)).toBe(true);
    expect(stored.password).toMatch(/^\$2[by]\$10\$/);
    expect(stored.logkey).toMatch(/^[A-Za-z0-9]{99}$/);
    expect(stored.lastactivity).not.toBeNull();
  });

  it.each(['ab', 'a b c', 'ñandú', 'x'.repeat(51), ''])('refuse the nick %j', async (nick) => {
    const refused = await refusedInsert(bench, User, { nick });
    expect(refused.codes).toEqual(['invalid-alphanumeric-code']);
  });

  it('need a password', async () => {
    const { codes, problem } = await refusedInsert(bench, User, { nick: 'nopass' });
    expect(codes).toEqual(['field-can-not-be-null']);
    expect(problem.field).toBe('password');
    expect(await find('nopass')).toBeNull();
  });

  it.each([
    [{ newPassword: 'segura2026', newPassword2: 'segura2027' }, 'different-passwords'],
    [{ newPassword: 'segura2026' }, 'different-passwords'],
    [{ newPassword2: 'segura2026' }, 'different-passwords'],
    [{ newPassword: 'corta12', newPassword2: 'corta12' }, 'weak-password'],
    [{ newPassword: 'sinnumeros', newPassword2: 'sinnumeros' }, 'weak-password'],
    [{ newPassword: '1234567890', newPassword2: '1234567890' }, 'weak-password'],
  ])('refuse the passwords %j', async (extra, code) => {
    const attempt = create({ nick: 'weak' }, extra);
    await expect(attempt).rejects.toThrow(code);
    await expect(attempt).rejects.toBeInstanceOf(RuleError);
  });

  it('keep their password when none is sent', async () => {
    await create({ nick: 'keeps' });
    const { password, logkey } = (await find('keeps'))!;
    await change('keeps', { email: 'k@x.es' }, { newPassword: '', newPassword2: '' });
    expect(await find('keeps')).toMatchObject({ password, logkey, email: 'k@x.es' });
    await change('keeps', {}, { newPassword: 'otra12345', newPassword2: 'otra12345' });
    const changed = (await find('keeps'))!;
    expect(await compare('otra12345', changed.password)).toBe(true);
    expect(changed.logkey).not.toBe(logkey);
  });

  it('refuse an e-mail address that is none and show it cleared', async () => {
    const { codes, record } = await refusedInsert(bench, User, { nick: 'mail', email: 'nope' });
    expect(codes).toEqual(['not-valid-email']);
    expect(record.email).toBeNull();
  });

  it('refuse a home page that is no name or no page', async () => {
    const bad = await refusedInsert(bench, User, { nick: 'home', homepage: '../x' });
    expect(bad.codes).toEqual(['invalid-homepage']);
    await expect(create({ nick: 'home', homepage: 'Nothing' })).rejects.toThrow('homepage');
    expect(await find('home')).toBeNull();
  });

  it('of an administrator have level 99 and no role', async () => {
    expect(await create({ nick: 'boss', admin: true, level: 5 })).toMatchObject({ level: 99 });
    expect(await bench.run((c) => c.records.count(RoleUser, { nick: 'boss' }))).toBe(0);
  });

  it('get the role of the settings and its first list as home page', async () => {
    expect(await create({ nick: 'emp' })).toMatchObject({ homepage: 'ListCliente' });
    expect(await find('emp')).toMatchObject({ homepage: 'ListCliente' });
    expect(await bench.run((c) => c.records.list(RoleUser, { nick: 'emp' }))).toMatchObject([
      { codrole: 'employee' },
    ]);
    expect(await create({ nick: 'emp2', homepage: 'Dashboard' })).toMatchObject({
      homepage: 'Dashboard',
    });
  });

  it('keep a warehouse and company only together, and no unknown agent', async () => {
    const fits = await create({ nick: 'ware', codalmacen: 'ALG', idempresa: 1, codagente: 'NO' });
    expect(fits).toMatchObject({ codalmacen: 'ALG', idempresa: 1, codagente: null });
    for (const half of [{ codalmacen: 'ALG' }, { idempresa: 1 }]) {
      expect(await change('ware', { codalmacen: null, idempresa: null, ...half })).toMatchObject({
        codalmacen: null,
        idempresa: null,
      });
    }
    await bench.run((c) => c.records.insert(Warehouse, { codalmacen: 'B', nombre: 'B' }));
    await bench.run((c) => c.records.assign(Warehouse, { codalmacen: 'B' }, { idempresa: null }));
    expect(await change('ware', { codalmacen: 'B', idempresa: 1 })).toMatchObject({
      codalmacen: null,
      idempresa: null,
    });
  });

  it('cut what browsers and proxies say', async () => {
    const user = await create({
      nick: 'cut',
      lastbrowser: 'b'.repeat(300),
      lastip: '1'.repeat(60),
    });
    expect(user.lastbrowser).toHaveLength(200);
    expect(user.lastip).toHaveLength(45);
  });

  it('are never all deleted', async () => {
    const nicks = (await bench.run((c) => c.records.list(User))).map(({ nick }) => nick);
    for (const nick of nicks.filter((each) => each !== 'admin')) {
      await bench.run(async (c) => c.records.remove(User, (await c.records.find(User, nick))!));
    }
    const { codes } = await refusedRemoval(bench, User, 'admin');
    expect(codes).toEqual(['last-user-can-not-be-deleted']);
  });
});
