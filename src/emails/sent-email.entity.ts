import {
  Bool,
  Code,
  GeneratedKey,
  LongText,
  Model,
  Moment,
  now,
  Text,
  to,
} from '../models/index.js';

@Model({
  name: 'EmailSent',
  resource: 'emailsentes',
  table: 'emails_sent',
  indexes: [{ name: 'fs_emails_sent_notification', columns: ['notification'] }],
  description: 'An e-mail that the program has sent to one addressee.',
  example: {
    addressee: 'ana@example.com',
    email_from: 'office@example.com',
    subject: 'Invoice',
    body: 'Attached.',
  },
})
export class SentEmail {
  @Text(100, 'E-mail address of the recipient', { freeText: false })
  addressee!: string | null;

  @Bool('True if files were attached', { default: false })
  attachment!: boolean | null;

  @LongText('Plain text of the message, cut to 5000 characters')
  body!: string | null;

  @Moment('Moment at which the message was sent', { initial: now })
  date!: string | null;

  @Text(100, 'E-mail address of the sender', { freeText: false })
  email_from!: string | null;

  @LongText('Text of the message as HTML')
  html!: string | null;

  @GeneratedKey('Internal number of the sent message')
  id!: number;

  @Code(50, 'User who sent the message', { references: to('users', 'SET NULL') })
  nick!: string | null;

  @Bool('True when the recipient is known to have opened it', { default: false })
  opened!: boolean | null;

  @Text(100, 'Template from which the message was made', { freeText: false })
  notification!: string | null;

  @Text(300, 'Subject line of the message')
  subject!: string | null;

  @Text(13, 'Identifier of the message, which groups its attachments')
  uuid!: string | null;

  @Text(20, 'Code that recognises the message when it is opened')
  verificode!: string | null;
}
