import { Injectable } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import { Clock } from '../../kernel/dates/clock.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { Answer } from '../../kernel/http/answer.js';
import { languageOf, queryOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { decimalsOf, DefaultSettings } from '../../kernel/settings/default-settings.js';
import { Translator } from '../../kernel/translation/translator.js';
import { Registry } from '../../models/index.js';
import { BALANCE_SHEET, PROFIT_AND_LOSS } from './annual-accounts.report.js';
import { LEDGER } from './ledger.report.js';
import { Parameters } from './parameters.js';
import { readPeriod } from './period.js';
import { reportAnswer, type ReportKind } from './report.js';
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

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

/** Answers requests for reports. They only read, outside of any transaction. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: Database,
    private readonly settings: DefaultSettings,
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly translator: Translator,
  ) {}

  /**
   * @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`, 400
   *   `invalid-parameters`
   */
  async answer(request: ApiRequest): Promise<Answer> {
    const kind = kindOf(request);
    const head = request.method === 'HEAD';
    if (!head && request.method !== 'GET') {
      throw new ApiError(405, 'method-not-allowed', { text: 'method-not-allowed' });
    }
    const parameters = new Parameters(queryOf(request), kind.parameters);
    const settings = await this.settings.read();
    const period = await readPeriod(parameters, {
      reader: this.database,
      today: this.clock.today(),
      idempresa: Number(settings.idempresa) || 1,
      crossesYears: kind.crossesYears ?? false,
    });
    const language = languageOf(request);
    const report = await kind.make({
      period,
      parameters,
      database: this.database,
      decimals: decimalsOf(settings),
      has: (table, column) => this.registry.ofTable(table).column(column) !== undefined,
      text: (key) => this.translator.text(key, {}, language),
    });
    const csv = request.accepts([JSON_TYPE, CSV_TYPE]) === CSV_TYPE;
    return reportAnswer(kind, period, report, { csv, head });
  }
}

/** @throws ApiError 404 `api-resource-invalid` for an address that is no report's */
function kindOf({ apiPath: { id, action } }: ApiRequest): ReportKind {
  const kind = action === '' ? REPORTS.find(({ name }) => name === id) : undefined;
  if (!kind) throw new ApiError(404, 'api-resource-invalid');
  return kind;
}
