import { Injectable } from '@nestjs/common';
import { RuleError } from '../../kernel/errors/problem.js';
import type { Origin } from '../../kernel/http/api-request.js';
import type { RequestBody, UploadedFile } from '../../kernel/http/body/body-reader.js';
import type { AttachedFile } from '../attached-file.entity.js';
import { StoredFiles } from '../stored-files.js';
import { FileSources } from './file-sources.js';

const LIST_OF_FILES = /^files\[[^\]]*\]$/;

export interface UploadedFiles {
  readonly files: readonly AttachedFile[];
  /** What was sent and is not stored: fields, and files as `field: name`. */
  readonly ignored: readonly string[];
}

/** Uploads of several files in one request, each for itself. */
@Injectable()
export class Uploads {
  constructor(
    private readonly sources: FileSources,
    private readonly stored: StoredFiles,
  ) {}

  /** Stores the files of the field `files[]`. Clients know that refused ones are left out. */
  async store(body: RequestBody, origin: Origin): Promise<UploadedFiles> {
    try {
      const files: AttachedFile[] = [];
      const ignored = Object.keys(body.fields);
      for (const file of body.files) {
        const record = LIST_OF_FILES.test(file.field)
          ? await this.storedOrNull(file, origin)
          : null;
        if (record === null) ignored.push(`${file.field}: ${file.name}`);
        else files.push(record);
      }
      return { files, ignored };
    } finally {
      await body.dispose();
    }
  }

  /** The record of the stored file; null when the file is refused. */
  private async storedOrNull(sent: UploadedFile, origin: Origin): Promise<AttachedFile | null> {
    try {
      const incoming = await this.sources.lookThrough(sent);
      try {
        return await this.stored.add(incoming, {}, origin, (file) => Promise.resolve(file));
      } finally {
        await incoming.dispose();
      }
    } catch (error) {
      if (error instanceof RuleError) return null;
      throw error;
    }
  }
}
