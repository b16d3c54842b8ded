import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { MailNotSent, MailTransport, type Mail } from './mail-transport.js';

/** Somebody waits for the answer of the API; parameters of SMTP_URL may say otherwise. */
const TIMEOUTS_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
const MOST_CONNECTIONS = 5;
const LONGEST_REASON = 200;

/** Hands mail over by SMTP, over connections that stay open for the next one. */
@Injectable()
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  readonly isConfigured: boolean;
  private readonly pool: ReturnType<typeof poolOf> | null;

  constructor(@Inject(CONFIG) { smtpUrl }: Config) {
    super();
    this.isConfigured = smtpUrl !== null;
    this.pool = smtpUrl === null ? null : poolOf(smtpUrl);
  }

  async send({ attachment, replyTo, ...mail }: Mail): Promise<readonly string[]> {
    if (!this.pool) throw new MailNotSent('SMTP_URL');
    try {
      const { rejected } = await this.pool.sendMail({
        ...mail,
        ...(replyTo && { replyTo }),
        to: [...mail.to],
        attachments: [
          {
            filename: attachment.name,
            contentType: attachment.mediaType,
            content: Buffer.from(attachment.content),
          },
        ],
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return rejected;
    } catch (error) {
      throw new MailNotSent(reasonOf(error));
    }
  }

  onApplicationShutdown(): void {
    this.pool?.close();
  }
}

function poolOf(url: string) {
  return createTransport({ url, pool: true, maxConnections: MOST_CONNECTIONS, ...TIMEOUTS_MS });
}

/** The reply of the server; of everything else only what kind of failure it was. */
function reasonOf(error: unknown): string {
  const { response, code } = error as { readonly response?: string; readonly code?: string };
  const reason = (response ?? code ?? 'unknown').replace(/[^ -~\u00a0-\uffff]+/g, ' ').trim();
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 1)}…` : reason;
}
