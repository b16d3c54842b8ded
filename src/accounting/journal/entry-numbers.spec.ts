import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { emptyBooks, openBooks, YEAR } from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { nextEntryNumber } from './entry-numbers.js';
import { JournalEntry } from '../index.js';

describeEngines('numbers of entries', (engine) => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks(engine);
  });
  afterAll(() => bench.close());
  beforeEach(() => emptyBooks(bench));

  const add = (codejercicio = YEAR) =>
    bench.run((c) =>
      c.records.insert(JournalEntry, {
        codejercicio,
        fecha: `${codejercicio}-01-01`,
        concepto: 'x',
      }),
    );
  const next = () => bench.run((c) => nextEntryNumber(YEAR, c));
  /** As another program does. */
  const write = (sql: string, values: (string | number)[] = []) =>
    bench.run((c) => c.transaction.run(sql, values));
  const foreign = (numero: number) =>
    write(
      `INSERT INTO asientos (codejercicio, concepto, editable, fecha, idempresa, numero)
       VALUES (?, 'x', 1, '2026-01-01', 1, ?)`,
      [YEAR, numero],
    );
  const read = (sql: string, values: (string | number)[] = []) =>
    bench.run(async (c) => (await c.transaction.rows(sql, values))[0]!.map(Number));
  const checkpoint = () =>
    read('SELECT idasiento, numero, seen FROM fn_entry_numbers WHERE codejercicio = ?', [YEAR]);

  it('begin with 1 in each year', async () => {
    expect([(await add()).numero, (await add()).numero]).toEqual([1, 2]);
    expect((await add('2025')).numero).toBe(1);
    expect((await add()).numero).toBe(3);
  });

  it('go on after those of another program', async () => {
    await add();
    await foreign(10);
    expect((await add()).numero).toBe(11);
    await foreign(5);
    expect((await add()).numero).toBe(12);
  });

  /** So many that some are not looked at again. */
  const addMany = async () => {
    for (let count = 0; count < 120; count++) await add();
  };

  it('go on however many there are, without looking at them again', async () => {
    await foreign(12);
    await addMany();
    expect(await next()).toBe(133);
    const [idasiento, numero, seen] = await checkpoint();
    expect(numero).toBeGreaterThan(60);
    expect(seen).toBe(idasiento);
    const statements = [
      'SELECT `idasiento`, `numero` FROM `asientos` WHERE `codejercicio` = ? AND `idasiento` = ?',
      'SELECT `idasiento`, `numero` FROM `asientos` WHERE `codejercicio` = ? AND `idasiento` > ?',
    ];
    const explain = engine === 'mysql' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
    for (const sql of statements) {
      const [plan] = await bench.database.rows(`${explain} ${sql}`, [YEAR, seen!]);
      // The type of access on MySQL; the whole plan in words on the embedded engine.
      if (engine === 'mysql') expect(['const', 'range', 'ref', 'eq_ref']).toContain(plan![3]);
      else expect(plan!.at(-1)).toMatch(/^SEARCH asientos USING (?:INDEX .*|INTEGER PRIMARY KEY )\(.*(?:rowid|codejercicio=\? AND rowid)[=>]\?\)$/); // prettier-ignore
    }
  });

  it('are found anew when the highest one that was seen is gone or changed', async () => {
    await addMany();
    await next();
    const [holder] = await checkpoint();
    await write('DELETE FROM asientos WHERE idasiento >= ?', [holder!]);
    const sql = 'SELECT MAX(numero) FROM asientos WHERE codejercicio = ?';
    const [highest] = await read(sql, [YEAR]);
    expect(await next()).toBe(highest! + 1);
    // Renumbered in the opposite order.
    const [least] = await read('SELECT MIN(idasiento) FROM asientos WHERE codejercicio = ?', [
      YEAR,
    ]);
    await write('UPDATE asientos SET numero = ? - idasiento WHERE codejercicio = ?', [
      999 + least!,
      YEAR,
    ]);
    expect(await next()).toBe(1000);
  });

  it('follow one that was set by hand', async () => {
    await add();
    const [first] = await bench.run((c) => c.records.list(JournalEntry, { codejercicio: YEAR }));
    await bench.run((c) => c.records.update(JournalEntry, first!, { numero: 5000 }));
    expect((await add()).numero).toBe(5001);
  });
});
