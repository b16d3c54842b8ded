import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Database } from '../../kernel/database/database.js';
import { literal, sql } from '../../kernel/database/sql.js';
import { asText, namedTable, select } from '../../kernel/database/sql-table.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { THUMBNAIL_FOLDER, UnsafeKeyError } from './file-key.js';
import { FileStorage } from './file-storage.js';

const EVERY_MS = 60_000;
const MOST_AT_ONCE = 500;

const REMOVALS = namedTable('fn_file_removals', { id: asText, path: asText });

/**
 * Notes, in the transaction that changes the record, that the bytes under a key (or all thumbnails
 * whose keys begin so) are to go. They go once it is committed, whatever happens to this process:
 * a record without bytes would be the worse of both.
 */
export async function removeOnceCommitted(transaction: Transaction, key: string): Promise<void> {
  await transaction.write(
    sql`INSERT INTO ${REMOVALS} (${[REMOVALS.id, REMOVALS.path]}) VALUES (${[randomUUID(), key]})`,
  );
}

/** Removes what nothing refers to any more: soon after a commit, and what others left every minute. */
@Injectable()
export class FileRemovals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FileRemovals.name);
  private timer?: NodeJS.Timeout;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly units: UnitOfWork,
    private readonly storage: FileStorage,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Removes all that is noted; what can not be removed now stays noted. Throws nothing. */
  sweep(): Promise<void> {
    this.sweeping = this.sweeping
      .then(() => this.removeNoted())
      .catch((error: unknown) => this.logger.error(error));
    return this.sweeping;
  }

  private async removeNoted(): Promise<void> {
    const noted = await this.database.read(
      select(
        { id: REMOVALS.id, path: REMOVALS.path },
        sql`FROM ${REMOVALS} LIMIT ${literal(MOST_AT_ONCE)}`,
      ),
    );
    for (const { id, path } of noted) {
      await this.remove(path);
      await this.units.run((transaction) =>
        transaction.write(sql`DELETE FROM ${REMOVALS} WHERE ${REMOVALS.id.is(id)}`),
      );
    }
  }

  private async remove(key: string): Promise<void> {
    try {
      if (!key.startsWith(THUMBNAIL_FOLDER)) await this.storage.delete(key);
      else
        for await (const thumbnail of this.storage.list(key))
          await this.storage.delete(thumbnail.key);
    } catch (error) {
      // Other programs could write any path into a record; it is none of ours.
      if (!(error instanceof UnsafeKeyError)) throw error;
    }
  }
}
