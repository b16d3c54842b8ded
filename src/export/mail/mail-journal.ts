import { Injectable, Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { OpenDocument } from '../../documents/index.js';
import { RuleError } from '../../kernel/errors/problem.js';
import { originOf } from '../../kernel/http/api-request.js';
import { escapeText } from '../../kernel/text/escape.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { SentEmail } from '../../emails/index.js';
import type { ExportedDocument } from '../exported-document.js';
import type { Mail } from './mail-transport.js';

const UUID_LENGTH = 13;
const VERIFICATION_LENGTH = 20;
const LONGEST_SENDER = 100;
const LONGEST_SUBJECT = 300;
/** Of what is kept of the HTML: it fits its column with all of it escaped. */
const LONGEST_HTML = 10_000;

/**
 * What is kept of mail. No transaction reaches as far as a mail server, and none must stay open
 * while one thinks, since it would keep writers waiting. So a row for each addressee is written
 * before the mail is handed over, without a date; with the answer of the mail server it gets its
 * date or goes. A mail that was sent thus always has its row, and a row with a date was sent; one
 * without, which only a crash leaves behind, says that nobody knows.
 */
@Injectable()
export class MailJournal {
  private readonly logger = new Logger(MailJournal.name);

  constructor(private readonly lifeCycle: LifeCycle) {}

  /** Writes down that a mail is about to be sent; without a date, it is not yet. */
  announce(
    mail: Mail,
    notification: string | null,
    { request }: ExportedDocument,
  ): Promise<readonly SentEmail[]> {
    const uuid = randomHex(UUID_LENGTH);
    return this.lifeCycle.run(async (context) => {
      const rows: SentEmail[] = [];
      for (const addressee of mail.to) {
        const row = await context.records.insert(SentEmail, {
          addressee,
          attachment: true,
          body: mail.text,
          date: null,
          email_from: mail.from.slice(0, LONGEST_SENDER),
          html: mail.html.slice(0, LONGEST_HTML),
          notification,
          subject: escapeText(mail.subject).slice(0, LONGEST_SUBJECT),
          uuid,
          verificode: randomHex(VERIFICATION_LENGTH),
        });
        rows.push(row);
      }
      return rows;
    }, originOf(request));
  }

  /** Nobody received it. */
  async withdraw(rows: readonly SentEmail[], { request }: ExportedDocument): Promise<void> {
    await this.lifeCycle.run(
      (context) => context.records.removeAll(SentEmail, rows),
      originOf(request),
    );
  }

  /**
   * The mail server took it, but for some addressees.
   *
   * @returns what is kept of it now
   */
  async confirm(
    rows: readonly SentEmail[],
    rejected: readonly string[],
    exported: ExportedDocument,
  ): Promise<readonly SentEmail[]> {
    const refused = new Set(rejected.map((address) => address.toLowerCase()));
    const isRefused = ({ addressee }: SentEmail) => refused.has(addressee?.toLowerCase() ?? '');
    const sent = rows.filter((row) => !isRefused(row));
    const confirmed = (dateDocument: (context: Context) => Promise<unknown>) =>
      this.lifeCycle.run(async (context) => {
        const records: SentEmail[] = [];
        for (const row of sent) {
          // A copy: the unit of work may have to run again.
          records.push(
            await context.records.update(SentEmail, Object.assign(new SentEmail(), row), {
              date: context.now,
            }),
          );
        }
        await context.records.removeAll(SentEmail, rows.filter(isRefused));
        await dateDocument(context);
        return records;
      }, originOf(exported.request));
    try {
      return await confirmed((context) => this.dateDocument(exported, context));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      // The mail is out: a rule that no longer likes the document must not make that unsaid.
      this.logger.warn(`${exported.kind.name}: femail was not saved (${error.message})`);
      return confirmed(() => Promise.resolve());
    }
  }

  private async dateDocument(
    { kind, document }: ExportedDocument,
    context: Context,
  ): Promise<void> {
    const { key } = new OpenDocument(kind, document, context);
    const current = await context.records.find(kind.document, key, { lock: true });
    if (current) await context.records.update(kind.document, current, { femail: context.today });
  }
}

function randomHex(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length);
}
