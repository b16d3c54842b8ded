import { Injectable } from '@nestjs/common';
import { kindNamed } from '../documents/index.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { Answer } from '../kernel/http/answer.js';
import { queryOf, type ApiRequest } from '../kernel/http/api-request.js';
import { wrongMethod } from '../kernel/http/route.js';
import { Exporters } from './exporters.js';
import type { ExportedFile } from './exported-document.js';
import { SheetLoader } from './sheet/sheet-loader.js';

/** What precedes the name of the document in the address. */
export const EXPORT = 'exportar';
/** `/api/3/exportarFacturaCliente`: the address without anything after the name. */
const EXACT_DEPTH = 3;

/** Sends requests for documents to the exporter that they ask for. */
@Injectable()
export class ExportService {
  constructor(
    private readonly exporters: Exporters,
    private readonly sheets: SheetLoader,
  ) {}

  /**
   * @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`, 400
   *   `record-not-specified`, 404 `record-not-found`, and as the exporter
   */
  async answer(request: ApiRequest): Promise<Answer> {
    const { depth, id, resource } = request.apiPath;
    const kind = kindNamed(resource.slice(EXPORT.length));
    if (!kind || depth === EXACT_DEPTH) throw new ApiError(404, 'api-resource-invalid');
    const exporter = this.exporters.ofType(queryOf(request).get('type'));
    const allowed = exporter.isSafe ? ['GET', 'HEAD'] : ['GET'];
    if (!allowed.includes(request.method)) throw wrongMethod();
    if (id === '') {
      throw new ApiError(400, 'record-not-specified', { text: 'record-not-specified' });
    }
    const loaded = await this.sheets.load(kind, id, request);
    if (!loaded) throw new ApiError(404, 'record-not-found', { text: 'record-not-found' });
    return fileAnswer(await exporter.export(loaded.sheet, loaded.exported));
  }
}

function fileAnswer({ name, mediaType, body, disposition }: ExportedFile): Answer {
  return new Answer(200, body, {
    'Content-Type': mediaType,
    ...(disposition && { 'Content-Disposition': `${disposition}; filename=${name}` }),
  });
}
