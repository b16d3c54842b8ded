import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import { Reply } from '../../kernel/http/routes/reply.js';
import {
  CallOrigin,
  Fields,
  PathPart,
  RecordKey,
} from '../../kernel/http/routes/request-parameters.js';
import { Registry } from '../../models/index.js';
import { DOCUMENT_KINDS, kindNamed, type DocumentKind } from '../kinds/document-kind.js';
import { CreateDocument } from './create-document.service.js';
import { EditDocument } from './edit-document.service.js';
import { meaninglessNames, meaninglessOfRefund, type Reading } from './meaningless-names.js';
import { DocumentFields, RefundFields } from './one-call-fields.js';
import { RefundInvoice } from './refund-invoice.service.js';
import type { WrittenDocument } from './written-document.js';

const [CREATE, EDIT] = ['crear', 'editar'];
/** Numbers of documents that exist do not follow from what is sent. */
const FIXED = ['numero', 'codigo'];

/** The routes that write a document with its lines in one call: `{"doc": …, "lines": […]}`. */
@Controller()
@ApiPipeline()
export class DocumentsController {
  constructor(
    private readonly registry: Registry,
    private readonly creation: CreateDocument,
    private readonly edition: EditDocument,
    private readonly refunds: RefundInvoice,
  ) {}

  @ApiRoute('POST, PUT', DOCUMENT_KINDS.map(({ name }) => CREATE + name), {
    tail: 'nothing',
    statuses: { unsaved: 422 },
  })
  async create(
    @PathPart('resource') route: string,
    @Fields({ others: 'kept' }) fields: DocumentFields,
    @CallOrigin() origin: Origin,
  ): Promise<Reply> {
    const kind = kindOf(route, CREATE);
    const written = await this.creation.create(kind, fields, origin);
    return this.named(written, fields, { kind, fixed: [], edited: null });
  }

  @ApiRoute('PUT, PATCH', DOCUMENT_KINDS.map(({ name }) => EDIT + name), {
    tail: 'key',
    keyless: 'record-not-specified',
    statuses: { unsaved: 422 },
  })
  async edit(
    @PathPart('resource') route: string,
    @RecordKey() id: string,
    @Fields({ others: 'kept' }) fields: DocumentFields,
    @CallOrigin() origin: Origin,
  ): Promise<Reply> {
    const kind = kindOf(route, EDIT);
    const written = await this.edition.edit(kind, id, fields, origin);
    return this.named(written, fields, { kind, fixed: FIXED, edited: written.lines });
  }

  @ApiRoute('POST, PUT', 'crearFacturaRectificativaCliente', {
    tail: 'nothing',
    statuses: { unsaved: 422 },
    wrongMethod: 'Method not allowed',
  })
  async refund(
    @Fields({ others: 'kept' }) fields: RefundFields,
    @CallOrigin() origin: Origin,
  ): Promise<Reply> {
    const written = await this.refunds.refund(fields, origin);
    return new Reply(written, { ignored: meaninglessOfRefund(fields) });
  }

  /** The document with the names of what meant nothing. */
  private named(
    written: WrittenDocument,
    fields: DocumentFields,
    reading: Omit<Reading, 'model'>,
  ): Reply {
    const model = this.registry.of(reading.kind.document);
    return new Reply(written, { ignored: meaninglessNames(fields, { ...reading, model }) });
  }
}

function kindOf(route: string, verb: string): DocumentKind {
  const kind = kindNamed(route.slice(verb.length));
  if (!kind) throw new Error(`There is no kind of document for ${route}`);
  return kind;
}
