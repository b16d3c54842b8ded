import { Controller, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Language } from '../../kernel/config/config.js';
import { Answer, StreamedAnswer, type HeaderMap } from '../../kernel/http/answer.js';
import { heldPieces } from '../../kernel/http/held-pieces.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { Translator } from '../../kernel/translation/translator.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import {
  CallLanguage,
  IsHead,
  QueryFields,
  RecordKey,
} from '../../kernel/http/routes/request-parameters.js';
import {
  csvStyle,
  IgnoredParameters,
  listFormat,
  MEDIA_TYPES,
  type ListFormat,
} from '../../models/index.js';
import { csvPieces, fileNameOf, jsonPieces, xlsxPieces, type MadeReport } from './report.js';
import { REPORTS, ReportsService } from './reports.service.js';

/** Shorter answers are whole; longer ones are sent while they are read. */
const LONGEST_HELD = 64 * 1024;

/** What can be asked of the books. */
@Controller()
@ApiPipeline()
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly translator: Translator,
  ) {}

  @ApiRoute('GET', REPORTS.map(({ name }) => `informes/${name}`), { tail: 'blank' })
  async report(
    @RecordKey() name: string,
    @QueryFields() query: FieldMap,
    @CallLanguage() language: Language | undefined,
    @Req() request: ApiRequest,
    @IsHead() isHead: boolean,
  ): Promise<Answer> {
    const ignored = new IgnoredParameters();
    const format = listFormat(query, request, ignored);
    const style = csvStyle(query, this.translator.language, ignored);
    ignored.test(request);
    const made = await this.reports.make(name, query, language);
    const headers = { Vary: 'Accept', ...fileHeaders(made, format) };
    if (format === 'xlsx') {
      const body = isHead ? '' : xlsxPieces(made);
      return ignored.named(
        typeof body === 'string'
          ? new Answer(200, body, headers)
          : new StreamedAnswer(body, headers),
      );
    }
    const pieces = format === 'csv' ? csvPieces(made, style) : jsonPieces(made);
    return ignored.named(await answerOf(pieces, headers, isHead));
  }
}

/** As text. What fails early is an error like any other; nothing is read for a HEAD. */
async function answerOf(
  pieces: AsyncGenerator<string, void>,
  headers: HeaderMap,
  isHead: boolean,
): Promise<Answer> {
  if (isHead) return new Answer(200, '', headers);
  const body = await heldPieces(pieces, LONGEST_HELD);
  return typeof body === 'string'
    ? new Answer(200, body, headers)
    : new StreamedAnswer(body, headers, true);
}

function fileHeaders(made: MadeReport, format: ListFormat): HeaderMap {
  if (format === 'json') return {};
  const type = MEDIA_TYPES[format];
  return {
    'Content-Type': format === 'csv' ? `${type}; charset=utf-8` : type,
    'Content-Disposition': `attachment; filename="${fileNameOf(made)}.${format}"`,
  };
}
