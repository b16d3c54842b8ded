import { Injectable } from '@nestjs/common';
import { exact, sql } from '../../kernel/database/sql.js';
import { asNumber, select } from '../../kernel/database/sql-table.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { isEmpty, LifeCycle, tableOf, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import { Journal } from '../journal/journal.entity.js';
import { postEntry, removeEntry } from '../journal/ledger.js';
import { openYear } from '../years/open-year.js';
import type { AccountBalance } from '../posting/balances.js';
import type { EntryDraft } from '../posting/entry-draft.js';
import { vatSettlementEntry, type VatBalances } from '../posting/vat-settlement.js';
import { VatSettlement } from '../years/vat-settlement.entity.js';
import { YearChart } from '../chart/year-chart.js';

export interface SettleOptions {
  /** Day of the entry; the last one of the period when it is null. */
  readonly fecha: Day | null;
  readonly iddiario: number | null;
}

export interface SettledPeriod {
  readonly period: VatSettlement;
  readonly entry: JournalEntry;
}

/** Settles the VAT of periods, each in one transaction. */
@Injectable()
export class VatSettlements {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Posts the entry that takes output and input VAT of the period to what is owed to or by the tax
   * office (Ley 37/1992, arts. 92 and 99; RD 1624/1992, art. 71); an earlier one is replaced.
   *
   * @returns null when there is no such period
   * @throws RuleError `closed-exercise`, `settlement-date-too-early`, `reference-not-found`, the reasons
   *   of `posting/vat-settlement.ts`, and what `postEntry` and `removeEntry` throw:
   *   `accounting-within-regularization` while the period is locked
   */
  settle(
    idregiva: number,
    options: SettleOptions,
    origin: Origin | null = null,
  ): Promise<SettledPeriod | null> {
    return this.lifeCycle.run(async (context) => {
      const period = await context.records.find(VatSettlement, idregiva, { lock: true });
      if (!period) return null;
      const year = await openYear(period.codejercicio, context);
      const fecha = options.fecha ?? period.fechafin;
      if (fecha < period.fechafin) {
        const params = { value: presentDay(fecha), end: presentDay(period.fechafin) };
        refuse('settlement-date-too-early', 'fechaasiento', params);
      }
      await testJournal(options.iddiario, context);
      if (period.idasiento !== null) await removeEntry(period.idasiento, context);
      const terms = {
        idempresa: Number(period.idempresa ?? year.idempresa),
        codejercicio: year.codejercicio,
        fecha,
        concepto: context.text('vat-settlement-entry', {
          period: period.periodo,
          name: year.nombre,
        }),
        iddiario: options.iddiario,
        decimals: context.settings.decimals,
      };
      const accounts = {
        payable: await accountOr(period.codsubcuentaacr, 'IVAACR', period, context),
        receivable: await accountOr(period.codsubcuentadeu, 'IVADEU', period, context),
      };
      const posting = vatSettlementEntry(await periodBalances(period, context), terms, accounts);
      if ('unposted' in posting) refuse(posting.unposted, undefined, posting.params);
      const entry = await postEntry(posting.entry satisfies EntryDraft, context);
      const link = { idasiento: entry.idasiento, fechaasiento: fecha };
      await context.records.assign(VatSettlement, { idregiva }, link);
      return { period: Object.assign(period, link), entry };
    }, origin);
  }
}

function accountOr(
  code: string | null,
  special: string,
  { codejercicio }: VatSettlement,
  context: Context,
): Promise<string | null> {
  return isEmpty(code)
    ? YearChart.of(codejercicio, context).special(special)
    : Promise.resolve(code);
}

/** @throws RuleError `reference-not-found` */
async function testJournal(iddiario: number | null, context: Context): Promise<void> {
  if (iddiario === null || (await context.records.find(Journal, iddiario))) return;
  refuse('reference-not-found', 'iddiario', { value: iddiario });
}

/**
 * The VAT that was booked in the period. What opens, regularises or closes the year books none, nor
 * does the settlement of another period that is dated in this one; those of periods that lie within
 * this one count.
 */
async function periodBalances(period: VatSettlement, context: Context): Promise<VatBalances> {
  const accounts = await context.records.list(Account, { codejercicio: period.codejercicio });
  const below = (special: string) => {
    const wanted = new Set(
      accounts.filter(({ codcuentaesp }) => codcuentaesp === special).map((each) => each.idcuenta),
    );
    // Parents may come after their children: the chart is no deeper than its codes are long.
    for (let found = 0; found < wanted.size;) {
      found = wanted.size;
      for (const { idcuenta, parent_idcuenta: parent } of accounts) {
        if (parent !== null && wanted.has(parent)) wanted.add(idcuenta);
      }
    }
    return wanted;
  };
  const output = await balancesBelow(below('IVAREP'), 'IVAREP', period, context);
  return { output, input: await balancesBelow(below('IVASOP'), 'IVASOP', period, context) };
}

async function balancesBelow(
  accounts: ReadonlySet<number>,
  special: string,
  { codejercicio, fechainicio, fechafin }: VatSettlement,
  context: Context,
): Promise<AccountBalance[]> {
  const [a, p] = [tableOf(JournalEntry, 'a'), tableOf(JournalEntryLine, 'p')];
  const [s, periods] = [tableOf(Subaccount, 's'), tableOf(VatSettlement)];
  const rows = await context.transaction.read(
    select(
      {
        codsubcuenta: p.codsubcuenta,
        debe: [sql`SUM(${exact(p.debe)})`, asNumber],
        haber: [sql`SUM(${exact(p.haber)})`, asNumber],
      },
      sql`FROM ${a} JOIN ${p} ON ${p.idasiento} = ${a.idasiento}
        JOIN ${s} ON ${s.idsubcuenta} = ${p.idsubcuenta}
      WHERE ${a.codejercicio.is(codejercicio)} AND ${a.fecha} BETWEEN ${fechainicio} AND ${fechafin}
        AND COALESCE(${a.operacion}, '') = ''
        AND (${s.idcuenta.in([...accounts])} OR ${s.codcuentaesp.is(special)})
        AND ${a.idasiento} NOT IN (
          SELECT ${periods.idasiento} FROM ${periods} WHERE ${periods.idasiento} IS NOT NULL
            AND (${periods.fechainicio} < ${fechainicio} OR ${periods.fechafin} > ${fechafin}))
      GROUP BY ${p.codsubcuenta}`,
    ),
  );
  return rows.map((row) => ({ ...row, canal: null }));
}
