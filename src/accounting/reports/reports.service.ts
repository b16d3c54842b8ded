import { Injectable } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import { Clock } from '../../kernel/dates/clock.js';
import type { Language } from '../../kernel/config/config.js';
import { NotFoundError } from '../../kernel/errors/refusal.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import { decimalsOf, DefaultSettings } from '../../kernel/settings/default-settings.js';
import { Translator } from '../../kernel/translation/translator.js';
import { FORMAT, LOCALE, Registry } from '../../models/index.js';
import { BALANCE_SHEET, PROFIT_AND_LOSS } from './annual-accounts.report.js';
import { LedgerInvoices } from './ledger-invoices.js';
import { LEDGER } from './ledger.report.js';
import { Parameters } from './parameters.js';
import { readPeriod } from './period.js';
import type { MadeReport, ReportKind } from './report.js';
import { TRIAL_BALANCE } from './trial-balance.report.js';
import { UNBALANCED_ENTRIES } from './unbalanced-entries.report.js';
import { VAT_ISSUED, VAT_RECEIVED } from './vat-book.report.js';

/** Every report, in reading order. */
export const REPORTS: readonly ReportKind[] = [
  TRIAL_BALANCE,
  LEDGER,
  BALANCE_SHEET,
  PROFIT_AND_LOSS,
  VAT_ISSUED,
  VAT_RECEIVED,
  UNBALANCED_ENTRIES,
];

/** Makes reports. They only read, outside of any transaction. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: Database,
    private readonly settings: DefaultSettings,
    private readonly registry: Registry,
    private readonly invoices: LedgerInvoices,
    private readonly clock: Clock,
    private readonly translator: Translator,
  ) {}

  /**
   * @throws NotFoundError `api-resource-invalid` for a name that is no report's
   * @throws InvalidRequestError `invalid-parameters`
   */
  async make(name: string, query: FieldMap, language: Language | undefined): Promise<MadeReport> {
    const kind = REPORTS.find((each) => each.name === name);
    if (!kind) throw new NotFoundError('api-resource-invalid');
    const asked = [...query].filter(([field]) => field !== FORMAT && field !== LOCALE);
    const parameters = new Parameters(kind.fields, new Map(asked));
    const settings = await this.settings.read();
    const period = await readPeriod(parameters, {
      reader: this.database,
      today: this.clock.today(),
      idempresa: Number(settings.idempresa) || 1,
      crossesYears: kind.crossesYears ?? false,
    });
    const report = await kind.make({
      period,
      parameters,
      database: this.database,
      decimals: decimalsOf(settings),
      invoicesOf: (side) =>
        this.registry.of(this.invoices.modelOf(side === 'output' ? 'sales' : 'purchase')),
      text: (key) => this.translator.text(key, {}, language),
    });
    return { kind, period, report };
  }
}
