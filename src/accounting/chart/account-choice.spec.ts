import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBooks, YEAR } from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { Customer, CustomerGroup, Supplier } from '../../parties/index.js';
import {
  existingSubaccounts,
  FiscalYear,
  partyAccount,
  specialSubaccount,
  specialSubaccounts,
  Subaccount,
  type Party,
  type Tag,
  type WantedCode,
} from '../index.js';

describe('choice of ledger accounts', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks();
  });
  afterAll(() => bench.close());

  const subaccount = (codsubcuenta: string) =>
    bench.run((c) => c.records.first(Subaccount, { codsubcuenta, codejercicio: YEAR }));
  const add = (codsubcuenta: string, values: Partial<Subaccount> = {}) =>
    bench.run((c) =>
      c.records.insert(Subaccount, {
        codejercicio: YEAR,
        codsubcuenta,
        descripcion: 'x',
        ...values,
      }),
    );
  const drop = (...codes: string[]) =>
    bench.run((c) => c.records.discard(Subaccount, { codsubcuenta: codes }));
  const ofParty = (party: Party, year = YEAR) => bench.run((c) => partyAccount(party, year, c));
  const sales = (code: string) => ofParty({ side: 'sales', code });
  const purchase = (code: string) => ofParty({ side: 'purchase', code });
  const customer = (values: Partial<Customer>) =>
    bench.run((c) => c.records.insert(Customer, { nombre: 'Cliente', cifnif: '', ...values }));
  const supplier = (values: Partial<Supplier>) =>
    bench.run((c) => c.records.insert(Supplier, { nombre: 'Proveedor', cifnif: '', ...values }));
  const accountOf = async (code: string) =>
    (await bench.run((c) => c.records.find(Customer, code)))!.codsubcuenta;

  describe('of a role', () => {
    const special = (tag: Tag, year = YEAR) => bench.run((c) => specialSubaccount(tag, year, c));

    it.each([
      ['VENTAS', '7000000000'],
      ['COMPRA', '6000000000'],
      ['IVAREP', '4770000000'],
      ['CLIENT', '4300000000'],
      ['IVARRE', null],
    ] as const)('%s is %s', async (tag, code) => {
      expect(await special(tag)).toBe(code);
    });

    it('is the tagged one with the lowest code, before that of an account', async () => {
      const values = { codcuentaesp: 'SUPLI' };
      await add('5720000009', values);
      await add('5550000008', values);
      expect(await special('SUPLI')).toBe('5550000008');
      await drop('5720000009', '5550000008');
    });

    it('is none in a year without a chart', async () => {
      expect(await special('VENTAS', '2025')).toBeNull();
    });
  });

  describe('of a customer', () => {
    beforeEach(async () => {
      await bench.run(async (c) => {
        await c.records.discard(Customer, {});
        await c.records.discard(CustomerGroup, {});
        const kept = ['4300000000', '4300000001'];
        const all = await c.records.list(Subaccount, { codcuenta: ['430', '4309'] });
        const made = all.filter(({ codsubcuenta }) => !kept.includes(codsubcuenta));
        await c.records.removeAll(Subaccount, made);
      });
    });

    it('is theirs, and made with their name when the year lacks it', async () => {
      await customer({ codcliente: 'A', codsubcuenta: '4300000001' });
      expect(await sales('A')).toBe('4300000001');
      await customer({ codcliente: 'B', codsubcuenta: '4300000077', razonsocial: 'Be SL' });
      expect(await sales('B')).toBe('4300000077');
      const made = await subaccount('4300000077');
      expect(made).toMatchObject({ codcuenta: '430', descripcion: 'Be SL' });
    });

    it('may be abbreviated with a dot', async () => {
      await customer({ codcliente: 'A' });
      await bench.run((c) =>
        c.records.assign(Customer, { codcliente: 'A' }, { codsubcuenta: '4300.55' }),
      );
      expect([await sales('A'), await sales('A')]).toEqual(['4300000055', '4300000055']);
    });

    it('is that of their group, which stays the group’s', async () => {
      await bench.run((c) =>
        c.records.insert(CustomerGroup, {
          codgrupo: 'G',
          nombre: 'Grupo',
          codsubcuenta: '4300000090',
        }),
      );
      await customer({ codcliente: 'A', codgrupo: 'G' });
      expect(await sales('A')).toBe('4300000090');
      expect(await subaccount('4300000090')).toMatchObject({ descripcion: 'Grupo' });
      expect(await accountOf('A')).toBeNull();
    });

    it.each([
      ['ZA01', '4300000002', 'the digits of their code are taken, and 1 too'],
      ['ZA07', '4300000007', 'the digits are free'],
      ['ZA', '4300000002', 'a code without digits is 0'],
      ['ZA12345678', '4300000002', 'the digits do not fit'],
      ['4300000123', '4300000123', 'the code is that of a ledger account'],
      ['4300000001', '4300000002', 'that one is taken'],
      ['5720000123', '4300000002', 'that one belongs elsewhere'],
    ])('%s without one becomes %s: %s', async (codcliente, code) => {
      await customer({ codcliente, razonsocial: 'Nuevo' });
      expect(await sales(codcliente)).toBe(code);
      expect(await subaccount(code)).toMatchObject({ codcuenta: '430', descripcion: 'Nuevo' });
      expect(await accountOf(codcliente)).toBe(code);
      expect(await sales(codcliente)).toBe(code);
    });

    it('is none that another customer has, also abbreviated, but a supplier may', async () => {
      await customer({ codcliente: 'A', codsubcuenta: '4300000005' });
      await customer({ codcliente: 'B' });
      await bench.run((c) =>
        c.records.assign(Customer, { codcliente: 'B' }, { codsubcuenta: '430.6' }),
      );
      await supplier({ codproveedor: 'S', codsubcuenta: '4300000002' });
      await customer({ codcliente: 'X5' });
      await customer({ codcliente: 'X6' });
      expect(await sales('X5')).toBe('4300000002');
      expect(await sales('X6')).toBe('4300000003');
      await bench.run((c) => c.records.discard(Supplier, {}));
    });

    it('goes on with the next numbers when all low ones are taken', async () => {
      await bench.run(async (c) => {
        for (let number = 2; number <= 120; number++) {
          if (number === 50) continue;
          const codsubcuenta = `430${String(number).padStart(7, '0')}`;
          const values = { codejercicio: YEAR, codsubcuenta, descripcion: 'x' };
          await c.records.insert(Subaccount, values);
        }
      });
      await customer({ codcliente: 'A' });
      // 120 ledger accounts, 4300000000 among them: the first candidate is that of 120.
      expect(await sales('A')).toBe('4300000121');
    });

    it('is none without the account, without a chart, and for nobody', async () => {
      await customer({ codcliente: 'A' });
      expect(await ofParty({ side: 'sales', code: 'A' }, '2025')).toBeNull();
      expect([await sales('NOBODY'), await sales('')]).toEqual([null, null]);
      await customer({ codcliente: 'B', codsubcuenta: '43' });
      expect(await sales('B')).toBeNull();
    });

    it('is one for each of parallel customers, and one for parallel documents', async () => {
      const codes = ['P1A', 'P1B', 'P1C', 'P1D'];
      for (const codcliente of codes) await customer({ codcliente });
      const found = await Promise.all([...codes, ...codes].map(sales));
      expect(new Set(found).size).toBe(4);
      expect(found.slice(0, 4)).toEqual(found.slice(4));
    });
  });

  it('of a supplier is under PROVEE, of a creditor under ACREED', async () => {
    await supplier({ codproveedor: 'ZAP1', razonsocial: 'Uno' });
    await supplier({ codproveedor: 'ZAP2', acreedor: true });
    await supplier({ codproveedor: 'ZAP3', codsubcuenta: '4000000333' });
    expect(await purchase('ZAP1')).toBe('4000000001');
    expect(await purchase('ZAP2')).toBe('4100000002');
    expect(await purchase('ZAP3')).toBe('4000000333');
    expect(await subaccount('4000000001')).toMatchObject({ codcuenta: '400', descripcion: 'Uno' });
    const stored = await bench.run((c) => c.records.find(Supplier, 'ZAP2'));
    expect(stored).toMatchObject({ codsubcuenta: '4100000002' });
  });

  describe('that a record names', () => {
    const existing = (...wanted: WantedCode[]) =>
      bench.run((c) => existingSubaccounts(wanted, YEAR, c));

    it('are those that there are, also abbreviated', async () => {
      const codes = ['7000000000', '7990000000', '572.0', '', '70'];
      expect(await existing(...codes.map((code) => ({ code })))).toEqual(
        new Map([
          ['7000000000', '7000000000'],
          ['572.0', '5720000000'],
        ]),
      );
    });

    it('are made under a role where that is asked for', async () => {
      const found = await existing(
        { code: '5720000077', below: { tag: 'BANCO', description: 'Banco' } },
        { code: '4730000007', below: { tag: 'IRPF' } },
        { code: '4778000021', below: { tag: 'IVARRE', description: 'Recargo' } },
        { code: '5700000001', below: { tag: 'CAJA' } },
        { code: '472', below: { tag: 'IVASOP' } },
      );
      const made = ['5720000077', '4730000007', '4778000021'];
      expect([...found.values()]).toEqual(made);
      const rows = await bench.run((c) => c.records.list(Subaccount, { codsubcuenta: made }));
      expect(rows.map(({ codcuenta, descripcion }) => [codcuenta, descripcion])).toEqual([
        ['572', 'Banco'],
        ['473', 'Cuenta 473'],
        ['477', 'Recargo'],
      ]);
      expect((await existing({ code: '572.77' })).get('572.77')).toBe('5720000077');
    });

    it('are none in a year that is closed or has no chart', async () => {
      const below = { tag: 'BANCO' as const };
      const of = (year: string) =>
        bench.run((c) => existingSubaccounts([{ code: '5720000088', below }], year, c));
      expect(await of('2025')).toEqual(new Map());
      expect(await of('1999')).toEqual(new Map());
      const set = (estado: string) =>
        bench.run((c) => c.records.assign(FiscalYear, { codejercicio: YEAR }, { estado }));
      await set('CERRADO');
      expect(await of(YEAR)).toEqual(new Map());
      await set('ABIERTO');
    });
  });

  it('are asked for with few statements', async () => {
    await customer({ codcliente: 'FEW', codsubcuenta: '4300000001' });
    let statements = 0;
    await bench.run(async (c) => {
      const rows = c.transaction.rows.bind(c.transaction);
      c.transaction.rows = (sql, values) => {
        if (!/FROM .(?:impuestos|retenciones)./.test(sql)) statements += 1;
        return rows(sql, values);
      };
      await specialSubaccounts(['VENTAS', 'IVAREP', 'SUPLI', 'DEVVEN'], YEAR, c);
      const subject = { side: 'sales', code: 'FEW' } as const;
      expect(await partyAccount(subject, YEAR, c)).toBe('4300000001');
      await partyAccount(subject, YEAR, c);
      await existingSubaccounts([{ code: '4300000001' }], YEAR, c);
    });
    // Roles; customer, fiscal year and codes.
    expect(statements).toBe(4);
  });
});
