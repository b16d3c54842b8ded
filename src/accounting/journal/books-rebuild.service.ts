import { Injectable, Logger } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumber, namedTable, select } from '../../kernel/database/sql-table.js';
import { WorkEvent } from '../../jobs/index.js';
import { LifeCycle, tableOf, type Context } from '../../models/index.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { rebuildAccounts, rebuildSubaccounts } from './rebuild-statements.js';

/** Most ledger accounts whose balances one unit of work finds anew. */
const MOST_AT_ONCE = 500;

/** The last event of another program that balances were found anew for. */
const REBUILDS = namedTable('fn_books_rebuilds', { workevent: asNumber });

/** How many balances were found anew. */
export interface Rebuilt {
  readonly subaccounts: number;
  readonly accounts: number;
}

/**
 * Finds all balances of the ledger anew from its lines: those of ledger accounts and of accounts,
 * and the running ones of lines. Here they are written with what changes them; FacturaScripts
 * leaves them to a queue, which may not have run when this server takes over.
 */
@Injectable()
export class BooksRebuild {
  private readonly logger = new Logger(BooksRebuild.name);

  constructor(private readonly lifeCycle: LifeCycle) {}

  /** Once for what another program left in its queue; null where there is nothing new in it. */
  async catchUp(): Promise<Rebuilt | null> {
    const [pending, known] = await this.lifeCycle.run(async (context) => [
      await lastPending(context),
      await lastKnown(context),
    ]);
    if (pending <= known) return null;
    const rebuilt = await this.all();
    const { subaccounts, accounts } = rebuilt;
    this.logger.log(
      `Another program left balances to its queue: those of ${subaccounts} ledger accounts and ` +
        `${accounts} accounts were found anew`,
    );
    return rebuilt;
  }

  /** All of every fiscal year, in units of work between which others get their turn. */
  async all(): Promise<Rebuilt> {
    const pending = await this.lifeCycle.run(lastPending);
    const years = await this.lifeCycle.run((context) => context.records.list(FiscalYear));
    let [subaccounts, accounts] = [0, 0];
    for (const { codejercicio } of years) {
      const keys = await this.lifeCycle.run((context) => subaccountsOf(codejercicio, context));
      for (const some of inBatches(keys, MOST_AT_ONCE)) {
        await this.lifeCycle.run((context) => rebuildSubaccounts(codejercicio, some, context));
      }
      subaccounts += keys.length;
      accounts += await this.lifeCycle.run((context) => rebuildAccounts(codejercicio, context));
    }
    await this.lifeCycle.run((context) => remember(pending, context));
    return { subaccounts, accounts };
  }
}

async function subaccountsOf(codejercicio: string, { transaction }: Context): Promise<number[]> {
  const { idsubcuenta, codejercicio: year } = tableOf(Subaccount);
  const rows = await transaction.read(
    select(
      { idsubcuenta },
      sql`FROM ${tableOf(Subaccount)} WHERE ${year.is(codejercicio)} ORDER BY ${idsubcuenta}`,
    ),
  );
  return rows.map((row) => row.idsubcuenta);
}

/** The last event about balances that waits in the queue of another program; 0 for none. */
async function lastPending({ transaction }: Context): Promise<number> {
  const [row] = await transaction.read(
    select(
      { last: [sql`COALESCE(MAX(${tableOf(WorkEvent).id}), 0)`, asNumber] },
      sql`FROM ${tableOf(WorkEvent)} WHERE ${pendingBalances()}`,
    ),
  );
  return row?.last ?? 0;
}

/** The condition of events, not done yet, from which FacturaScripts works out balances. */
export function pendingBalances() {
  const { done, name } = tableOf(WorkEvent);
  return sql`COALESCE(${done}, 0) = 0 AND (${name} LIKE ${'Model.Partida.%'}
    OR ${name} LIKE ${'Model.Subcuenta.%'} OR ${name} LIKE ${'Model.Cuenta.%'})`;
}

async function lastKnown({ transaction }: Context): Promise<number> {
  const [row] = await transaction.read(
    select(
      { last: [sql`COALESCE(MAX(${REBUILDS.workevent}), 0)`, asNumber] },
      sql`FROM ${REBUILDS}`,
    ),
  );
  return row?.last ?? 0;
}

async function remember(workevent: number, { transaction }: Context): Promise<void> {
  if (workevent === 0) return;
  await transaction.write(sql`DELETE FROM ${REBUILDS}`);
  await transaction.write(
    sql`INSERT INTO ${REBUILDS} (${REBUILDS.workevent}) VALUES (${workevent})`,
  );
}
