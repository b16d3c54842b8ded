import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { openYear } from '../years/open-year.js';
import { SpecialAccount } from '../chart/special-account.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { readChartFile, withLength, type ChartFile } from './chart-file.js';
import { writeChart, type ChartCount } from './chart-writer.js';

export interface ImportedChart extends ChartCount {
  /** As the import left it. */
  readonly year: FiscalYear;
}

const SUBACCOUNT_LENGTH = { min: 4, max: 15 };

/** Fills a fiscal year that has no chart of accounts with that of a file. */
@Injectable()
export class ChartImport {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * Reads the text of a CSV file and writes its chart, all or nothing. Parents are the longest
   * codes of the file that a code begins with.
   *
   * @param length characters of the ledger accounts; those of the file when it is left out
   * @returns null when there is no such fiscal year
   * @throws RuleError as `readChartFile` and `withLength`, `closed-exercise`,
   *   `chart-already-there`, `chart-special-unknown`, `subaccount-length-out-of-range`
   */
  run(
    codejercicio: string,
    text: string,
    length?: number,
    origin: Origin | null = null,
  ): Promise<ImportedChart | null> {
    return this.lifeCycle.run(
      (context) => this.within(context, codejercicio, text, length),
      origin,
    );
  }

  /** As `run`, as a part of a unit of work. */
  async within(
    context: Context,
    codejercicio: string,
    text: string,
    length?: number,
  ): Promise<ImportedChart | null> {
    // Two imports into one year wait for each other here.
    const year = await context.records.find(FiscalYear, codejercicio, { lock: true });
    if (!year) return null;
    await openYear(year.codejercicio, context);
    const own = { codejercicio: year.codejercicio };
    if ((await context.records.count(Account, own)) > 0) {
      refuse('chart-already-there', 'codejercicio', { exercise: year.codejercicio });
    }
    const file = await readChartFile(text);
    await testSpecials(file, context);
    const wanted = length ?? file.length;
    testLength(wanted);
    const chart = withLength(file, wanted);
    if (wanted !== year.longsubcuenta) {
      if ((await context.records.count(Subaccount, own)) > 0) {
        refuse('chart-already-there', 'codejercicio', { exercise: year.codejercicio });
      }
      await context.records.update(FiscalYear, year, { longsubcuenta: wanted });
    }
    return { year, ...(await writeChart(year.codejercicio, chart, context)) };
  }
}

function testLength(length: number): void {
  const { min, max } = SUBACCOUNT_LENGTH;
  if (length >= min && length <= max) return;
  refuse('subaccount-length-out-of-range', 'longsubcuenta', { value: length, min, max });
}

async function testSpecials({ specials }: ChartFile, context: Context): Promise<void> {
  const known = new Set(
    (await context.records.list(SpecialAccount)).map(({ codcuentaesp }) => codcuentaesp),
  );
  const unknown = [...specials].find(([special]) => !known.has(special));
  if (!unknown) return;
  const [value, line] = unknown;
  refuse('chart-special-unknown', 'csv', { value, line });
}
