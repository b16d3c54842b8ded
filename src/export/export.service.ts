import { Injectable } from '@nestjs/common';
import { kindNamed } from '../documents/index.js';
import { InvalidRequestError, literally, NotFoundError } from '../kernel/errors/refusal.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import type { DocumentExporter, ExportedFile } from './exported-document.js';
import { SheetLoader } from './sheet/sheet-loader.js';

/** What precedes the name of the document in the address. */
export const EXPORT = 'exportar';

/** Gives documents to exporters. */
@Injectable()
export class ExportService {
  constructor(private readonly sheets: SheetLoader) {}

  /**
   * @throws InvalidRequestError `record-not-specified`; NotFoundError `api-resource-invalid`,
   *   `record-not-found`; what the exporter throws
   */
  async file(exporter: DocumentExporter, request: ApiRequest): Promise<ExportedFile> {
    const { id, resource } = request.apiPath;
    const kind = kindNamed(resource.slice(EXPORT.length));
    if (!kind) throw new NotFoundError('api-resource-invalid');
    if (id === '') throw new InvalidRequestError(...literally('record-not-specified'));
    const loaded = await this.sheets.load(kind, id, request);
    if (!loaded) throw new NotFoundError(...literally('record-not-found'));
    return exporter.export(loaded.sheet, loaded.exported);
  }
}
