import { Controller, Req } from '@nestjs/common';
import { ApiPipeline } from '../auth/index.js';
import { DOCUMENT_KINDS } from '../documents/index.js';
import { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { ApiRoute } from '../kernel/http/routes/api-route.js';
import type { FieldMap } from '../kernel/http/body/form-fields.js';
import { IsHead, QueryFields } from '../kernel/http/routes/request-parameters.js';
import { wrongMethod } from '../kernel/http/routes/route.js';
import { EXPORT, ExportService } from './export.service.js';
import type { ExportedFile } from './exported-document.js';
import { Exporters } from './exporters.js';

/** The routes by which documents leave the server. */
@Controller()
@ApiPipeline()
export class ExportController {
  constructor(
    private readonly exporters: Exporters,
    private readonly exports: ExportService,
  ) {}

  @ApiRoute('GET', DOCUMENT_KINDS.map(({ name }) => EXPORT + name), { tail: 'key' })
  async document(
    @QueryFields() query: FieldMap,
    @IsHead() isHead: boolean,
    // Exporters of plugins are promised all of it.
    @Req() request: ApiRequest,
  ): Promise<Answer> {
    const exporter = this.exporters.ofType(query.get('type'));
    if (isHead && !exporter.isSafe) throw wrongMethod('method-not-allowed', ['GET']);
    return fileAnswer(await this.exports.file(exporter, request));
  }
}

function fileAnswer({ name, mediaType, body, disposition }: ExportedFile): Answer {
  return new Answer(200, body, {
    'Content-Type': mediaType,
    ...(disposition && { 'Content-Disposition': `${disposition}; filename=${name}` }),
  });
}
