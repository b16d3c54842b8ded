import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { Answer } from '../../kernel/http/answer.js';
import { originOf, type ApiRequest } from '../../kernel/http/api-request.js';
import type { RequestBody } from '../../kernel/http/body-reader.js';
import { RequestFields } from '../../kernel/http/request-fields.js';
import { Translator } from '../../kernel/translation/translator.js';
import { presenterOf, Registry } from '../../models/index.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Parameters } from '../reports/parameters.js';
import { actionAnswer, actionKey } from '../year-end/action-request.js';
import { ChartImport } from './chart-import.service.js';

/** Requests to import a chart of accounts. */
@Injectable()
export class ChartImportRequests {
  constructor(
    private readonly imports: ChartImport,
    private readonly requestFields: RequestFields,
    private readonly registry: Registry,
    private readonly translator: Translator,
  ) {}

  /**
   * The chart comes as a file of a multipart body, or as text in the field `csv`.
   *
   * @throws ApiError 404 `api-resource-invalid`, `record-not-found`; 405 `method-not-allowed`; 400
   *   `field-required`, `invalid-encoding`, `invalid-parameters`
   * @throws RuleError as `ChartImport.run`
   */
  async import(request: ApiRequest): Promise<Answer> {
    const key = actionKey(request);
    const body = await this.requestFields.hold(request);
    try {
      const parameters = new Parameters(Object.entries(body.fields), ['csv', 'longsubcuenta']);
      const length = parameters.number('longsubcuenta') ?? undefined;
      const text = parameters.text('csv');
      parameters.check();
      const csv = text ?? (await fileText(body));
      const imported = await this.imports.run(key, csv, length, originOf(request));
      if (!imported) throw new ApiError(404, 'record-not-found');
      const { year, accounts, subaccounts } = imported;
      const data = presenterOf(this.registry.of(FiscalYear)).record(year);
      const counts = { cuentas: accounts, subcuentas: subaccounts };
      return actionAnswer(request, this.translator, data, counts);
    } finally {
      await body.dispose();
    }
  }
}

async function fileText({ files }: RequestBody): Promise<string> {
  const [file] = files;
  if (!file) {
    const problems = [{ code: 'field-required', field: 'csv', params: { field: 'csv' } }];
    throw new ApiError(400, 'invalid-parameters', { problems });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file.path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const problems = [{ code: 'invalid-encoding', field: file.field }];
    throw new ApiError(400, 'invalid-parameters', { problems });
  }
}
