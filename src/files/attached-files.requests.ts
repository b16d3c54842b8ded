import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { RuleError } from '../kernel/errors/problem.js';
import type { Answer } from '../kernel/http/answer.js';
import { originOf, queryOf, type ApiRequest } from '../kernel/http/api-request.js';
import { RequestFields } from '../kernel/http/request-fields.js';
import { Translator } from '../kernel/translation/translator.js';
import { presenterOf, readInput, Registry, ModelsService } from '../models/index.js';
import { withMembers, type Shown } from './answer-members.js';
import { AttachedFile } from './attached-file.entity.js';
import { savedAnswer } from './confirmation.js';
import { DownloadLinks } from './downloads/download-links.js';
import { withStatuses } from './with-statuses.js';
import { FileRemovals } from './storage/file-removals.js';
import { StoredFiles } from './stored-files.js';
import { FileSources, type FileSource } from './uploads/file-sources.js';

/** Where this resource answers with another status than all others. */
const STATUSES = { 'duplicate-record': 409, 'record-save-error': 422, 'record-deleted-error': 409 };

type Fields = Readonly<Record<string, unknown>>;
/** What a client may say of a file that it sends. */
type SentValues = Partial<Pick<AttachedFile, 'date' | 'hour'>>;

/** Requests to `attachedfiles`: records whose bytes come and go with them. */
@Injectable()
export class AttachedFilesRequests {
  constructor(
    private readonly models: ModelsService,
    private readonly sources: FileSources,
    private readonly files: StoredFiles,
    private readonly links: DownloadLinks,
    private readonly removals: FileRemovals,
    private readonly units: UnitOfWork,
    private readonly registry: Registry,
    private readonly requestFields: RequestFields,
    private readonly translator: Translator,
  ) {}

  /** As the generic API, with links to download the files. */
  async read(request: ApiRequest): Promise<Answer> {
    const answer = await this.models.read(request);
    return queryOf(request).has('fields')
      ? answer
      : withMembers(answer, (records) => this.linksOf(records), request.headers['if-none-match']);
  }

  /**
   * Stores the last file of the body, or the one in the store that `path` names.
   *
   * @throws ApiError 409 `duplicate-record`; 400 `no-data-received-form`, `record-save-error` for a
   *   file or path that is refused; 422 `record-save-error`
   */
  create(request: ApiRequest): Promise<Answer> {
    return this.withSource(request, async (fields, source) => {
      const existing = await this.addressed(request, fields);
      if (existing) {
        const data = this.presenter.record(existing);
        throw new ApiError(409, 'duplicate-record', { data });
      }
      if (!source) return withStatuses(STATUSES, () => this.models.create(request));
      const { values, ignored } = this.input(fields);
      const origin = originOf(request);
      const data = await saving(this.presenter, () =>
        this.files.add(source.incoming, values, origin, async (file, context) => {
          context.transaction.afterCommit(() => source.taken());
          return this.presenter.record(
            (await context.records.find(AttachedFile, file.idfile)) ?? file,
          );
        }),
      );
      return savedAnswer(request, this.translator, data, [...ignored, ...source.ignored]);
    });
  }

  /**
   * Changes the record; a file or a `path` in the body replaces the contents.
   *
   * @throws ApiError 404 `record-not-found`, and as `create`
   */
  update(request: ApiRequest): Promise<Answer> {
    return this.withSource(request, async (fields, source) => {
      if (!source) return withStatuses(STATUSES, () => this.models.update(request));
      const file = await this.addressed(request, fields);
      if (!file) throw new ApiError(404, 'record-not-found');
      const { values, ignored } = this.input(fields);
      const origin = originOf(request);
      const data = await saving(this.presenter, () =>
        this.files.replace(file, source.incoming, values, origin, async (changed, context) => {
          context.transaction.afterCommit(() => source.taken());
          return this.presenter.record(changed);
        }),
      );
      return savedAnswer(request, this.translator, data, [...ignored, ...source.ignored]);
    });
  }

  /** @throws ApiError 404 `record-not-found`, 409 `record-deleted-error` */
  remove(request: ApiRequest): Promise<Answer> {
    return this.units.enclose(async (transaction) => {
      transaction.afterCommit(() => this.removals.sweep());
      return withStatuses(STATUSES, () => this.models.remove(request));
    });
  }

  private async linksOf(records: readonly Shown[]): Promise<object[]> {
    const files = await this.files.find(records.map(({ idfile }) => Number(idfile)));
    return Promise.all(
      records.map(async ({ idfile }) => {
        const file = files.get(Number(idfile));
        return file ? await this.links.of(file) : {};
      }),
    );
  }

  /** The record that the body or else the path names, if it exists. */
  private async addressed({ apiPath }: ApiRequest, { idfile }: Fields) {
    const given = typeof idfile === 'number' ? String(idfile) : idfile;
    const id = typeof given === 'string' && given !== '' ? given : apiPath.id;
    if (!/^\d{1,10}$/.test(id)) return null;
    return (await this.files.find([Number(id)])).get(Number(id)) ?? null;
  }

  private async withSource(
    request: ApiRequest,
    work: (fields: Fields, source: FileSource | null) => Promise<Answer>,
  ): Promise<Answer> {
    const body = await this.requestFields.hold(request);
    let source: FileSource | null = null;
    try {
      source = await this.sources.of(body);
      return await work(body.fields, source);
    } finally {
      await source?.dispose();
      await body.dispose();
    }
  }

  /** @throws ApiError 422 `record-save-error` for a value that its column can not have */
  private input({ date, hour, ...others }: Fields): {
    readonly values: SentValues;
    readonly ignored: readonly string[];
  } {
    const sent = Object.entries({ date, hour }).filter(([, value]) => value !== undefined);
    const { values, problems } = readInput(
      this.registry.of(AttachedFile),
      Object.fromEntries(sent),
    );
    if (problems.length > 0) throw new ApiError(422, 'record-save-error', { problems });
    return { values, ignored: Object.keys(others) };
  }

  private get presenter() {
    return presenterOf(this.registry.of(AttachedFile));
  }
}

/** @throws ApiError 422 `record-save-error` for what the rules refuse, with the record */
async function saving<T>(
  presenter: ReturnType<typeof presenterOf>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const { problems, record } = error;
    const data = record && { data: presenter.record(record) };
    throw new ApiError(422, 'record-save-error', { problems, ...data });
  }
}
