import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { Clock } from '../../kernel/dates/clock.js';
import type { AttachedFile } from '../attached-file.entity.js';
import { FileSecret } from './file-secret.js';
import {
  dailyToken,
  expiringToken,
  isTokenFor,
  permanentToken,
  type LinkSecrets,
  oldSecret,
} from './link-token.js';

/** Addresses of a file, relative to that of the server. */
export interface Links {
  /** Good for today. */
  readonly download: string;
  /** Good until the file is deleted, gets other contents or another `date` or `hour`. */
  readonly 'download-permanent': string;
}

type Stamped = Pick<AttachedFile, 'date' | 'hour' | 'path'>;

/** Makes and checks the links by which files are downloaded without an API key. */
@Injectable()
export class DownloadLinks {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly secret: FileSecret,
  ) {}

  /** @param key what is downloaded: the file itself, or what was made of it */
  async of(file: Stamped, key = file.path): Promise<Links> {
    const secrets = await this.secrets();
    const terms = { key, today: this.clock.today(), stamp: stampOf(file) };
    return {
      download: linkOf(key, dailyToken(secrets, terms)),
      'download-permanent': linkOf(key, permanentToken(secrets, terms)),
    };
  }

  /** A link that is good up to and including a day. */
  async until(last: Day, key: string): Promise<string> {
    return linkOf(key, expiringToken(await this.secrets(), key, last));
  }

  /** @param file the record that the key belongs to, if any */
  async accepts(token: string, key: string, file: Stamped | null): Promise<boolean> {
    const today = this.clock.today();
    return isTokenFor(token, await this.secrets(), { key, today, stamp: file && stampOf(file) });
  }

  private async secrets(): Promise<LinkSecrets> {
    return { own: await this.secret.read(), old: oldSecret(this.config) };
  }
}

/** As FacturaScripts writes them: blanks and letters beyond ASCII are for the client to encode. */
function linkOf(key: string, token: string): string {
  return `${key}?myft=${token}`;
}

/** Another file that ever got the same key was made at another time. */
function stampOf({ date, hour }: Stamped): string {
  return `${date} ${hour ?? ''}`;
}
