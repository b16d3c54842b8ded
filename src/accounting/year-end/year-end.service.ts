import { Injectable } from '@nestjs/common';
import { addDays, type Day } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { fiscalYearOf } from '../years/fiscal-year-of-day.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import { Journal } from '../journal/journal.entity.js';
import { postEntry, removeEntry } from '../journal/ledger.js';
import { isOpen } from '../years/open-year.js';
import { afterEntries } from '../posting/balances.js';
import type { EntryDraft } from '../posting/entry-draft.js';
import {
  closing,
  opening,
  regularisation,
  type ResultAccounts,
  type YearEnd as Drafts,
  type YearEndTerms,
} from '../posting/year-end.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { YearChart } from '../chart/year-chart.js';
import { yearBalances } from './balances.js';
import { copyChart, missingCodes } from './chart-copy.js';
import { YearInvoices } from './year-invoices.js';

export interface CloseOptions {
  /** Journal of the entries that regularise and close. */
  readonly closingJournal: number | null;
  /** Journal of the entry that opens the next year. */
  readonly openingJournal: number | null;
  /** Whether the next year gets all ledger accounts, not only those with a balance. */
  readonly copySubaccounts: boolean;
}

export interface ReopenOptions {
  readonly removeOpening: boolean;
  readonly removeClosing: boolean;
}

/** A fiscal year as it was left, with the entries that were made or removed. */
export interface YearEndResult {
  readonly year: FiscalYear;
  readonly entries: readonly JournalEntry[];
  /** Invoices that can no longer be changed. */
  readonly lockedInvoices: number;
}

type Operation = 'A' | 'C' | 'R';

/** Closes fiscal years and opens them again; each in one transaction. */
@Injectable()
export class YearEnd {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Locks the invoices of the year, regularises income and expense, closes all accounts, opens the
   * next year with their balances, and closes the year (Código de Comercio, arts. 25 and 34; PGC,
   * RD 1514/2007, account 129). A year without a chart of accounts is only locked and closed.
   *
   * @returns null when there is no such fiscal year
   * @throws RuleError `closed-exercise`, `invoice-without-acc-entry`, `no-locking-status`, the
   *   reasons of `posting/year-end.ts`, and what `fiscalYearOf`, `copyChart`, `postEntry` and
   *   `removeEntry` throw
   */
  close(
    codejercicio: string,
    options: CloseOptions,
    origin: Origin | null = null,
  ): Promise<YearEndResult | null> {
    return this.lifeCycle.run(async (context) => {
      const year = await context.records.find(FiscalYear, codejercicio, { lock: true });
      if (!year) return null;
      if (!isOpen(year)) {
        refuse('closed-exercise', 'codejercicio', { exercise: year.codejercicio });
      }
      await testJournals(options, context);
      const isKept =
        (await context.records.count(Subaccount, { codejercicio: year.codejercicio })) > 0;
      if (isKept) await context.port(YearInvoices).testPosted(year.codejercicio, context);
      const lockedInvoices = await context.port(YearInvoices).lock(year.codejercicio, context);
      const entries = isKept ? await new Closing(year, options, context).run() : [];
      await context.records.update(FiscalYear, year, { estado: 'CERRADO' });
      return { year, entries, lockedInvoices };
    }, origin);
  }

  /**
   * Opens a year again and removes the entries that closed it and that opened the next year.
   * Invoices stay locked.
   *
   * @returns null when there is no such fiscal year
   * @throws RuleError as `removeEntry`: `closed-exercise` when the next year is closed
   */
  reopen(
    codejercicio: string,
    options: ReopenOptions,
    origin: Origin | null = null,
  ): Promise<YearEndResult | null> {
    return this.lifeCycle.run(async (context) => {
      const year = await context.records.find(FiscalYear, codejercicio, { lock: true });
      if (!year) return null;
      await context.records.update(FiscalYear, year, { estado: 'ABIERTO' });
      const entries: JournalEntry[] = [];
      if (options.removeOpening) {
        const next = await nextYear(year, context);
        if (next) entries.push(...(await removeEntries(next, 'A', context)));
      }
      if (options.removeClosing) {
        entries.push(
          ...(await removeEntries(year, 'C', context)),
          ...(await removeEntries(year, 'R', context)),
        );
      }
      return { year, entries, lockedInvoices: 0 };
    }, origin);
  }
}

/** The entries of one closing. */
class Closing {
  constructor(
    private readonly year: FiscalYear,
    private readonly options: CloseOptions,
    private readonly context: Context,
  ) {}

