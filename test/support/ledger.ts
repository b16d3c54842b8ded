import {
  Account,
  FiscalYear,
  JournalEntry,
  JournalEntryLine,
  SpecialAccount,
  Subaccount,
  type EntryDraft,
} from '../../src/accounting/index.js';
import { Company } from '../../src/company/index.js';
import { round, sum } from '../../src/kernel/money/decimal.js';
import type { Engine } from './place.js';
import { openRecords, type RecordsBench } from './records.js';

/** Accounts of a small chart with their roles; each hangs on the one that its code begins with. */
const ACCOUNTS: readonly (readonly [code: string, role?: string])[] = [
  ['1'],
  ['12'],
  ['129', 'PYG'],
  ['4'],
  ['40'],
  ['400', 'PROVEE'],
  ['41'],
  ['410', 'ACREED'],
  ['43'],
  ['430', 'CLIENT'],
  ['4309'],
  ['47'],
  ['470'],
  ['4700', 'IVADEU'],
  ['472', 'IVASOP'],
  ['473', 'IRPF'],
  ['475'],
  ['4750', 'IVAACR'],
  ['4751', 'IRPFPR'],
  ['477', 'IVAREP'],
  ['5'],
  ['55'],
  ['555', 'SUPLI'],
  ['57'],
  ['572', 'BANCO'],
  ['6'],
  ['60'],
  ['600', 'COMPRA'],
  ['608'],
  ['6080', 'DEVCOM'],
  ['7'],
  ['70'],
  ['700', 'VENTAS'],
  ['701', 'VENTAS'],
  ['708'],
  ['7080', 'DEVVEN'],
];

const SUBACCOUNTS = [
  ...['1290000000', '4000000000', '4100000000', '4300000000', '4300000001', '4700000000'],
  ...['4720000000', '4720000021', '4721000021', '4730000000', '4750000000', '4751000000'],
  ...['4770000000', '4770000021', '4771000021', '5550000000', '5720000000', '6000000000'],
  ...['6080000000', '7000000000', '7000000001', '7010000000', '7080000000'],
];

export const YEAR = '2026';

/** A company with the open years 2025 and 2026; the second one has a small chart of accounts. */
export async function openBooks(
  engine: Engine = 'embedded',
  settings: Record<string, unknown> = {},
): Promise<RecordsBench> {
  const bench = await openRecords({ idempresa: 1, coddivisa: 'EUR', ...settings }, engine);
  await bench.run(async (c) => {
    await c.records.insert(Company, {
      idempresa: 1,
      nombre: 'Uno',
      nombrecorto: 'Uno',
      cifnif: '',
    });
    for (const year of ['2025', YEAR]) {
      const days = { fechainicio: `${year}-01-01`, fechafin: `${year}-12-31` };
      await c.records.insert(FiscalYear, {
        codejercicio: year,
        nombre: year,
        idempresa: 1,
        ...days,
      });
    }
    for (const codcuentaesp of new Set(ACCOUNTS.flatMap(([, role]) => role ?? []))) {
      await c.records.insert(SpecialAccount, { codcuentaesp, descripcion: codcuentaesp });
    }
    for (const [codcuenta, role = null] of ACCOUNTS) {
      await c.records.insert(Account, {
        codejercicio: YEAR,
        codcuenta,
        codcuentaesp: role,
        descripcion: `Cuenta ${codcuenta}`,
        parent_codcuenta: codcuenta.slice(0, -1) || null,
      });
    }
    for (const codsubcuenta of SUBACCOUNTS) {
      const descripcion = `Subcuenta ${codsubcuenta}`;
      await c.records.insert(Subaccount, { codejercicio: YEAR, codsubcuenta, descripcion });
    }
  });
  return bench;
}

/** Takes all entries out of the books, as if there had never been any. */
export async function emptyBooks(bench: RecordsBench): Promise<void> {
  await bench.run(async (c) => {
    for (const table of ['partidas', 'asientos', 'fn_entry_numbers', 'fn_subaccount_ends']) {
      await c.transaction.run(`DELETE FROM ${table}`);
    }
    for (const table of ['subcuentas', 'cuentas']) {
      await c.transaction.run(`UPDATE ${table} SET debe = 0, haber = 0, saldo = 0`);
    }
  });
}

