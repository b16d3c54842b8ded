import type { Day } from '../../kernel/dates/calendar.js';
import {
  DayParameter,
  NumberParameter,
  SwitchParameter,
  TextParameter,
} from '../../kernel/http/routes/dto.js';

/** Characters of the longest code of an account. */
export const LONGEST_CODE = 15;

/** The query of a report: which fiscal year it is about. */
export class YearFields {
  /** Fiscal year; that of the days, or the present one, when it is left out. */
  @TextParameter()
  codejercicio?: string | null;

  /** Company; that of the fiscal year when it is left out. */
  @NumberParameter()
  idempresa?: number | null;
}

/** The query of a report: what period it is about. */
export class PeriodFields extends YearFields {
  /** First day; that of the fiscal year when it is left out. */
  @DayParameter()
  desde?: Day | null;

  /** Last day; that of the fiscal year when it is left out. */
  @DayParameter()
  hasta?: Day | null;
}

/** The query of a report that shows accounts. */
export class LevelFields extends PeriodFields {
  /** Longest code of an account that is shown. */
  @NumberParameter(LONGEST_CODE)
  nivel?: number | null;
}

/** The query of the balance sheet, which begins with the fiscal year. */
export class BalanceSheetFields extends YearFields {
  @DayParameter()
  hasta?: Day | null;

  @NumberParameter(LONGEST_CODE)
  nivel?: number | null;
}

/** The query of the trial balance. */
export class TrialBalanceFields extends LevelFields {
  /** Whether the entries that regularise and close the year count. */
  @SwitchParameter()
  cierre?: boolean | null;
}

/** The query of the general ledger. */
export class LedgerFields extends PeriodFields {
  /** The only ledger account that is shown. */
  @TextParameter()
  codsubcuenta?: string | null;
}
