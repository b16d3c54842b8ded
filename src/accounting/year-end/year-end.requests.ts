import { Injectable } from '@nestjs/common';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { Answer } from '../../kernel/http/answer.js';
import { originOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { RequestFields } from '../../kernel/http/request-fields.js';
import { Translator } from '../../kernel/translation/translator.js';
import { presenterOf, Registry } from '../../models/index.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import { Parameters } from '../reports/parameters.js';
import { VatSettlement } from '../years/vat-settlement.entity.js';
import { actionAnswer, actionKey } from './action-request.js';
import { VatSettlements } from './vat-settlement.service.js';
import { YearEnd, type YearEndResult } from './year-end.service.js';

/** Requests to close and open fiscal years and to settle the VAT. */
@Injectable()
export class YearEndRequests {
  constructor(
    private readonly yearEnd: YearEnd,
    private readonly settlements: VatSettlements,
    private readonly requestFields: RequestFields,
    private readonly registry: Registry,
    private readonly translator: Translator,
  ) {}

  /**
   * @throws ApiError as `actionKey`, 404 `record-not-found`, 400 `invalid-parameters`
   * @throws RuleError as `YearEnd.close`
   */
  async close(request: ApiRequest): Promise<Answer> {
    const key = actionKey(request);
    const names = ['iddiariocierre', 'iddiarioapertura', 'copiarsubcuentas'];
    const parameters = await this.parameters(request, names);
    const options = {
      closingJournal: parameters.number('iddiariocierre'),
      openingJournal: parameters.number('iddiarioapertura'),
      copySubaccounts: parameters.flag('copiarsubcuentas', false),
    };
    parameters.check();
    return this.answer(request, await this.yearEnd.close(key, options, originOf(request)));
  }

  /**
   * @throws ApiError as `actionKey`, 404 `record-not-found`, 400 `invalid-parameters`
   * @throws RuleError as `YearEnd.reopen`
   */
  async reopen(request: ApiRequest): Promise<Answer> {
    const key = actionKey(request);
    const parameters = await this.parameters(request, ['borrarapertura', 'borrarcierre']);
    const options = {
      removeOpening: parameters.flag('borrarapertura', true),
      removeClosing: parameters.flag('borrarcierre', true),
    };
    parameters.check();
    return this.answer(request, await this.yearEnd.reopen(key, options, originOf(request)));
  }

  /**
   * @throws ApiError as `actionKey`, 404 `record-not-found`, 400 `invalid-parameters`
   * @throws RuleError as `VatSettlements.settle`
   */
  async settle(request: ApiRequest): Promise<Answer> {
    const key = actionKey(request);
    const parameters = await this.parameters(request, ['fechaasiento', 'iddiario']);
    const options = {
      fecha: parameters.day('fechaasiento'),
      iddiario: parameters.number('iddiario'),
    };
    parameters.check();
    const id = /^\d{1,10}$/.test(key) ? Number(key) : 0;
    const settled = await this.settlements.settle(id, options, originOf(request));
    if (!settled) throw new ApiError(404, 'record-not-found');
    const data = presenterOf(this.registry.of(VatSettlement)).record(settled.period);
    const asientos = this.shown([settled.entry]);
    return actionAnswer(request, this.translator, data, { asientos });
  }

  private async parameters(request: ApiRequest, names: readonly string[]): Promise<Parameters> {
    return new Parameters(Object.entries(await this.requestFields.of(request)), names);
  }

  private answer(request: ApiRequest, result: YearEndResult | null): Answer {
    if (!result) throw new ApiError(404, 'record-not-found');
    const data = presenterOf(this.registry.of(FiscalYear)).record(result.year);
    return actionAnswer(request, this.translator, data, {
      asientos: this.shown(result.entries),
      facturasbloqueadas: result.lockedInvoices,
    });
  }

  private shown(entries: readonly JournalEntry[]): unknown[] {
    const presenter = presenterOf(this.registry.of(JournalEntry));
    return entries.map((entry): unknown => JSON.parse(presenter.record(entry)));
  }
}
