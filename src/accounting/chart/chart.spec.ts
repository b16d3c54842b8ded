import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedRemoval, refusedUpdate } from '../../../test/support/refusal.js';
import {
  Account,
  EntryConcept,
  FiscalYear,
  Journal,
  JournalEntry,
  JournalEntryLine,
  SpecialAccount,
  Subaccount,
} from '../index.js';

const YEAR = { codejercicio: '2026' };

describe('chart of accounts', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: 1 });
    await bench.run(async (c) => {
      await c.transaction.run("INSERT INTO empresas (idempresa, nombre) VALUES (1, 'Uno')");
      for (const year of ['2025', '2026']) {
        await c.records.insert(FiscalYear, {
          codejercicio: year,
          fechainicio: `${year}-01-01`,
          fechafin: `${year}-12-31`,
        });
      }
      const root = { ...YEAR, codcuenta: '4', descripcion: 'Acreedores' };
      const { idcuenta } = await c.records.insert(Account, root);
      for (const codcuenta of ['430', '4309', '700']) {
        await c.records.insert(Account, {
          ...YEAR,
          codcuenta,
          descripcion: codcuenta,
          parent_idcuenta: codcuenta === '700' ? null : idcuenta,
        });
      }
      await c.records.update(FiscalYear, (await c.records.find(FiscalYear, '2025'))!, {
        estado: 'CERRADO',
      });
    });
  });
  afterAll(() => bench.close());

  const account = (codcuenta: string) =>
    bench.run(async (c) => (await c.records.first(Account, { codcuenta, ...YEAR }))!);
  const addAccount = (values: Partial<Account>) =>
    bench.run((c) => c.records.insert(Account, { ...YEAR, descripcion: 'x', ...values }));
  const addSubaccount = (values: Partial<Subaccount>) =>
    bench.run((c) => c.records.insert(Subaccount, { ...YEAR, descripcion: 'x', ...values }));

  describe('accounts', () => {
    it('are linked to their parent by number or code', async () => {
      const root = await account('4');
      const parent = { parent_idcuenta: root.idcuenta, parent_codcuenta: '4' };
      expect(await account('430')).toMatchObject(parent);
      const byCode = await addAccount({ codcuenta: ' 431 ', parent_codcuenta: '4' });
      expect(byCode).toMatchObject({ codcuenta: '431', ...parent });
      const same = await refusedUpdate(bench, Account, byCode.idcuenta, {
        parent_codcuenta: '430',
      });
      expect(same.codes).toEqual(['account-code-lower-than-parent']);
    });

    it('follow the half of the link that changes', async () => {
      const { idcuenta } = await addAccount({ codcuenta: '43095', parent_codcuenta: '430' });
      const change = (values: Partial<Account>) =>
        bench.run(async (c) =>
          c.records.update(Account, (await c.records.find(Account, idcuenta))!, values),
        );
      const [root, leaf] = [await account('4'), await account('4309')];
      expect(await change({ parent_codcuenta: '4309' })).toMatchObject({
        parent_idcuenta: leaf.idcuenta,
      });
      expect(await change({ parent_idcuenta: root.idcuenta })).toMatchObject({
        parent_codcuenta: '4',
      });
      expect(await change({ parent_idcuenta: null })).toMatchObject({ parent_codcuenta: null });
    });

    it('with an unknown parent are roots', async () => {
      const orphan = { codcuenta: '57', parent_idcuenta: 99999, parent_codcuenta: '5' };
      expect(await addAccount(orphan)).toMatchObject({
        parent_idcuenta: null,
        parent_codcuenta: null,
      });
    });

    it.each([
      [{ codcuenta: '' }, 'field-can-not-be-null'],
      [{ codcuenta: '43A' }, 'account-code-not-numeric'],
      [{ codcuenta: '44', descripcion: null }, 'field-can-not-be-null'],
      [{ codcuenta: '44', codejercicio: '' }, 'field-can-not-be-null'],
      [{ codcuenta: '44', codejercicio: 'NO' }, 'reference-not-found'],
      [{ codcuenta: '44', codejercicio: '2025' }, 'closed-exercise'],
      [{ codcuenta: '444', parent_codcuenta: '430' }, 'account-code-lower-than-parent'],
      [{ codcuenta: '4300000000' }, 'account-code-bigger-than-subaccounts'],
      [{ codcuenta: '430' }, 'duplicated-value'],
      [{ codcuenta: '44', codcuentaesp: 'NO' }, 'reference-not-found'],
    ])('refuse %j', async (values, code) => {
      const wrong = { ...YEAR, descripcion: 'x', ...values } as Partial<Account>;
      expect((await refusedInsert(bench, Account, wrong)).codes).toEqual([code]);
    });

    it('are not their own parent', async () => {
      const { idcuenta } = await account('700');
      const own = { parent_idcuenta: idcuenta, codcuenta: '7001' };
      const { codes } = await refusedUpdate(bench, Account, idcuenta, own);
      expect(codes).toEqual(['account-own-parent']);
    });

    it('take no totals from clients', async () => {
      const totals = { debe: 5, haber: 3, saldo: 9 };
      const saved = await addAccount({ codcuenta: '61', ...totals });
      expect(saved).toMatchObject({ debe: 0, haber: 0, saldo: 0 });
      await bench.run((c) => c.records.assign(Account, { idcuenta: saved.idcuenta }, { debe: 7 }));
      const changed = await bench.run(async (c) =>
        c.records.update(Account, (await c.records.find(Account, saved.idcuenta))!, totals),
      );
      expect(changed).toMatchObject({ debe: 7, haber: 0, saldo: 0 });
    });

    it('pass a new code on to what is below them', async () => {
      const { idcuenta } = await addAccount({ codcuenta: '62' });
      await addAccount({ codcuenta: '62900', parent_idcuenta: idcuenta });
      await addSubaccount({ codsubcuenta: '6200000000', idcuenta });
      await bench.run(async (c) =>
        c.records.update(Account, (await c.records.find(Account, idcuenta))!, { codcuenta: '629' }),
      );
      expect(await account('62900')).toMatchObject({ parent_codcuenta: '629' });
      const [below] = await bench.run((c) => c.records.list(Subaccount, { idcuenta }));
      expect(below).toMatchObject({ codcuenta: '629' });
    });

    it('take their totals along when they move, and so do ledger accounts', async () => {
      const add = async (codcuenta: string, parent_codcuenta: string | null = null) =>
        (await addAccount({ codcuenta, parent_codcuenta })).idcuenta;
      const [top, middle, low] = [await add('8'), await add('80', '8'), await add('800', '80')];
      const other = await add('2');
      const { idsubcuenta } = await addSubaccount({ codsubcuenta: '8000000000', idcuenta: low });
      await bench.run(async (c) => {
        const totals = { debe: 5, haber: 3, saldo: 2 };
        await c.records.assign(Subaccount, { idsubcuenta }, totals);
        await c.records.assign(Account, { idcuenta: [top, middle, low] }, totals);
      });
      const balances = () =>
        bench.run(async (c) => {
          const accounts = await c.records.list(Account, { idcuenta: [top, middle, low, other] });
          return accounts.map(({ debe, haber, saldo }) => [debe, haber, saldo].join());
        });
      const move = <T extends object>(entity: new () => T, key: number, values: Partial<T>) =>
        bench.run(async (c) =>
          c.records.update(entity, (await c.records.find(entity, key))!, values),
        );
      await move(Account, low, { parent_codcuenta: '8' });
      expect(await balances()).toEqual(['5,3,2', '0,0,0', '5,3,2', '0,0,0']);
      await move(Account, low, { parent_codcuenta: '2' });
      expect(await balances()).toEqual(['0,0,0', '0,0,0', '5,3,2', '5,3,2']);
      await move(Subaccount, idsubcuenta, { codcuenta: '80' });
      expect(await balances()).toEqual(['5,3,2', '5,3,2', '0,0,0', '0,0,0']);
    });

    it('go when nothing of value hangs on them', async () => {
      const parent = await refusedRemoval(bench, Account, (await account('4')).idcuenta);
      expect(parent.codes).toEqual(['account-with-children']);
      const { idcuenta } = await addAccount({ codcuenta: '63' });
      const { idsubcuenta } = await addSubaccount({ codsubcuenta: '6300000000', idcuenta });
      await bench.run((c) => c.records.assign(Subaccount, { idsubcuenta }, { debe: 5, haber: 5 }));
      const used = await refusedRemoval(bench, Account, idcuenta);
      expect(used.codes).toEqual(['account-with-balance']);
      await bench.run(async (c) => {
        await c.records.assign(Subaccount, { idsubcuenta }, { debe: 0, haber: 0 });
        await c.records.remove(Account, (await c.records.find(Account, idcuenta))!);
      });
      expect(await bench.run((c) => c.records.find(Subaccount, idsubcuenta))).toBeNull();
    });
  });

  describe('ledger accounts', () => {
    it('may be abbreviated with a dot, when they are new', async () => {
      const saved = await addSubaccount({ codsubcuenta: '4309.1', codcuenta: '4309' });
      const { idcuenta } = await account('4309');
      expect(saved).toMatchObject({ codsubcuenta: '4309000001', codcuenta: '4309', idcuenta });
      const refused = await refusedUpdate(bench, Subaccount, saved.idsubcuenta, {
        codsubcuenta: '4309.2',
      });
      expect(refused.codes).toEqual(['account-length-error']);
    });

    it('go under the account with the longest code that theirs begins with', async () => {
      const moved = await addSubaccount({ codsubcuenta: '4309.22', codcuenta: '700' });
      expect(moved).toMatchObject({ codsubcuenta: '4309000022', codcuenta: '4309' });
      const { idcuenta } = await account('430');
      expect(await addSubaccount({ codsubcuenta: '4300000001' })).toMatchObject({
        codcuenta: '430',
        idcuenta,
      });
      expect(await addSubaccount({ codsubcuenta: '4300000002', codcuenta: '4' })).toMatchObject({
        codcuenta: '4',
      });
      const letters = { codsubcuenta: 'ABCDEFGHIJ', codcuenta: '700' };
      expect(await addSubaccount(letters)).toMatchObject({ codcuenta: '700' });
    });

    it.each([
      [{ codsubcuenta: '43.0.1', codcuenta: '430' }, 'account-length-error'],
      [{ codsubcuenta: '43000', codcuenta: '430' }, 'account-length-error'],
      [{ codsubcuenta: '' }, 'field-can-not-be-null'],
      [{ codsubcuenta: '9000000000' }, 'account-not-found'],
      [{ codsubcuenta: '9000000000', codcuenta: '900', idcuenta: 99999 }, 'account-not-found'],
      [{ codsubcuenta: '4300000009', descripcion: null }, 'field-can-not-be-null'],
      [{ codsubcuenta: '4300000009', codejercicio: '2025' }, 'closed-exercise'],
      [{ codsubcuenta: '4300000001' }, 'duplicated-value'],
    ])('refuse %j', async (values, code) => {
      const wrong = { ...YEAR, descripcion: 'x', ...values } as Partial<Subaccount>;
      expect((await refusedInsert(bench, Subaccount, wrong)).codes).toEqual([code]);
    });

    it('take no totals from clients, and have the balance of theirs', async () => {
      const totals = { debe: 5, haber: 3, saldo: 99 };
      const saved = await addSubaccount({ codsubcuenta: '700.7', ...totals });
      expect(saved).toMatchObject({ debe: 0, haber: 0, saldo: 0 });
      const { idsubcuenta } = saved;
      await bench.run((c) =>
        c.records.assign(Subaccount, { idsubcuenta }, { debe: 0.3, haber: 0.1 }),
      );
      const changed = await bench.run(async (c) =>
        c.records.update(Subaccount, (await c.records.find(Subaccount, idsubcuenta))!, totals),
      );
      expect(changed).toMatchObject({ debe: 0.3, haber: 0.1, saldo: 0.2 });
    });

    it('pass a new code on to their journal lines', async () => {
      const one = await addSubaccount({ codsubcuenta: '700.8' });
      const two = await addSubaccount({ codsubcuenta: '700.9' });
      await bench.run(async (c) => {
        const entry = `INSERT INTO asientos (idasiento, codejercicio, editable, fecha, numero)
          VALUES (1, '2026', 1, '2026-01-01', 1)`;
        await c.transaction.run(entry);
        for (const [line, against] of [
          [one, two],
          [two, one],
        ] as const) {
          await c.transaction.run(
            `INSERT INTO partidas (idasiento, idsubcuenta, codsubcuenta, idcontrapartida,
              codcontrapartida) VALUES (1, ?, ?, ?, ?)`,
            [line.idsubcuenta, line.codsubcuenta, against.idsubcuenta, against.codsubcuenta],
          );
        }
        await c.records.update(Subaccount, one, { codsubcuenta: '7000000080' });
      });
      expect(await bench.run((c) => c.records.list(JournalEntryLine))).toMatchObject([
        { codsubcuenta: '7000000080', codcontrapartida: '7000000009' },
        { codsubcuenta: '7000000009', codcontrapartida: '7000000080' },
      ]);
      const { codes } = await refusedRemoval(bench, Subaccount, one.idsubcuenta);
      expect(codes).toEqual(['record-in-use']);
      await bench.run((c) => c.records.discard(JournalEntry, {}));
    });

    it('of a closed year stay', async () => {
      const { idsubcuenta } = await addSubaccount({ codsubcuenta: '700.5' });
      const set = (estado: string) =>
        bench.run((c) => c.records.assign(FiscalYear, YEAR, { estado }));
      await set('CERRADO');
      const changed = await refusedUpdate(bench, Subaccount, idsubcuenta, { descripcion: 'y' });
      const removed = await refusedRemoval(bench, Subaccount, idsubcuenta);
      const parent = await refusedRemoval(bench, Account, (await account('700')).idcuenta);
      await set('ABIERTO');
      for (const { codes } of [changed, removed, parent])
        expect(codes).toEqual(['closed-exercise']);
      await bench.run(async (c) =>
        c.records.remove(Subaccount, (await c.records.find(Subaccount, idsubcuenta))!),
      );
    });
  });

  it('has tags with a code of at most six characters', async () => {
    const tag = await bench.run((c) =>
      c.records.insert(SpecialAccount, { codcuentaesp: 'CLIENT', descripcion: '<Clientes>' }),
    );
    expect(tag).toMatchObject({ descripcion: '&lt;Clientes&gt;' });
    for (const [codcuentaesp, code] of [
      ['CLIENTS', 'invalid-alphanumeric-code'],
      ['A B', 'invalid-alphanumeric-code'],
      ['', 'field-can-not-be-null'],
    ]) {
      const wrong = { codcuentaesp, descripcion: 'x' };
      expect((await refusedInsert(bench, SpecialAccount, wrong)).codes).toEqual([code]);
    }
  });

  it('has journals and texts that number themselves', async () => {
    await bench.run(async (c) => {
      await c.records.insert(Journal, { iddiario: 9, descripcion: 'Otro' });
      expect(await c.records.insert(Journal, { descripcion: 'Más' })).toMatchObject({
        iddiario: 10,
      });
      await c.records.insert(EntryConcept, { codconcepto: 'NOM', descripcion: 'Nómina' });
      expect(
        await c.records.insert(EntryConcept, { descripcion: '"x"', codconcepto: '' }),
      ).toMatchObject({
        codconcepto: '1',
        descripcion: '&quot;x&quot;',
      });
    });
    const unnamed = await refusedInsert(bench, Journal, { descripcion: ' ' });
    expect(unnamed.codes).toEqual(['field-can-not-be-null']);
    const long = await refusedInsert(bench, EntryConcept, {
      codconcepto: 'x'.repeat(7),
      descripcion: '',
    });
    expect(long.codes).toEqual(['field-value-too-long']);
  });
});
