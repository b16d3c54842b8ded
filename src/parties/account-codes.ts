import type { Context } from '../models/index.js';

/** What parties ask of the ledger: a port of theirs, since the ledger knows them. */
export abstract class AccountCodes {
  /**
   * How many digits ledger accounts of a company have on the day of the unit of work; 0 without any
   * fiscal year.
   */
  abstract lengthToday(idempresa: number | null, context: Context): Promise<number>;
}
