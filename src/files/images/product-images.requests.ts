import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { RuleError } from '../../kernel/errors/problem.js';
import type { Answer } from '../../kernel/http/answer.js';
import { originOf, queryOf, type ApiRequest } from '../../kernel/http/api-request.js';
import type { FieldMap } from '../../kernel/http/form-fields.js';
import { RequestFields } from '../../kernel/http/request-fields.js';
import { Translator } from '../../kernel/translation/translator.js';
import { presenterOf, readInput, Registry, ModelsService } from '../../models/index.js';
import { withMembers, type Shown } from '../answer-members.js';
import { savedAnswer } from '../confirmation.js';
import { DownloadLinks } from '../downloads/download-links.js';
import { ProductImage } from '../product-image.entity.js';
import { FileRemovals } from '../storage/file-removals.js';
import { StoredFiles } from '../stored-files.js';
import { FileSources, type FileSource } from '../uploads/file-sources.js';
import { Thumbnails, type Box } from './thumbnails.js';

const [SMALLEST, LARGEST, USUAL] = [32, 1024, 100];

/** Requests to `productoimagenes`: pictures with links, thumbnails and uploads. */
@Injectable()
export class ProductImagesRequests {
  constructor(
    private readonly models: ModelsService,
    private readonly sources: FileSources,
    private readonly files: StoredFiles,
    private readonly links: DownloadLinks,
    private readonly thumbnails: Thumbnails,
    private readonly removals: FileRemovals,
    private readonly units: UnitOfWork,
    private readonly registry: Registry,
    private readonly requestFields: RequestFields,
    private readonly translator: Translator,
  ) {}

  /** As the generic API, with links to the pictures and thumbnails; makes the one that is asked for. */
  async read(request: ApiRequest): Promise<Answer> {
    const query = queryOf(request);
    const answer = await this.models.read(request);
    if (query.has('fields')) return answer;
    const box = boxOf(query);
    const known = request.headers['if-none-match'];
    return withMembers(answer, (records) => this.linksOf(records, box), known);
  }

  /**
   * A file in the body becomes an attached file and its picture, both or none.
   *
   * @throws ApiError 400 `duplicate-record`, `no-data-received-form`, `record-save-error`
   */
  async create(request: ApiRequest): Promise<Answer> {
    const body = await this.requestFields.hold(request);
    let source: FileSource | null = null;
    try {
      if (body.files.length === 0) return await this.models.create(request);
      source = await this.sources.of(body);
      return await this.upload(request, body.fields, source as FileSource);
    } finally {
      await source?.dispose();
      await body.dispose();
    }
  }

  /** The attached file stays; its thumbnails go. */
  remove(request: ApiRequest): Promise<Answer> {
    return this.units.enclose(async (transaction) => {
      transaction.afterCommit(() => this.removals.sweep());
      return this.models.remove(request);
    });
  }

  private async upload(
    request: ApiRequest,
    fields: Readonly<Record<string, unknown>>,
    { incoming, ignored }: FileSource,
  ): Promise<Answer> {
    const model = this.registry.of(ProductImage);
    const presenter = presenterOf(model);
    const { idfile: _ours, ...sent } = fields;
    const { values, problems, ignored: unknown } = readInput(model, sent);
    if (problems.length > 0) throw new ApiError(400, 'record-save-error', { problems });
    try {
      const data = await this.files.add(incoming, {}, originOf(request), async (file, context) => {
        const id = values.id as number | undefined;
        const existing = await context.records.find(ProductImage, id);
        if (existing) {
          throw new ApiError(400, 'duplicate-record', { data: presenter.record(existing) });
        }
        const image = { ...(values as Partial<ProductImage>), idfile: file.idfile };
        return presenter.record(await context.records.insert(ProductImage, image));
      });
      return savedAnswer(request, this.translator, data, [...unknown, ...ignored]);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      throw new ApiError(400, 'record-save-error', { problems: error.problems });
    }
  }

  private async linksOf(records: readonly Shown[], box: Box | null): Promise<object[]> {
    const files = await this.files.find(records.map(({ idfile }) => Number(idfile)));
    if (box) for (const file of files.values()) await this.thumbnails.make(file, box);
    const thumbnails = await this.thumbnails.of([...files.values()]);
    return Promise.all(
      records.map(async ({ idfile }) => {
        const file = files.get(Number(idfile));
        if (!file) return {};
        return { ...(await this.links.of(file)), thumbnails: thumbnails.get(file.idfile) ?? [] };
      }),
    );
  }
}

/** What a thumbnail is to fit into; null when none is asked for. */
export function boxOf(query: FieldMap): Box | null {
  const [width, height] = [sideOf(query, 'width'), sideOf(query, 'height')];
  if (width === null && height === null) return null;
  return { width: width ?? USUAL, height: height ?? USUAL };
}

function sideOf(query: FieldMap, name: string): number | null {
  const sent = query.get(name);
  const pixels = typeof sent === 'string' ? Math.trunc(Number.parseFloat(sent)) : 0;
  return pixels > 0 ? Math.min(LARGEST, Math.max(SMALLEST, pixels)) : null;
}
