import { Injectable } from '@nestjs/common';
import { Company } from '../../company/index.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { FiscalYear } from './fiscal-year.entity.js';

const SUBACCOUNT_LENGTH = { min: 4, max: 15 };
const FIRST_DAY = '1970-01-02';

/** Fiscal years: those of one company never share a day. */
@Injectable()
export class FiscalYearRules extends ModelRules<FiscalYear> {
  readonly model = FiscalYear;

  override defaults(record: FiscalYear, context: Context): void {
    const year = context.today.slice(0, 4);
    record.fechainicio = `${year}-01-01`;
    record.fechafin = `${year}-12-31`;
  }

  override async validate(
    record: FiscalYear,
    test: RecordTest<FiscalYear>,
    before: Readonly<FiscalYear> | null,
  ): Promise<void> {
    test.escape('codejercicio', 'nombre');
    test.filled('codejercicio');
    test.code('codejercicio', 4);
    testSubaccountLength(record);
    testDays(record);
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.settings.value('idempresa')) || null;
    }
    test.columns();
    // The generic test takes the code `0` for none.
    test.filled('codejercicio');
    if (!before || MOVES.some((name) => record[name] !== before[name])) {
      await refuseOverlap(record, test.context);
    }
  }
}

const MOVES = ['fechainicio', 'fechafin', 'idempresa'] as const;

function testSubaccountLength({ longsubcuenta }: FiscalYear): void {
  const { min, max } = SUBACCOUNT_LENGTH;
  if (!isEmpty(longsubcuenta) && longsubcuenta >= min && longsubcuenta <= max) return;
  const params = { value: longsubcuenta ?? '', min, max };
  refuse('subaccount-length-out-of-range', 'longsubcuenta', params);
}

function testDays({ fechainicio, fechafin }: FiscalYear): void {
  if (isEmpty(fechainicio) || isEmpty(fechafin)) return;
  if (fechainicio > fechafin) {
    refuse('start-date-after-end-date', 'fechainicio', {
      start: presentDay(fechainicio),
      end: presentDay(fechafin),
    });
  }
  if (fechainicio < FIRST_DAY) {
    refuse('date-too-early', 'fechainicio', { value: presentDay(fechainicio) });
  }
}

async function refuseOverlap(record: FiscalYear, context: Context): Promise<void> {
  const { idempresa, fechainicio, fechafin, codejercicio } = record;
  // Parallel creations for one company wait for each other here.
  await context.records.find(Company, idempresa, { lock: true });
  for (const other of await context.records.list(FiscalYear, { idempresa })) {
    if (other.codejercicio.toLowerCase() === codejercicio.toLowerCase()) continue;
    if (fechainicio <= other.fechafin && fechafin >= other.fechainicio) {
      const params = {
        exercise: other.codejercicio,
        start: presentDay(other.fechainicio),
        end: presentDay(other.fechafin),
      };
      refuse('exercise-date-range-exists', 'fechainicio', params);
    }
  }
}
