import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { Database } from '../../kernel/database/database.js';
import { INSERT_IGNORE, sql } from '../../kernel/database/sql.js';
import { asText, namedTable, select } from '../../kernel/database/sql-table.js';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';

const NAME = 'download-links';
const SECRETS = namedTable('fn_secrets', { name: asText, value: asText });

/** What download links are signed with: the configured secret, or one that the database keeps. */
@Injectable()
export class FileSecret {
  private known: Promise<string> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly units: UnitOfWork,
  ) {}

  /** The same for all servers on the database, however many of them ask first at once. */
  read(): Promise<string> {
    this.known ??= this.found().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  private async found(): Promise<string> {
    const { fileSecret } = this.config;
    if (fileSecret !== null) return fileSecret;
    const stored = await this.stored();
    if (stored !== null) return stored;
    await this.units.run((transaction) =>
      // Whoever comes second waits for the first, and leaves what that one made.
      transaction.write(
        sql`${INSERT_IGNORE} INTO ${SECRETS} (${[SECRETS.name, SECRETS.value]})
          VALUES (${[NAME, randomBytes(32).toString('base64url')]})`,
      ),
    );
    return String(await this.stored());
  }

  private async stored(): Promise<string | null> {
    const { name, value } = SECRETS;
    const [row] = await this.database.read(
      select({ value }, sql`FROM ${SECRETS} WHERE ${name.is(NAME)}`),
    );
    return row?.value ?? null;
  }
}
