import { exact, sql } from '../../kernel/database/sql.js';
import { asNumber, select } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import type { AccountBalance } from '../posting/balances.js';

/**
 * What the lines of a fiscal year add up to, by ledger account and channel, without the entries
 * that closed or regularised it.
 */
export async function yearBalances(
  codejercicio: string,
  context: Context,
): Promise<AccountBalance[]> {
  const [a, p] = [tableOf(JournalEntry, 'a'), tableOf(JournalEntryLine, 'p')];
  return context.transaction.read(
    select(
      {
        codsubcuenta: p.codsubcuenta,
        canal: a.canal,
        debe: [sql`SUM(${exact(p.debe)})`, asNumber],
        haber: [sql`SUM(${exact(p.haber)})`, asNumber],
      },
      sql`FROM ${a} JOIN ${p} ON ${p.idasiento} = ${a.idasiento}
      WHERE ${a.codejercicio.is(codejercicio)} AND COALESCE(${a.operacion}, '') NOT IN ('R', 'C')
      GROUP BY ${p.codsubcuenta}, ${a.canal}`,
    ),
  );
}
