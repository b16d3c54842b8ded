import { balanceOf, chartAccounts, subaccountSums, total, treeOf } from './account-sums.js';
import { yearOf } from './period.js';
import { LONGEST_CODE, TrialBalanceFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest } from './report.js';

const COLUMNS = ['codigo', 'descripcion', 'subcuenta', 'apertura', 'debe', 'haber', 'saldo'];

/**
 * Trial balance (balance de comprobación con sumas y saldos: Código de Comercio, art. 28.1). The
 * entries that regularise and close the year leave nothing on any account, so they only count when
 * they are asked for.
 */
export const TRIAL_BALANCE: ReportKind<TrialBalanceFields> = {
  name: 'sumasysaldos',
  fields: TrialBalanceFields,
  async make({
    period,
    parameters,
    database,
    decimals,
  }: ReportRequest<TrialBalanceFields>): Promise<Report> {
    const longest = parameters.get('nivel') ?? LONGEST_CODE;
    const without = parameters.get('cierre') ? [] : (['R', 'C'] as const);
    parameters.check();
    const { codejercicio } = yearOf(period);
    const days = { from: period.desde, until: period.hasta };
    const wanted = { codejercicio, ...days, without, decimals };
    const subaccounts = await subaccountSums(wanted, database);
    const lines = treeOf(subaccounts, await chartAccounts(codejercicio, database), longest);
    const { opening, debit, credit } = total(subaccounts);
    const rows = lines.map((line) => ({
      codigo: line.code,
      descripcion: line.name,
      subcuenta: line.isSubaccount,
      apertura: line.opening,
      debe: line.debit,
      haber: line.credit,
      saldo: balanceOf(line),
    }));
    const saldo = balanceOf({ opening, debit, credit });
    return {
      columns: COLUMNS,
      lists: { cuentas: () => [rows] },
      foot: () => ({ totales: { apertura: opening, debe: debit, haber: credit, saldo } }),
    };
  },
};
