import { NumberParameter, TextParameter } from '../../kernel/http/routes/dto.js';

/** The body that imports a chart of accounts, unless that comes as a file. */
export class ChartFields {
  /** The chart as CSV. */
  @TextParameter()
  csv?: string | null;

  /** Characters of the ledger accounts; those of the file when it is left out. */
  @NumberParameter()
  longsubcuenta?: number | null;
}
