import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { InvalidRequestError, SaveError } from '../../kernel/errors/refusal.js';
import type { RequestBody } from '../../kernel/http/body/body-reader.js';
import { removeFiles } from '../../kernel/http/body/multipart-fields.js';
import { uploadFolder } from '../../kernel/http/body/request-fields.js';
import { Pictures } from '../pictures.js';
import { ROOT, UnsafeKeyError } from '../storage/file-key.js';
import { FileStorage } from '../storage/file-storage.js';
import { lookThrough, type IncomingFile, type SentFile } from './incoming-file.js';

/** A file that a request brings, and what is to be done with its origin once it is stored. */
export interface FileSource {
  readonly incoming: IncomingFile;
  /** Names of what else was sent and is not stored. */
  readonly ignored: readonly string[];
  /** After the commit. */
  taken(): Promise<void>;
  dispose(): Promise<void>;
}

/** Where requests take files from: their own body, or what somebody put into the store by hand. */
@Injectable()
export class FileSources {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly storage: FileStorage,
    private readonly pictures: Pictures,
  ) {}

  /** @throws RuleError as `lookThrough` */
  lookThrough(sent: SentFile): Promise<IncomingFile> {
    return lookThrough(sent, this.pictures);
  }

  /**
   * The last file of a body, else the file in the store that its field `path` names; null without
   * either.
   *
   * @throws InvalidRequestError `record-save-error` for a file that is refused or a path that leads
   *   elsewhere; SaveError for one where no file is
   */
  async of({ files, fields }: RequestBody): Promise<FileSource | null> {
    const file = files.at(-1);
    if (file) {
      const ignored = files.slice(0, -1).map(({ field, name }) => `${field}: ${name}`);
      const incoming = await this.accepted(file);
      const nothing = () => Promise.resolve();
      return { incoming, ignored, taken: nothing, dispose: () => incoming.dispose() };
    }
    const { path } = fields;
    return path === undefined || path === null || path === '' || path === 'null'
      ? null
      : this.fromStore(path);
  }

  private async fromStore(name: unknown): Promise<FileSource> {
    // A name, not a way: there is no folder that it could lead into or out of.
    const isName = typeof name === 'string' && /^[^/\\\0]+$/.test(name) && !/^\.+$/.test(name);
    if (!isName) throw refused({ code: 'invalid-path', field: 'path' });
    const key = ROOT + name;
    const value = name.slice(0, 60);
    const problems = [{ code: 'file-not-there', field: 'path', params: { value } }];
    const missing = new SaveError('record-save-error', { problems });
    if (!(await this.storage.stat(key).catch(refuseUnsafe))) throw missing;
    const folder = uploadFolder(this.config);
    const local = join(folder, randomUUID());
    try {
      await mkdir(folder, { recursive: true });
      await pipeline(this.storage.open(key), createWriteStream(local, { mode: 0o600 }));
      const incoming = await this.accepted({ name, path: local, field: 'path' });
      const dispose = async () => {
        await incoming.dispose();
        await removeFiles([local]);
      };
      return { incoming, ignored: [], taken: () => this.storage.delete(key), dispose };
    } catch (error) {
      await removeFiles([local]);
      throw error;
    }
  }

  private async accepted(sent: SentFile): Promise<IncomingFile> {
    try {
      return await this.lookThrough(sent);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      throw refused(...error.problems);
    }
  }
}

/** A link that somebody put there. */
function refuseUnsafe(error: unknown): never {
  if (!(error instanceof UnsafeKeyError)) throw error;
  throw refused({ code: 'invalid-path', field: 'path' });
}

function refused(...problems: readonly Problem[]): InvalidRequestError {
  return new InvalidRequestError('record-save-error', { problems });
}
