import { Injectable } from '@nestjs/common';
import { ApiError } from '../../kernel/errors/api-error.js';
import { Answer } from '../../kernel/http/answer.js';
import { originOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { ignoredFields } from '../../kernel/http/ignored-fields.js';
import { RequestFields } from '../../kernel/http/request-fields.js';
import { wrongMethod } from '../../kernel/http/route.js';
import { Registry } from '../../models/index.js';
import { CreateDocument } from './create-document.service.js';
import { DERIVED } from './document-input.js';
import { kindNamed, type DocumentKind } from '../kinds/document-kind.js';
import { EditDocument } from './edit-document.service.js';
import { RefundInvoice } from './refund-invoice.service.js';

/** `/api/3/crearFacturaCliente`: the address without anything after the name. */
const EXACT_DEPTH = 3;

/** Sends one-call requests to what answers them, when path and method are theirs. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly registry: Registry,
    private readonly requestFields: RequestFields,
    private readonly creation: CreateDocument,
    private readonly edition: EditDocument,
    private readonly refunds: RefundInvoice,
  ) {}

  /** @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`, and as the service */
  async create(request: ApiRequest): Promise<Answer> {
    this.testExact(request);
    if (request.method !== 'POST' && request.method !== 'PUT') throw wrongMethod();
    const kind = kindOf(request, 'crear');
    const fields = await this.requestFields.of(request);
    return this.named(
      await this.creation.create(kind, fields, originOf(request)),
      kind,
      fields,
      [],
    );
  }

  /** @throws ApiError 404 `api-resource-invalid`, 400 `record-not-specified`, 405, as the service */
  async edit(request: ApiRequest): Promise<Answer> {
    const { depth, id } = request.apiPath;
    if (depth === EXACT_DEPTH) throw new ApiError(404, 'api-resource-invalid');
    if (request.method !== 'PUT' && request.method !== 'PATCH') throw wrongMethod();
    if (id === '') {
      throw new ApiError(400, 'record-not-specified', { text: 'record-not-specified' });
    }
    const kind = kindOf(request, 'editar');
    const fields = await this.requestFields.of(request);
    return this.named(await this.edition.edit(kind, id, fields, originOf(request)), kind, fields, [
      'numero',
      'codigo',
    ]);
  }

  /** @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`, and as the service */
  async refund(request: ApiRequest): Promise<Answer> {
    this.testExact(request);
    const { method } = request;
    if (method !== 'POST' && method !== 'PUT') throw wrongMethod('Method not allowed');
    return this.refunds.refund(await this.requestFields.of(request), originOf(request));
  }

  /** The answer with the names of the fields that meant nothing. */
  private named(
    { status, body, headers }: Answer,
    kind: DocumentKind,
    fields: Readonly<Record<string, unknown>>,
    further: readonly string[],
  ): Answer {
    const model = this.registry.of(kind.document);
    const unknown = Object.keys(fields).filter((name) => {
      const isColumn = model.column(name) && name !== kind.key && !DERIVED.has(name);
      if (name === 'lineas' || (name === 'pagada' && kind.stage === 'invoice')) return false;
      return !isColumn || further.includes(name);
    });
    return new Answer(status, body, { ...headers, ...ignoredFields(unknown) });
  }

  private testExact({ apiPath }: ApiRequest): void {
    if (apiPath.depth !== EXACT_DEPTH) throw new ApiError(404, 'api-resource-invalid');
  }
}

/** @throws ApiError 404 for a resource that only differs in case */
function kindOf({ apiPath }: ApiRequest, verb: string): DocumentKind {
  const kind = kindNamed(apiPath.resource.slice(verb.length));
  if (!kind) throw new ApiError(404, 'api-resource-invalid');
  return kind;
}
