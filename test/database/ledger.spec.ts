import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Account,
  fiscalYear,
  JournalEntry,
  JournalEntryLine,
  partyAccount,
  postEntry,
  removeEntry,
  settleBalances,
  Subaccount,
} from '../../src/accounting/index.js';
import { RuleError } from '../../src/kernel/errors/problem.js';
import type { Context } from '../../src/models/index.js';
import { Customer } from '../../src/parties/index.js';
import { describeEngines } from '../support/describe-api.js';
import {
  draftOf,
  emptyBooks,
  openBooks,
  plainBalances,
  storedBalances,
  YEAR,
} from '../support/ledger.js';
import type { RecordsBench } from '../support/records.js';

const CODES = ['4300000001', '4770000021', '7000000000', '5720000000', '4000000000'];
const [CUSTOMER, VAT, SALES, BANK] = CODES as [string, string, string, string];

describeEngines('the ledger', (engine) => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks(engine);
  });
  afterAll(() => bench.close());
  beforeEach(() => emptyBooks(bench));
  afterEach(async () => {
    expect(await storedBalances(bench)).toEqual(await plainBalances(bench));
  });

  const sale = (fecha: string, total = 121) =>
    draftOf(fecha, [
      [CUSTOMER, total],
      [VAT, -21],
      [SALES, 21 - total],
    ]);
  const post = (...draft: Parameters<typeof draftOf>) =>
    bench.run((c) => postEntry(draftOf(...draft), c));
  const linesOf = (idasiento: number) =>
    bench.run((c) => c.records.list(JournalEntryLine, { idasiento }, { orderBy: ['idpartida'] }));
  const totals = async (codsubcuenta: string) => {
    const found = await bench.run((c) => c.records.first(Subaccount, { codsubcuenta }));
    return [found?.debe, found?.haber, found?.saldo];
  };

  it('posts an entry with its lines and balances', async () => {
    const [line, ...others] = sale('2026-03-10').lines;
    const entry = await bench.run((c) =>
      postEntry(
        {
          ...sale('2026-03-10'),
          concepto: 'Factura <1>',
          documento: 'F1',
          iddiario: null,
          canal: 3,
          lines: [
            { ...line!, concepto: 'Cliente' },
            ...others.map((other) => ({ ...other, codcontrapartida: CUSTOMER, iva: 21 })),
          ],
        },
        c,
      ),
    );
    expect(entry).toMatchObject({
      canal: 3,
      codejercicio: YEAR,
      concepto: 'Factura &lt;1&gt;',
      documento: 'F1',
      editable: true,
      idempresa: 1,
      importe: 121,
      numero: 1,
      operacion: null,
    });
    const customer = await bench.run((c) =>
      c.records.first(Subaccount, { codsubcuenta: CUSTOMER }),
    );
    const { idsubcuenta } = customer!;
    expect(await linesOf(entry.idasiento)).toMatchObject([
      { codsubcuenta: CUSTOMER, concepto: 'Cliente', debe: 121, idcontrapartida: null, saldo: 121 },
      { codsubcuenta: VAT, haber: 21, saldo: -21, iva: 21, idcontrapartida: idsubcuenta },
      { codsubcuenta: SALES, haber: 100, saldo: -100, documento: 'F1', coddivisa: 'EUR' },
    ]);
    expect(await totals(CUSTOMER)).toEqual([121, 0, 121]);
    const top = await bench.run((c) => c.records.first(Account, { codcuenta: '4' }));
    expect(top).toMatchObject({ debe: 121, haber: 21, saldo: 100 });
  });

  it('keeps cents exact, and several lines of an entry in order', async () => {
    await bench.run((c) => postEntry(sale('2026-03-10'), c));
    const entry = await post('2026-03-11', [
      [BANK, 0.1],
      [BANK, 0.2],
      [CUSTOMER, -0.3],
      [BANK, 0.7],
      [CUSTOMER, -0.7],
    ]);
    const balances = (await linesOf(entry.idasiento)).map(({ saldo }) => saldo);
    expect(balances).toEqual([0.1, 0.3, 120.7, 1, 120]);
  });

  it.each([
    [[[CUSTOMER, 10]], 'unbalanced-accounting-entry'],
    [[], 'unbalanced-accounting-entry'],
    [
      [
        [CUSTOMER, NaN],
        [SALES, -1],
      ],
      'unbalanced-accounting-entry',
    ],
    [
      [
        [CUSTOMER, 1],
        ['9990000000', -1],
      ],
      'subaccount-not-in-exercise',
    ],
  ] as [[string, number][], string][])('refuses %j', async (amounts, code) => {
    const before = await bench.run((c) => c.records.count(JournalEntry));
    // Whoever goes on without the entry leaves nothing of it behind.
    await bench.run(async (c) => {
      const refusal = await postEntry(draftOf('2026-03-12', amounts), c).catch((e: unknown) => e);
      expect((refusal as RuleError).problems[0]).toMatchObject({ code });
    });
    expect(await bench.run((c) => c.records.count(JournalEntry))).toBe(before);
  });

  it.each([
    [{ codejercicio: '2025' }, 'subaccount-not-in-exercise'],
    [{ codejercicio: 'NO' }, 'subaccount-not-in-exercise'],
    [{ fecha: '2027-01-01' }, 'date-out-of-exercise'],
    [{ idempresa: 7 }, 'exercise-company-mismatch'],
    [{ documento: 'x'.repeat(51) }, 'field-value-too-long'],
    [{ concepto: '' }, 'field-can-not-be-null'],
  ])('refuses a draft with %j', async (values, code) => {
    const refused = post('2026-03-12', [[CUSTOMER, 1], [SALES, -1]], values); // prettier-ignore
    await expect(refused).rejects.toThrow(code);
  });

  it('puts entries of earlier days before later ones', async () => {
    await post('2026-03-11', [[BANK, 1], [CUSTOMER, -1]]); // prettier-ignore
    const later = await post('2026-09-01', [[BANK, 50], [CUSTOMER, -50]]); // prettier-ignore
    const first = await post('2026-02-01', [[BANK, 7], [SALES, -7]]); // prettier-ignore
    const between = await post('2026-08-01', [[BANK, 5], [SALES, -5]]); // prettier-ignore
    const bank = async (entry: JournalEntry) => (await linesOf(entry.idasiento))[0]!.saldo;
    expect([await bank(first), await bank(between), await bank(later)]).toEqual([7, 13, 63]);
    await bench.run((c) => removeEntry(first.idasiento, c));
    expect([await bank(between), await bank(later)]).toEqual([6, 56]);
  });

  it('removes entries that are locked by hand, and only once', async () => {
    const entry = await post('2026-10-01', [[BANK, 9], [SALES, -9]]); // prettier-ignore
    const { idasiento } = entry;
    await bench.run((c) => c.records.update(JournalEntry, entry, { editable: false }));
    const removals = [1, 2, 3].map(() => bench.run((c) => removeEntry(idasiento, c)));
    await Promise.all(removals);
    expect(await linesOf(idasiento)).toEqual([]);
    const next = await post('2026-10-02', [[BANK, 9], [SALES, -9]]); // prettier-ignore
    expect(next.numero).toBe(entry.numero);
    expect(next.idasiento).toBeGreaterThan(idasiento);
  });

  it('shows balances inside of the unit of work to those who settle them', async () => {
    await bench.run(async (c) => {
      await postEntry(sale('2026-11-01'), c);
      const before = await c.records.first(Subaccount, { codsubcuenta: VAT });
      await settleBalances(c);
      const after = await c.records.first(Subaccount, { codsubcuenta: VAT });
      expect(after!.haber).toBe(before!.haber + 21);
      await postEntry(sale('2026-11-01'), c);
    });
  });

  it('notices lines that another program wrote', async () => {
    const entry = await post('2026-11-05', [[BANK, 1], [SALES, -1]]); // prettier-ignore
    const { idsubcuenta } = (await linesOf(entry.idasiento))[0]!;
    const before = (await totals(BANK))[2]!;
    await bench.run(async (c) => {
      // As it does: the line first, the totals of the ledger account and of those above later.
      await c.transaction.run(
        `INSERT INTO partidas (idasiento, idsubcuenta, codsubcuenta, concepto, debe, saldo)
         VALUES (?, ?, ?, 'x', 100, ?)`,
        [entry.idasiento, idsubcuenta, BANK, before + 100],
      );
      await c.transaction.run(
        'UPDATE subcuentas SET debe = debe + 100, saldo = saldo + 100 WHERE idsubcuenta = ?',
        [idsubcuenta],
      );
      await c.transaction.run(
        `UPDATE cuentas SET debe = debe + 100, saldo = saldo + 100
         WHERE codcuenta IN ('572', '57', '5')`,
      );
    });
    const next = await post('2026-11-06', [[BANK, 2], [SALES, -2]]); // prettier-ignore
    expect((await linesOf(next.idasiento))[0]!.saldo).toBe(before + 102);
  });

  it('adds up what another program has not added up yet, once it is seen', async () => {
    const entry = await post('2026-11-07', [[CUSTOMER, 1], [SALES, -1]]); // prettier-ignore
    const { idsubcuenta } = (await linesOf(entry.idasiento))[0]!;
    await bench.run(async (c) => {
      const line = `INSERT INTO partidas (idasiento, idsubcuenta, codsubcuenta, concepto, debe)
        VALUES (?, ?, ?, 'x', 3)`;
      await c.transaction.run(line, [entry.idasiento, idsubcuenta, CUSTOMER]);
      const forget = 'DELETE FROM fn_subaccount_ends WHERE idsubcuenta = ?';
      await c.transaction.run(forget, [idsubcuenta]);
    });
    await post('2026-11-01', [[CUSTOMER, 5], [SALES, -5]]); // prettier-ignore
  });

  it('takes eight statements for an invoice whose fiscal year is known', async () => {
    await bench.run((c) => postEntry(sale('2026-12-30'), c));
    const statements: string[] = [];
    await bench.run(async (c) => {
      // As the document did before.
      await fiscalYear(YEAR, c);
      await c.records.all(c.models.ofTable('regularizacionimpuestos').entity);
      listen(c, statements);
      await postEntry(sale('2026-12-30'), c);
    });
    const kinds = statements.map(
      (sql) => /^(?:\w+ (?:INTO|FROM)?|SELECT).*?`?"?(\w+)/.exec(sql)?.[0],
    );
    expect(statements, kinds.join('\n')).toHaveLength(8);
  });

  it('reaches the top of a chart of many levels', async () => {
    const codes = Array.from({ length: 9 }, (_, index) => '8'.padEnd(index + 1, '0'));
    await bench.run(async (c) => {
      const values = { codejercicio: YEAR, descripcion: 'x' };
      for (const codcuenta of codes) {
        const parent = codcuenta.slice(0, -1) || null;
        await c.records.insert(Account, { ...values, codcuenta, parent_codcuenta: parent });
      }
      await c.records.insert(Subaccount, { ...values, codsubcuenta: '8000000001' });
    });
    await post('2026-12-01', [['8000000001', 4], [SALES, -4]]); // prettier-ignore
    const top = await bench.run((c) => c.records.first(Account, { codcuenta: '8' }));
    expect(top).toMatchObject({ debe: 4, haber: 0, saldo: 4 });
  });

  it('numbers and adds up what comes at the same time', async () => {
    const before = await bench.run((c) => c.records.count(JournalEntry));
    const days = Array.from(
      { length: 24 },
      (_, index) => `2026-12-${String(8 + (index % 20)).padStart(2, '0')}`,
    );
    const made = await Promise.all(days.map((day) => bench.run((c) => postEntry(sale(day), c))));
    const numbers = made.map(({ numero }) => numero);
    expect(new Set(numbers).size).toBe(24);
    expect(Math.max(...numbers) - Math.min(...numbers)).toBe(23);
    const removed = made.slice(0, 12).map(({ idasiento }) => idasiento);
    await Promise.all([
      ...removed.map((key) => bench.run((c) => removeEntry(key, c))),
      ...days.slice(0, 12).map((day) => bench.run((c) => postEntry(sale(day), c))),
    ]);
    expect(await bench.run((c) => c.records.count(JournalEntry))).toBe(before + 24);
    const all = await bench.run((c) => c.records.list(JournalEntry));
    expect(new Set(all.map(({ numero }) => numero)).size).toBe(all.length);
  });

  it('gives parallel first invoices of customers a ledger account each', async () => {
    const codes = ['P1A', 'P1B', 'P1C', 'P1D'];
    for (const codcliente of codes) {
      await bench.run((c) => c.records.insert(Customer, { codcliente, nombre: 'x', cifnif: '' }));
    }
    const invoice = (code: string) =>
      bench.run(async (c) => {
        const account = await partyAccount({ side: 'sales', code }, YEAR, c);
        await postEntry(draftOf('2026-12-31', [[account!, 10], [SALES, -10]]), c); // prettier-ignore
        return account;
      });
    const found = await Promise.all([...codes, ...codes].map(invoice));
    expect(new Set(found).size).toBe(4);
    expect(found.slice(0, 4)).toEqual(found.slice(4));
  });

  describe('after whatever is done to it', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((days) => {
      return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
    });
    const cents = fc.integer({ min: -5000, max: 5000 }).map((amount) => amount / 100);
    const code = fc.constantFrom(...CODES);
    const index = fc.nat(1000);
    const deed = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('post'), day, code, cents, index }) },
      fc.record({
        do: fc.constantFrom('remove', 'date', 'number', 'code', 'amount', 'add', 'drop'),
        day,
        code,
        cents,
        index,
      }),
    );
    type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

    const carryOut = async (
      { do: what, day: fecha, code: own, cents: amount, index: at }: Deed,
      c: Context,
    ) => {
      const entries = await c.records.list(JournalEntry);
      const lines = await c.records.list(JournalEntryLine);
      const entry = entries[at % Math.max(1, entries.length)];
      const line = lines[at % Math.max(1, lines.length)];
      if (what === 'post' || !entry || !line) {
        const amounts = [own, SALES, own].map(
          (each, nth) => [each, [amount, -2 * amount, amount][nth]!] as const,
        );
        await postEntry(draftOf(fecha, amounts), c);
      } else if (what === 'remove') await removeEntry(entry.idasiento, c);
      else if (what === 'date') await c.records.update(JournalEntry, entry, { fecha });
      else if (what === 'number')
        await c.records.update(JournalEntry, entry, { numero: 100_000 + at * 7 });
      else if (what === 'code')
        await c.records.update(JournalEntryLine, line, { codsubcuenta: own });
      else if (what === 'amount') await c.records.update(JournalEntryLine, line, { debe: amount });
      else if (what === 'drop') await c.records.remove(JournalEntryLine, line);
      else {
        const values = { idasiento: entry.idasiento, codsubcuenta: own, concepto: 'x' };
        await c.records.insert(JournalEntryLine, { ...values, debe: amount });
      }
    };

    it('every balance is what the lines add up to', { timeout: 120_000 }, async () => {
      const units = fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(units, async (each) => {
          for (const deeds of each) {
            await bench
              .run(async (c) => {
                for (const one of deeds) await carryOut(one, c);
              })
              .catch((error: unknown) => {
                if (!(error instanceof RuleError)) throw error;
              });
            expect(await storedBalances(bench)).toEqual(await plainBalances(bench));
          }
        }),
        { numRuns: 12 },
      );
    });
  });
});

/** Remembers the texts of all statements from now on. */
function listen({ transaction }: Context, statements: string[]): void {
  const [rows, run] = [transaction.rows.bind(transaction), transaction.run.bind(transaction)];
  transaction.rows = (sql, values) => {
    statements.push(sql);
    return rows(sql, values);
  };
  transaction.run = (sql, values) => {
    statements.push(sql);
    return run(sql, values);
  };
}
