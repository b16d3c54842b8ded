import { Bool, Day, LongText, Model, Text, today } from '../models/index.js';

@Model({
  name: 'EmailNotification',
  resource: 'emailnotifications',
  table: 'emails_notifications',
  description: 'A template of the e-mails that the program sends on a given occasion.',
  example: {
    name: 'order-ready',
    subject: 'Your order is ready',
    body: 'Dear {name}, {code} is ready.',
  },
})
export class EmailNotification {
  @LongText('Text of the message, with placeholders such as {code} and {name}')
  body!: string | null;

  @Day('Date on which the template was created', { initial: today })
  creationdate!: string | null;

  @Bool('True if the template is in use', { initial: true })
  enabled!: boolean | null;

  @Text(100, 'Key of the occasion, e.g. sendmail-FacturaCliente', { key: true })
  name!: string;

  @Text(150, 'Subject of the message, may contain placeholders', { required: true })
  subject!: string;
}
