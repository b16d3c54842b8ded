import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { DOCUMENT_KINDS } from '../kinds/document-kind.js';
import { DocumentsService } from './documents.service.js';

/** The routes that write a document with its lines in one call. */
@Controller()
@ApiPipeline()
export class DocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  @All(DOCUMENT_KINDS.map(({ name }) => route(`crear${name}`)))
  @HttpCode(200)
  create(@Req() request: ApiRequest): Promise<Answer> {
    return this.documents.create(request);
  }

  @All(DOCUMENT_KINDS.map(({ name }) => route(`editar${name}`)))
  @HttpCode(200)
  edit(@Req() request: ApiRequest): Promise<Answer> {
    return this.documents.edit(request);
  }

  @All(route('crearFacturaRectificativaCliente'))
  @HttpCode(200)
  refund(@Req() request: ApiRequest): Promise<Answer> {
    return this.documents.refund(request);
  }
}
