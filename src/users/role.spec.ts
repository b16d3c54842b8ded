import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Role, RoleAccess, RoleUser, User } from './index.js';

describe('roles', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('get the next number as code', async () => {
    await bench.run((c) => c.records.insert(Role, { codrole: '7', descripcion: 'Siete' }));
    const role = await bench.run((c) => c.records.insert(Role, { descripcion: ' <Ocho> ' }));
    expect(role).toMatchObject({ codrole: '8', descripcion: '&lt;Ocho&gt;' });
  });

  it('need a proper code and a description', async () => {
    const bad = await refusedInsert(bench, Role, { codrole: 'a b', descripcion: 'x' });
    expect(bad.codes).toEqual(['invalid-alphanumeric-code']);
    const unnamed = await refusedInsert(bench, Role, { codrole: 'x' });
    expect(unnamed.codes).toEqual(['field-can-not-be-null']);
  });

  it('are given to users who exist, and go with them and with the role', async () => {
    const nobody = await refusedInsert(bench, RoleUser, { codrole: 'r' });
    expect(nobody.codes).toEqual(['nick-is-empty']);
    const nothing = await refusedInsert(bench, RoleUser, { nick: 'ana', codrole: '' });
    expect(nothing.codes).toEqual(['role-is-empty']);
    const unknown = await refusedInsert(bench, RoleUser, { nick: 'ana', codrole: 'r' });
    expect(unknown.codes).toEqual(['reference-not-found']);
    await bench.run(async (c) => {
      const password = { newPassword: 'abcdefg1', newPassword2: 'abcdefg1' };
      await c.records.insert(User, { nick: 'ana' }, password);
      const role = await c.records.insert(Role, { codrole: 'r', descripcion: 'R' });
      await c.records.insert(RoleUser, { nick: 'ana', codrole: 'r' });
      const access = await c.records.insert(RoleAccess, { codrole: 'r', pagename: 'NoSuchPage' });
      expect(access).toMatchObject({ allowdelete: true, allowupdate: true, onlyownerdata: false });
      await c.records.remove(Role, role);
    });
    expect(await bench.run((c) => c.records.count(RoleUser))).toBe(0);
    expect(await bench.run((c) => c.records.count(RoleAccess))).toBe(0);
  });
});
