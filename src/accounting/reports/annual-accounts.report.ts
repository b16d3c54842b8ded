import { sum } from '../../kernel/money/decimal.js';
import {
  balanceOf,
  chartAccounts,
  subaccountSums,
  treeOf,
  type SubaccountSums,
} from './account-sums.js';
import { yearOf } from './period.js';
import { balanceSection, resultSection } from './pgc.js';
import { BalanceSheetFields, LevelFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest, Row } from './report.js';

const COLUMNS = ['seccion', 'codigo', 'descripcion', 'subcuenta', 'importe'];
/** Accounts of three digits, as the official models name them. */
const USUAL_LEVEL = 3;
const OF_BALANCE = ['activo', 'patrimonioneto', 'pasivo'] as const;
const OF_RESULT = ['explotacion', 'financiero', 'impuesto'] as const;

/** What goes to a section, and with which sign: 1 where debit adds, -1 where credit does. */
interface Section {
  readonly name: string;
  readonly sign: 1 | -1;
  readonly subaccounts: readonly SubaccountSums[];
}

/**
 * Balance sheet at a day (Código de Comercio, art. 35.1; PGC de PYMES, RD 1515/2007): the tree of
 * the accounts that have a balance, and the result of the year so far, which is booked on no
 * account before the year is regularised.
 */
export const BALANCE_SHEET: ReportKind<BalanceSheetFields> = {
  name: 'balance',
  fields: BalanceSheetFields,
  async make(request: ReportRequest<BalanceSheetFields>): Promise<Report> {
    const subaccounts = await accountsOf(request, request.period.year?.fechainicio);
    const sections = OF_BALANCE.map((name): Section => {
      const isIts = (each: SubaccountSums) =>
        balanceSection(each.account, balanceOf(each)) === name;
      return { name, sign: name === 'activo' ? 1 : -1, subaccounts: subaccounts.filter(isIts) };
    });
    const resultado = resultOf(subaccounts);
    const [activo = 0, patrimonio = 0, pasivo = 0] = sections.map(amountOf);
    const patrimonioneto = sum([patrimonio, resultado]);
    const diferencia = sum([activo, -patrimonioneto, -pasivo]);
    return treeReport(request, sections, {
      ...{ activo, patrimonioneto, pasivo, resultado, diferencia },
    });
  },
};

/** Profit and loss of the period (Código de Comercio, art. 35.2): groups 6 and 7. */
export const PROFIT_AND_LOSS: ReportKind<LevelFields> = {
  name: 'resultados',
  fields: LevelFields,
  async make(request: ReportRequest<LevelFields>): Promise<Report> {
    // What precedes the period is no part of its result.
    const subaccounts = (await accountsOf(request, request.period.desde)).map((each) => ({
      ...each,
      opening: 0,
    }));
    const sections = OF_RESULT.map((name): Section => {
      const isIts = ({ account }: SubaccountSums) => resultSection(account) === name;
      return { name, sign: -1, subaccounts: subaccounts.filter(isIts) };
    });
    const [explotacion = 0, financiero = 0, impuesto = 0] = sections.map(amountOf);
    const antesdeimpuestos = sum([explotacion, financiero]);
    const resultado = sum([antesdeimpuestos, impuesto]);
    return treeReport(request, sections, {
      ...{ explotacion, financiero, antesdeimpuestos, impuesto, resultado },
    });
  },
};

/** Without the entries that move everything to the result and to the next year. */
function accountsOf(
  { period, database, decimals, parameters }: ReportRequest<BalanceSheetFields>,
  from = period.desde,
): Promise<SubaccountSums[]> {
  const { codejercicio } = yearOf(period);
  parameters.get('nivel');
  parameters.check();
  const days = { from, until: period.hasta };
  return subaccountSums({ codejercicio, ...days, without: ['R', 'C'], decimals }, database);
}

async function treeReport(
  { period, database, parameters }: ReportRequest<BalanceSheetFields>,
  sections: readonly Section[],
  totales: Readonly<Record<string, number>>,
): Promise<Report> {
  const longest = parameters.get('nivel') ?? USUAL_LEVEL;
  const accounts = await chartAccounts(yearOf(period).codejercicio, database);
  const rows = sections.flatMap(({ name, sign, subaccounts }) =>
    treeOf(subaccounts, accounts, longest).map((line): Row => ({
      seccion: name,
      codigo: line.code,
      descripcion: line.name,
      subcuenta: line.isSubaccount,
      // Adding 0 turns a negative zero into 0.
      importe: sign * balanceOf(line) + 0,
    })),
  );
  return { columns: COLUMNS, lists: { cuentas: () => [rows] }, foot: () => ({ totales }) };
}

function amountOf({ sign, subaccounts }: Section): number {
  return sum(subaccounts.map((each) => sign * balanceOf(each)));
}

/** Income less expense. */
function resultOf(subaccounts: readonly SubaccountSums[]): number {
  const own = subaccounts.filter(({ account }) => resultSection(account) !== null);
  return sum(own.map((each) => -balanceOf(each)));
}
