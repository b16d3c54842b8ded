import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Language } from '../../kernel/config/config.js';
import { Answer, StreamedAnswer, type HeaderMap } from '../../kernel/http/answer.js';
import { heldPieces } from '../../kernel/http/held-pieces.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import {
  AcceptedType,
  CallLanguage,
  IsHead,
  QueryFields,
  RecordKey,
} from '../../kernel/http/routes/request-parameters.js';
import { csvPieces, fileNameOf, jsonPieces, type MadeReport } from './report.js';
import { REPORTS, ReportsService } from './reports.service.js';

const CSV_TYPE = 'text/csv';
/** Shorter answers are whole; longer ones are sent while they are read. */
const LONGEST_HELD = 64 * 1024;

/** What can be asked of the books. */
@Controller()
@ApiPipeline()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @ApiRoute('GET', REPORTS.map(({ name }) => `informes/${name}`), { tail: 'blank' })
  async report(
    @RecordKey() name: string,
    @QueryFields() query: FieldMap,
    @CallLanguage() language: Language | undefined,
    @AcceptedType(['application/json', CSV_TYPE]) type: string | undefined,
    @IsHead() isHead: boolean,
  ): Promise<Answer> {
    const made = await this.reports.make(name, query, language);
    return answerOf(made, type === CSV_TYPE, isHead);
  }
}

/** As JSON or CSV. What fails early is an error like any other; nothing is read for a HEAD. */
async function answerOf(made: MadeReport, csv: boolean, isHead: boolean): Promise<Answer> {
  const pieces = csv ? csvPieces(made) : jsonPieces(made);
  const headers: HeaderMap = { Vary: 'Accept', ...(csv && csvHeaders(made)) };
  if (isHead) return new Answer(200, '', headers);
  const body = await heldPieces(pieces, LONGEST_HELD);
  return typeof body === 'string'
    ? new Answer(200, body, headers)
    : new StreamedAnswer(body, headers, true);
}

function csvHeaders(made: MadeReport): HeaderMap {
  return {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${fileNameOf(made)}.csv"`,
  };
}
