import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { RuleError } from '../../kernel/errors/problem.js';
import { SaveError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import type { RequestBody } from '../../kernel/http/body/body-reader.js';
import {
  existsAlready,
  readInput,
  RecordsService,
  Registry,
  type SavedRecord,
} from '../../models/index.js';
import type { ProductImageFields } from '../file-fields.js';
import { ProductImage } from '../product-image.entity.js';
import { FileRemovals } from '../storage/file-removals.js';
import { StoredFiles } from '../stored-files.js';
import { FileSources, type FileSource } from '../uploads/file-sources.js';

/** Pictures of products, whose files may come with them. */
@Injectable()
export class ProductImages {
  constructor(
    private readonly records: RecordsService,
    private readonly sources: FileSources,
    private readonly files: StoredFiles,
    private readonly removals: FileRemovals,
    private readonly units: UnitOfWork,
    private readonly registry: Registry,
  ) {}

  /**
   * A file in the body becomes an attached file and its picture, both or none.
   *
   * @throws DuplicateError; InvalidRequestError `no-data-received-form`, `record-save-error` for a
   *   file that is refused; SaveError
   */
  async create(id: string, body: RequestBody, origin: Origin): Promise<SavedRecord> {
    const { fields, files } = body;
    let source: FileSource | null = null;
    try {
      if (files.length === 0) return await this.records.create(this.model, { id, fields, origin });
      source = await this.sources.of(body);
      return await this.upload(fields, source as FileSource, origin);
    } finally {
      await source?.dispose();
      await body.dispose();
    }
  }

  /**
   * The attached file stays; its thumbnails go.
   *
   * @throws NotFoundError `record-not-found`; DeletionError
   */
  remove(id: string, origin: Origin): Promise<object> {
    return this.units.enclose(async (transaction) => {
      transaction.afterCommit(() => this.removals.sweep());
      return this.records.remove(this.model, id, origin);
    });
  }

  private async upload(
    { idfile: _ours, ...sent }: ProductImageFields,
    { incoming, ignored }: FileSource,
    origin: Origin,
  ): Promise<SavedRecord> {
    const { values, problems, ignored: unknown } = readInput(this.model, sent);
    if (problems.length > 0) throw new SaveError('record-save-error', { problems });
    try {
      const record = await this.files.add(incoming, {}, origin, async (file, context) => {
        const existing = await context.records.find(ProductImage, values.id as number | undefined);
        if (existing) throw existsAlready(this.model, existing);
        const image = { ...(values as Partial<ProductImage>), idfile: file.idfile };
        return context.records.insert(ProductImage, image);
      });
      return { record, ignored: [...unknown, ...ignored] };
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      throw new SaveError('record-save-error', { problems: error.problems });
    }
  }

  private get model() {
    return this.registry.of(ProductImage);
  }
}
