import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { languageOf, originOf, queryOf } from '../../kernel/http/api-request.js';
import { Translator } from '../../kernel/translation/translator.js';
import { presenterOf, Reading, Registry } from '../../models/index.js';
import { EmailNotification, SentEmail } from '../../emails/index.js';
import type { DocumentSheet } from '../document-sheet.js';
import { titleOf } from '../document-title.js';
import {
  DocumentExporter,
  type ExportedDocument,
  type ExportedFile,
} from '../exported-document.js';
import { labelsFor } from '../labels/index.js';
import { messageLanguage } from '../message-language.js';
import { formatsFor } from '../pdf/paper/formats.js';
import { PdfService } from '../pdf/index.js';
import { readable } from '../sheet/sheet-text.js';
import { addresseesOf } from './addressees.js';
import { MailJournal } from './mail-journal.js';
import { MailLimit } from './mail-limit.js';
import { mailText, type MailText, type Placeholders } from './mail-text.js';
import { MailNotSent, MailTransport, type Mail } from './mail-transport.js';

/** Sends the document as PDF to the customer or supplier, or to those in the parameter `email`. */
@Injectable()
export class MailExporter extends DocumentExporter {
  readonly type = 'MAIL';
  override readonly isSafe = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly pdf: PdfService,
    private readonly transport: MailTransport,
    private readonly journal: MailJournal,
    private readonly limit: MailLimit,
    private readonly reading: Reading,
    private readonly registry: Registry,
    private readonly translator: Translator,
  ) {
    super();
  }

  /**
   * @throws ApiError 409 `mail-not-configured`, `mail-no-sender`; 400 `mail-no-addressee`,
   *   `invalid-parameters`; 422 `mail-not-sent`, with nothing recorded; 429
   *   `mail-limit-reached`
   */
  async export(sheet: DocumentSheet, exported: ExportedDocument): Promise<ExportedFile> {
    const { request, subject, baseName } = exported;
    if (!this.transport.isConfigured) throw new ApiError(409, 'mail-not-configured');
    const to = addresseesOf(queryOf(request).get('email'), readable(subject?.email));
    const from = this.config.mailFrom ?? sheet.company.email;
    if (from === '') throw new ApiError(409, 'mail-no-sender');
    await this.limit.take(request.caller, to.length);
    const template = await this.template(exported);
    const content = await this.pdf.render(sheet);
    const mail: Mail = {
      from,
      replyTo: sheet.company.email && sheet.company.email !== from ? sheet.company.email : null,
      to,
      ...this.textOf(template, sheet),
      attachment: { name: `${baseName}.pdf`, mediaType: 'application/pdf', content },
    };
    const rows = await this.journal.announce(mail, template?.name ?? null, exported);
    const rejected = await this.send(mail, rows, exported);
    return this.answer(await this.journal.confirm(rows, rejected, exported), rejected, exported);
  }

  private async send(
    mail: Mail,
    rows: readonly SentEmail[],
    exported: ExportedDocument,
  ): Promise<readonly string[]> {
    try {
      return await this.transport.send(mail);
    } catch (error) {
      await this.journal.withdraw(rows, exported);
      if (!(error instanceof MailNotSent)) throw error;
      throw new ApiError(422, 'mail-not-sent', { params: { reason: error.reason } });
    }
  }

  /** The template of mail with documents of the kind; null where none is in use. */
  private async template({ kind, request }: ExportedDocument): Promise<EmailNotification | null> {
    const context = await this.reading.context(originOf(request));
    const template = await context.records.find(EmailNotification, `sendmail-${kind.name}`);
    return template?.enabled ? template : null;
  }

  private textOf(template: EmailNotification | null, sheet: DocumentSheet): MailText {
    const { locale } = labelsFor(sheet.language, this.translator.language);
    const formats = formatsFor(locale, sheet.money);
    const values: Placeholders = {
      code: sheet.code,
      company: sheet.company.name,
      date: formats.day(sheet.day),
      name: sheet.subject.name,
      number: sheet.number,
      title: titleOf(sheet, this.translator.language),
      total: formats.money(sheet.totals.total),
    };
    const language = messageLanguage(sheet.language, this.translator);
    return mailText(
      template?.subject ?? '{title} {code}',
      template?.body || this.translator.text('mail-default-body', {}, language),
      values,
    );
  }

  private answer(
    records: readonly SentEmail[],
    rejected: readonly string[],
    { request }: ExportedDocument,
  ): ExportedFile {
    const shown = records.map((record) => presenterOf(this.registry.of(SentEmail)).record(record));
    const ok = this.translator.text('mail-sent', {}, languageOf(request));
    return {
      name: '',
      mediaType: 'application/json',
      body:
        `{"ok":${JSON.stringify(ok)},"data":${shown[0] ?? 'null'}` +
        (shown.length > 1 ? `,"sent":[${shown.join(',')}]` : '') +
        (rejected.length > 0 ? `,"rejected":${JSON.stringify(rejected)}` : '') +
        '}',
      disposition: null,
    };
  }
}