/** A draft over pairs of a code and an amount: debit when positive, credit when negative. */
export function draftOf(
  fecha: string,
  amounts: readonly (readonly [code: string, amount: number])[],
  values: Partial<EntryDraft> = {},
): EntryDraft {
  return {
    idempresa: 1,
    codejercicio: YEAR,
    fecha,
    concepto: 'Asiento',
    documento: null,
    importe: sum(amounts.map(([, amount]) => Math.max(0, amount))),
    lines: amounts.map(([codsubcuenta, amount]) => ({
      codsubcuenta,
      debe: Math.max(0, amount),
      haber: Math.max(0, -amount),
    })),
    ...values,
  };
}

/** Debit, credit and balance by key of ledger accounts and accounts, and balances by line. */
export interface Balances {
  readonly lines: ReadonlyMap<number, number>;
  readonly subaccounts: ReadonlyMap<string, readonly number[]>;
  readonly accounts: ReadonlyMap<string, readonly number[]>;
}

/** The balances that the tables hold. */
export async function storedBalances(bench: RecordsBench): Promise<Balances> {
  return bench.run(async (c) => {
    const totals = (each: Account | Subaccount) => [each.debe, each.haber, each.saldo] as number[];
    const [lines, subaccounts, accounts] = [
      await c.records.list(JournalEntryLine),
      await c.records.list(Subaccount),
      await c.records.list(Account),
    ];
    return {
      lines: new Map(lines.map((line) => [line.idpartida, line.saldo])),
      subaccounts: new Map(subaccounts.map((each) => [each.codsubcuenta, totals(each)])),
      accounts: new Map(accounts.map((each) => [each.codcuenta, totals(each)])),
    };
  });
}

/** The balances that follow from nothing but the amounts, dates and numbers of the ledger. */
export async function plainBalances(bench: RecordsBench): Promise<Balances> {
  return bench.run(async (c) => {
    const entries = new Map(
      (await c.records.list(JournalEntry)).map((each) => [each.idasiento, each]),
    );
    const [subaccounts, accounts] = [
      await c.records.list(Subaccount),
      await c.records.list(Account),
    ];
    const lines = inOrder(await c.records.list(JournalEntryLine), entries);
    const running = new Map<number, number>();
    const balances = lines.map(({ idpartida, idsubcuenta, debe, haber }) => {
      running.set(idsubcuenta, sum([running.get(idsubcuenta) ?? 0, debe, -haber]));
      return [idpartida, round(running.get(idsubcuenta)!, 2)] as const;
    });
    const homes = new Map(subaccounts.map((each) => [each.idsubcuenta, each.idcuenta]));
    const parents = new Map(accounts.map((each) => [each.idcuenta, each.parent_idcuenta]));
    const isBelow = (line: JournalEntryLine, account: number) => {
      let at = homes.get(line.idsubcuenta) ?? null;
      while (at !== null && at !== account) at = parents.get(at) ?? null;
      return at === account;
    };
    return {
      lines: new Map(balances.sort(([a], [b]) => a - b)),
      subaccounts: new Map(
        subaccounts.map(({ idsubcuenta: key, codsubcuenta }) => [
          codsubcuenta,
          totalsOf(lines.filter((line) => line.idsubcuenta === key)),
        ]),
      ),
      accounts: new Map(
        accounts.map(({ idcuenta, codcuenta }) => [
          codcuenta,
          totalsOf(lines.filter((line) => isBelow(line, idcuenta))),
        ]),
      ),
    };
  });
}

function inOrder(lines: JournalEntryLine[], entries: ReadonlyMap<number, JournalEntry>) {
  const place = ({ idasiento, idpartida }: JournalEntryLine) => {
    const { fecha, numero } = entries.get(idasiento)!;
    const [number, key] = [numero, idpartida].map((each) => String(each).padStart(9, '0'));
    return `${fecha} ${number} ${key}`;
  };
  return lines.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function totalsOf(lines: readonly JournalEntryLine[]): number[] {
  const debit = sum(lines.map(({ debe }) => debe));
  const credit = sum(lines.map(({ haber }) => haber));
  return [round(debit, 2), round(credit, 2), round(sum([debit, -credit]), 2)];
}
