import { DayParameter, NumberParameter, SwitchParameter } from '../../kernel/http/routes/dto.js';
import type { Day } from '../../kernel/dates/calendar.js';

/** The body that closes a fiscal year. */
export class CloseYearFields {
  /** Journal of the entries that regularise and close. */
  @NumberParameter()
  iddiariocierre?: number | null;

  /** Journal of the entry that opens the next year. */
  @NumberParameter()
  iddiarioapertura?: number | null;

  /** Whether the next year gets all ledger accounts, not only those with a balance. */
  @SwitchParameter()
  copiarsubcuentas?: boolean | null;
}

/** The body that opens a fiscal year again. */
export class ReopenYearFields {
  /** Whether the entry that opened the next year goes; it does by default. */
  @SwitchParameter()
  borrarapertura?: boolean | null;

  /** Whether the entries that closed the year go; they do by default. */
  @SwitchParameter()
  borrarcierre?: boolean | null;
}

/** The body that settles the VAT of a period. */
export class SettleVatFields {
  /** Day of the entry; the last one of the period when it is left out. */
  @DayParameter()
  fechaasiento?: Day | null;

  /** Journal of the entry. */
  @NumberParameter()
  iddiario?: number | null;
}