  async run(): Promise<JournalEntry[]> {
    const { year, context } = this;
    const { codejercicio, fechafin, idempresa } = year;
    for (const operation of ['C', 'R'] as const) await removeEntries(year, operation, context);
    const before = await yearBalances(codejercicio, context);
    const result = await YearChart.of(codejercicio, context).special('PYG');
    const journal = this.options.closingJournal;
    const regularised = draftsOf(
      regularisation(before, this.terms(year, fechafin, 'year-end-regularisation', journal), {
        result,
      }),
    );
    const balances = afterEntries(before, regularised);
    const closed = draftsOf(
      closing(balances, this.terms(year, fechafin, 'year-end-closing', journal)),
    );
    const posted = await this.post([...regularised, ...closed]);

    const next =
      (await nextYear(year, context)) ??
      (await fiscalYearOf(Number(idempresa), dayOfNext(year), context));
    await removeEntries(next, 'A', context);
    await this.prepareChart(next, closed);
    const chart = YearChart.of(next.codejercicio, context);
    const accounts: ResultAccounts = {
      result,
      previousProfit: await chart.special('PREVIO'),
      previousLoss: await chart.special('PRENEG'),
    };
    const { openingJournal } = this.options;
    const terms = this.terms(next, next.fechainicio, 'year-end-opening', openingJournal);
    return [...posted, ...(await this.post(draftsOf(opening(balances, terms, accounts))))];
  }

  /** A year without a chart gets all of it, since the result needs accounts of its own. */
  private async prepareChart(next: FiscalYear, closed: readonly EntryDraft[]): Promise<void> {
    const { year, context } = this;
    const isEmpty =
      (await context.records.count(Account, { codejercicio: next.codejercicio })) === 0;
    if (isEmpty || this.options.copySubaccounts) {
      await copyChart(year, next, context);
      return;
    }
    const codes = closed.flatMap(({ lines }) => lines.map(({ codsubcuenta }) => codsubcuenta));
    const missing = await missingCodes(next.codejercicio, codes, context);
    if (missing.size > 0) await copyChart(year, next, context, missing);
  }

  private terms(
    { codejercicio, nombre }: FiscalYear,
    fecha: Day,
    text: string,
    iddiario: number | null,
  ): YearEndTerms {
    const idempresa = Number(this.year.idempresa);
    const concepto = this.context.text(text, { name: nombre });
    const decimals = this.context.settings.decimals;
    return { idempresa, codejercicio, fecha, concepto, iddiario, decimals };
  }

  private async post(drafts: readonly EntryDraft[]): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const draft of drafts) entries.push(await postEntry(draft, this.context));
    return entries;
  }
}

/** @throws RuleError with the reason why there are no entries */
function draftsOf(drafts: Drafts): readonly EntryDraft[] {
  return 'entries' in drafts ? drafts.entries : refuse(drafts.unposted, undefined, drafts.params);
}

async function removeEntries(
  { codejercicio }: FiscalYear,
  operacion: Operation,
  context: Context,
): Promise<JournalEntry[]> {
  const entries = await context.records.list(JournalEntry, { codejercicio, operacion });
  for (const { idasiento } of entries) await removeEntry(idasiento, context);
  return entries;
}

/** The year of the company that follows, if there is one. */
async function nextYear(year: FiscalYear, context: Context): Promise<FiscalYear | null> {
  const { idempresa, codejercicio } = year;
  const day = dayOfNext(year);
  const years = await context.records.list(FiscalYear, { idempresa });
  const found = years.filter(
    (other) =>
      other.codejercicio !== codejercicio && other.fechainicio <= day && day <= other.fechafin,
  );
  return found.at(-1) ?? null;
}

/** One year after the first day; the day after the last one where the year is longer than that. */
function dayOfNext({ fechainicio, fechafin }: FiscalYear): Day {
  const later = `${Number(fechainicio.slice(0, 4)) + 1}${fechainicio.slice(4)}`;
  const day = later.endsWith('-02-29') ? `${later.slice(0, 8)}28` : later;
  return day > fechafin ? day : addDays(fechafin, 1);
}

/** @throws RuleError `reference-not-found` */
async function testJournals(options: CloseOptions, context: Context): Promise<void> {
  const { closingJournal, openingJournal } = options;
  for (const [field, value] of Object.entries({
    iddiariocierre: closingJournal,
    iddiarioapertura: openingJournal,
  })) {
    if (value !== null && !(await context.records.find(Journal, value))) {
      refuse('reference-not-found', field, { value });
    }
  }
}
