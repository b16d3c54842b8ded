import { Injectable } from '@nestjs/common';
import { ApiError } from '../kernel/errors/api-error.js';
import { RuleError } from '../kernel/errors/problem.js';
import { Answer } from '../kernel/http/answer.js';
import { originOf, type ApiRequest, type Origin } from '../kernel/http/api-request.js';
import type { UploadedFile } from '../kernel/http/body-reader.js';
import { ignoredFields } from '../kernel/http/ignored-fields.js';
import { RequestFields } from '../kernel/http/request-fields.js';
import { wrongMethod } from '../kernel/http/route.js';
import { presenterOf, Registry } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import { StoredFiles } from './stored-files.js';
import { FileSources } from './uploads/file-sources.js';

/** `/api/3/uploadFiles`: the address without anything after the name. */
const EXACT_DEPTH = 3;
const LIST_OF_FILES = /^files\[[^\]]*\]$/;

/** Uploads of several files in one request, each for itself. */
@Injectable()
export class UploadFilesRequests {
  constructor(
    private readonly sources: FileSources,
    private readonly files: StoredFiles,
    private readonly registry: Registry,
    private readonly requestFields: RequestFields,
  ) {}

  /**
   * Stores the files of the field `files[]`. Clients know that refused ones are left out of the
   * answer; a header names them, and what else was sent.
   *
   * @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`
   */
  async upload(request: ApiRequest): Promise<Answer> {
    if (request.apiPath.depth !== EXACT_DEPTH) throw new ApiError(404, 'api-resource-invalid');
    if (!['POST', 'PUT'].includes(request.method)) throw wrongMethod('Method not allowed');
    const body = await this.requestFields.hold(request);
    try {
      const stored: string[] = [];
      const ignored = Object.keys(body.fields);
      for (const file of body.files) {
        const record = LIST_OF_FILES.test(file.field)
          ? await this.storedOrNull(file, originOf(request))
          : null;
        if (record === null) ignored.push(`${file.field}: ${file.name}`);
        else stored.push(record);
      }
      return new Answer(200, `{"files":[${stored.join(',')}]}`, ignoredFields(ignored));
    } finally {
      await body.dispose();
    }
  }

  /** The record of the stored file as JSON; null when the file is refused. */
  private async storedOrNull(sent: UploadedFile, origin: Origin): Promise<string | null> {
    try {
      const incoming = await this.sources.lookThrough(sent);
      try {
        const presenter = presenterOf(this.registry.of(AttachedFile));
        return await this.files.add(incoming, {}, origin, (file) =>
          Promise.resolve(presenter.record(file)),
        );
      } finally {
        await incoming.dispose();
      }
    } catch (error) {
      if (error instanceof RuleError) return null;
      throw error;
    }
  }
}
