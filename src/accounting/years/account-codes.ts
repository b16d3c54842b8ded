import { Injectable } from '@nestjs/common';
import type { Context } from '../../models/index.js';
import { AccountCodes } from '../../parties/index.js';
import { FiscalYear } from './fiscal-year.entity.js';

/** Of the fiscal year of today, else of the last one. */
@Injectable()
export class AccountCodesOfYears extends AccountCodes {
  async lengthToday(idempresa: number | null, context: Context): Promise<number> {
    const { today } = context;
    const ordered = { orderBy: ['fechainicio'] };
    const years = await context.records.list(FiscalYear, { idempresa }, ordered);
    const current = years.find(
      ({ fechainicio, fechafin }) => fechainicio <= today && today <= fechafin,
    );
    return (current ?? years.at(-1))?.longsubcuenta ?? 0;
  }
}
