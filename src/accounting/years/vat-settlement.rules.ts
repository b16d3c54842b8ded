import { Injectable } from '@nestjs/common';
import { presentDay } from '../../kernel/dates/calendar.js';
import { refuse, RuleError } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { testEntryLink } from '../journal/entry-link.js';
import { removeEntry } from '../journal/ledger.js';
import { openYear } from './open-year.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { periodDays } from './vat-period.js';
import { VatSettlement } from './vat-settlement.entity.js';
import { YearChart } from '../chart/year-chart.js';

/**
 * VAT periods of a fiscal year. While one is locked, because its VAT has been declared, no entry
 * dated in it comes, changes or goes; periods may overlap.
 */
@Injectable()
export class VatSettlementRules extends ModelRules<VatSettlement> {
  readonly model = VatSettlement;

  override async validate(
    record: VatSettlement,
    test: RecordTest<VatSettlement>,
    before: Readonly<VatSettlement> | null,
  ): Promise<void> {
    const { context } = test;
    test.escape('periodo', 'codsubcuentaacr', 'codsubcuentadeu');
    if (isEmpty(record.periodo)) record.periodo = 'T1';
    record.bloquear ??= false;
    if (isEmpty(record.codejercicio)) record.codejercicio = await currentYear(record, context);
    test.filled('codejercicio');
    const year = await openYear(record.codejercicio, context);
    record.codejercicio = year.codejercicio;
    if (isEmpty(record.idempresa)) record.idempresa = year.idempresa;
    if (year.idempresa !== null && record.idempresa !== year.idempresa) {
      const params = { value: record.idempresa ?? '', exercise: year.codejercicio };
      refuse('exercise-company-mismatch', 'idempresa', params);
    }
    setDays(record, year);
    await setSubaccounts(record, before, context);
    test.columns();
    const { idasiento, idempresa, fechafin } = record;
    if (
      idasiento !== null &&
      idasiento !== before?.idasiento &&
      test.sent.columns.has('idasiento')
    ) {
      await testEntryLink(idasiento, { idempresa, fecha: fechafin }, context);
    }
  }

  override async afterDelete({ idasiento }: VatSettlement, context: Context): Promise<void> {
    if (idasiento === null) return;
    try {
      await removeEntry(idasiento, context);
    } catch (error) {
      // Another locked period, or a closed year, keeps the entry of the settlement.
      if (!(error instanceof RuleError)) throw error;
    }
  }
}

/** The fiscal year of today of the company, else its latest one; empty when it has none. */
async function currentYear({ idempresa }: VatSettlement, context: Context): Promise<string> {
  const company = isEmpty(idempresa) ? Number(context.settings.value('idempresa')) : idempresa;
  const years = await context.records.list(
    FiscalYear,
    { idempresa: company },
    { orderBy: ['fechainicio'] },
  );
  const { today } = context;
  const current = years.find(({ fechainicio, fechafin }) => {
    return fechainicio <= today && today <= fechafin;
  });
  return (current ?? years.at(-1))?.codejercicio ?? '';
}

/** Both days follow from the period when one of them is missing. */
function setDays(record: VatSettlement, year: FiscalYear): void {
  if (isEmpty(record.fechainicio) || isEmpty(record.fechafin)) {
    Object.assign(record, periodDays(record.periodo, Number(year.fechainicio.slice(0, 4))));
  }
  const { fechainicio, fechafin } = record;
  if (fechainicio <= fechafin) return;
  const params = { start: presentDay(fechainicio), end: presentDay(fechafin) };
  refuse('start-date-after-end-date', 'fechainicio', params);
}

/**
 * The ledger accounts of what is owed to and by the tax office (PGC, RD 1514/2007, accounts 4750
 * and 4700); both are those of the roles when one of them is missing.
 */
async function setSubaccounts(
  record: VatSettlement,
  before: Readonly<VatSettlement> | null,
  context: Context,
): Promise<void> {
  if (isEmpty(record.codsubcuentaacr) || isEmpty(record.codsubcuentadeu)) {
    const chart = YearChart.of(record.codejercicio, context);
    record.codsubcuentaacr = await chart.special('IVAACR');
    record.codsubcuentadeu = await chart.special('IVADEU');
  }
  const isSame = (name: keyof VatSettlement) => before && before[name] === record[name];
  if (isSame('codejercicio') && isSame('codsubcuentaacr') && isSame('codsubcuentadeu')) {
    record.idsubcuentaacr = before?.idsubcuentaacr ?? null;
    record.idsubcuentadeu = before?.idsubcuentadeu ?? null;
    return;
  }
  record.idsubcuentaacr = await keyOf('codsubcuentaacr', record, context);
  record.idsubcuentadeu = await keyOf('codsubcuentadeu', record, context);
}

/** @throws RuleError `subaccount-not-in-exercise` */
async function keyOf(
  name: 'codsubcuentaacr' | 'codsubcuentadeu',
  { codejercicio, [name]: codsubcuenta }: VatSettlement,
  context: Context,
): Promise<number | null> {
  if (isEmpty(codsubcuenta)) return null;
  const found = await context.records.first(Subaccount, { codejercicio, codsubcuenta });
  if (found) return found.idsubcuenta;
  const params = { value: codsubcuenta, exercise: codejercicio };
  return refuse('subaccount-not-in-exercise', name, params);
}
