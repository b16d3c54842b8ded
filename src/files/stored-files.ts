import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { Database } from '../kernel/database/database.js';
import { lockNamed } from '../kernel/database/named-lock.js';
import { sql } from '../kernel/database/sql.js';
import { asNumber, select } from '../kernel/database/sql-table.js';
import type { Day } from '../kernel/dates/calendar.js';
import { Clock } from '../kernel/dates/clock.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { refuse, RuleError } from '../kernel/errors/problem.js';
import { NotFoundError, Refusal } from '../kernel/errors/refusal.js';
import type { Origin } from '../kernel/http/api-request.js';
import { findRecords, LifeCycle, Registry, tableOf, type Context } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import { FileNumbers } from './file-numbers.js';
import { ROOT, UnsafeKeyError } from './storage/file-key.js';
import { FileRemovals } from './storage/file-removals.js';
import { FileStorage } from './storage/file-storage.js';
import type { IncomingFile } from './uploads/incoming-file.js';

/** Largest file that is read into memory, in bytes, unless the caller says otherwise. */
const MOST_READ = 10 * 1024 * 1024;

/** What a client may say of a new file. */
type FileValues = Partial<Pick<AttachedFile, 'date' | 'hour'>>;

/**
 * Files with their records. The bytes are in their place before the record is committed, and go
 * after the record: cut off at any point, there are bytes without a record at worst, which
 * `doctor --files` finds.
 */
@Injectable()
export class StoredFiles {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    private readonly registry: Registry,
    private readonly storage: FileStorage,
    private readonly numbers: FileNumbers,
    private readonly removals: FileRemovals,
  ) {}

  /** The records of those of the files that exist, by number; outside of any unit of work. */
  async find(ids: readonly number[]): Promise<ReadonlyMap<number, AttachedFile>> {
    if (ids.length === 0) return new Map();
    const model = this.registry.of(AttachedFile);
    const files = await findRecords(this.database, model, { idfile: [...new Set(ids)] });
    return new Map(files.map((file) => [file.idfile, file]));
  }

  /** The bytes of a file, such as a logo; null when it is not there or larger than `bytesMax`. */
  async read(idfile: number, bytesMax = MOST_READ): Promise<Uint8Array | null> {
    const file = (await this.find([idfile])).get(idfile);
    if (!file) return null;
    try {
      return await this.storage.read(file.path, bytesMax);
    } catch (error) {
      if (error instanceof UnsafeKeyError) return null;
      throw error;
    }
  }

  /**
   * Stores a new file, and whatever `then` does with its record in the same unit of work.
   *
   * @throws RuleError `storage-limit-reached`, and as the rules; then there is nothing of it
   */
  async add<R>(
    incoming: IncomingFile,
    values: FileValues,
    origin: Origin | null,
    then: (file: AttachedFile, context: Context) => Promise<R>,
  ): Promise<R> {
    const idfile = await this.numbers.next();
    const key = keyOf(idfile, incoming, values.date || this.clock.today());
    return this.putting(key, incoming, origin, async (context) => {
      const file = await context.records.insert(AttachedFile, {
        ...values,
        ...describing(incoming),
        idfile,
        path: key,
      });
      return then(file, context);
    });
  }

  /**
   * Gives a file other contents, under another key: who reads the old one meanwhile gets it whole.
   *
   * @throws RuleError as `add`; NotFoundError `record-not-found`
   */
  async replace<R>(
    { idfile, date }: AttachedFile,
    incoming: IncomingFile,
    values: FileValues,
    origin: Origin | null,
    then: (file: AttachedFile, context: Context) => Promise<R>,
  ): Promise<R> {
    const version = `_${Date.now().toString(36)}`;
    const key = keyOf(idfile, incoming, values.date || date, version);
    return this.putting(key, incoming, origin, async (context) => {
      const file = await context.records.find(AttachedFile, idfile, { lock: true });
      if (!file) throw new NotFoundError();
      context.transaction.afterCommit(() => this.removals.sweep());
      const changes = { ...values, ...describing(incoming), path: key };
      return then(await context.records.update(AttachedFile, file, changes), context);
    });
  }

  private async putting<R>(
    key: string,
    incoming: IncomingFile,
    origin: Origin | null,
    work: (context: Context) => Promise<R>,
  ): Promise<R> {
    await this.storage.put(key, incoming.path);
    try {
      return await this.lifeCycle.run(async (context) => {
        const result = await work(context);
        await this.testLimit(context);
        return result;
      }, origin);
    } catch (error) {
      // After any other error it is not certain that nothing was committed; plugins throw ApiErrors.
      const refused = [RuleError, Refusal, ApiError].some((each) => error instanceof each);
      if (refused) await this.storage.delete(key);
      throw error;
    }
  }

  /** Nobody else adds up between this sum and the commit. */
  private async testLimit({ transaction }: Context): Promise<void> {
    const { storageLimit } = this.config;
    if (storageLimit === null) return;
    await lockNamed(transaction, 'attached_files.size');
    const files = tableOf(AttachedFile);
    const [row] = await transaction.read(
      select({ size: [sql`SUM(${files.size})`, asNumber] }, sql`FROM ${files}`),
    );
    if ((row?.size ?? 0) > storageLimit) {
      refuse('storage-limit-reached', undefined, { max: storageLimit });
    }
  }
}

/** The columns that say what is stored. */
function describing({ shown, mimetype, size }: IncomingFile) {
  return { filename: shown, mimetype, size };
}

/** `MyFiles/2026/11/8_foto_roja.png`. */
function keyOf(idfile: number, { slug, extension }: IncomingFile, date: Day, version = ''): string {
  const [year, month] = date.split('-');
  const name = [String(idfile), slug].filter(Boolean).join('_') + version;
  return `${ROOT}${year}/${month}/${name}${extension && '.'}${extension}`;
}
