import { balanceOf, chartAccounts, subaccountSums, total, treeOf } from './account-sums.js';
import { PERIOD_PARAMETERS, yearOf } from './period.js';
import type { Report, ReportKind, ReportRequest } from './report.js';

const COLUMNS = ['codigo', 'descripcion', 'subcuenta', 'apertura', 'debe', 'haber', 'saldo'];
const LONGEST_CODE = 15;

/**
 * Trial balance (balance de comprobación con sumas y saldos: Código de Comercio, art. 28.1). The
 * entries that regularise and close the year leave nothing on any account, so they only count when
 * they are asked for.
 */
export const TRIAL_BALANCE: ReportKind = {
  name: 'sumasysaldos',
  parameters: [...PERIOD_PARAMETERS, 'nivel', 'cierre'],
  async make({ period, parameters, database, decimals }: ReportRequest): Promise<Report> {
    const longest = parameters.number('nivel', LONGEST_CODE) ?? LONGEST_CODE;
    const without = parameters.flag('cierre', false) ? [] : (['R', 'C'] as const);
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
