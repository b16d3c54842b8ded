import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { RuleError } from '../kernel/errors/problem.js';
import { NotFoundError, SaveError } from '../kernel/errors/refusal.js';
import type { Origin } from '../kernel/http/api-request.js';
import type { RequestBody } from '../kernel/http/body/body-reader.js';
import {
  existsAlready,
  readInput,
  RecordsService,
  Registry,
  type SavedRecord,
  type SentRecord,
} from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import type { FileFields } from './file-fields.js';
import { FileRemovals } from './storage/file-removals.js';
import { StoredFiles } from './stored-files.js';
import { FileSources, type FileSource } from './uploads/file-sources.js';

/** What a client may say of a file that it sends. */
type SentValues = Partial<Pick<AttachedFile, 'date' | 'hour'>>;

/** Records of files whose bytes come and go with them. */
@Injectable()
export class AttachedFiles {
  constructor(
    private readonly records: RecordsService,
    private readonly sources: FileSources,
    private readonly files: StoredFiles,
    private readonly removals: FileRemovals,
    private readonly units: UnitOfWork,
    private readonly registry: Registry,
  ) {}

  /**
   * Stores the last file of the body, or the one in the store that `path` names.
   *
   * @throws DuplicateError; InvalidRequestError `no-data-received-form`, `record-save-error` for a
   *   file or path that is refused; SaveError
   */
  create(id: string, body: RequestBody, origin: Origin): Promise<SavedRecord> {
    return this.withSource(body, async (source) => {
      const existing = await this.addressed(id, body.fields);
      if (existing) throw existsAlready(this.model, existing);
      if (!source) return this.records.create(this.model, sentRecord(id, body, origin));
      const { values, ignored } = this.input(body.fields);
      const record = await saving(() =>
        this.files.add(source.incoming, values, origin, async (file, context) => {
          context.transaction.afterCommit(() => source.taken());
          return (await context.records.find(AttachedFile, file.idfile)) ?? file;
        }),
      );
      return { record, ignored: [...ignored, ...source.ignored] };
    });
  }

  /**
   * Changes the record; a file or a `path` in the body replaces the contents.
   *
   * @throws NotFoundError `record-not-found`, and as `create`
   */
  update(id: string, body: RequestBody, origin: Origin): Promise<SavedRecord> {
    return this.withSource(body, async (source) => {
      if (!source) return this.records.update(this.model, sentRecord(id, body, origin));
      const file = await this.addressed(id, body.fields);
      if (!file) throw new NotFoundError();
      const { values, ignored } = this.input(body.fields);
      const record = await saving(() =>
        this.files.replace(file, source.incoming, values, origin, (changed, context) => {
          context.transaction.afterCommit(() => source.taken());
          return Promise.resolve(changed);
        }),
      );
      return { record, ignored: [...ignored, ...source.ignored] };
    });
  }

  /** @throws NotFoundError `record-not-found`; DeletionError */
  remove(id: string, origin: Origin): Promise<object> {
    return this.units.enclose(async (transaction) => {
      transaction.afterCommit(() => this.removals.sweep());
      return this.records.remove(this.model, id, origin);
    });
  }

  /** The record that the body or else the address names, if it exists. */
  private async addressed(id: string, { idfile }: FileFields): Promise<AttachedFile | null> {
    const given = typeof idfile === 'number' ? String(idfile) : idfile;
    const wanted = typeof given === 'string' && given !== '' ? given : id;
    if (!/^\d{1,10}$/.test(wanted)) return null;
    return (await this.files.find([Number(wanted)])).get(Number(wanted)) ?? null;
  }

  private async withSource<T>(
    body: RequestBody,
    work: (source: FileSource | null) => Promise<T>,
  ): Promise<T> {
    let source: FileSource | null = null;
    try {
      source = await this.sources.of(body);
      return await work(source);
    } finally {
      await source?.dispose();
      await body.dispose();
    }
  }

  /** @throws SaveError for a value that its column can not have */
  private input({ date, hour, ...others }: FileFields): {
    readonly values: SentValues;
    readonly ignored: readonly string[];
  } {
    const sent = Object.entries({ date, hour }).filter(([, value]) => value !== undefined);
    const { values, problems } = readInput(this.model, Object.fromEntries(sent));
    if (problems.length > 0) throw new SaveError('record-save-error', { problems });
    return { values, ignored: Object.keys(others) };
  }

  private get model() {
    return this.registry.of(AttachedFile);
  }
}

function sentRecord(id: string, { fields }: RequestBody, origin: Origin): SentRecord {
  return { id, fields, origin };
}

/** @throws SaveError for what the rules refuse, with the record */
async function saving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const { problems, record } = error;
    throw new SaveError('record-save-error', { problems, record });
  }
}
