import { GeneratedKey, Integer, LongText, Model, Moment, now, Text } from '../models/index.js';
import { shownContext } from './log-context.js';

@Model({
  name: 'LogMessage',
  resource: 'logmessages',
  table: 'logs',
  description: 'One message of the activity or error log.',
  shows: 'model',
  example: { channel: 'web-shop', level: 'notice', message: 'Catalogue sent' },
})
export class LogMessage {
  @Text(40, 'Part of the program that wrote it, e.g. api or audit')
  channel!: string | null;

  @LongText('Additional data of the message as JSON', {
    shown: { as: (stored) => stored && shownContext(String(stored)) },
  })
  context!: string | null;

  @GeneratedKey('Internal number of the message')
  id!: number;

  @Integer('Contact who was signed in, if any')
  idcontacto!: number | null;

  @Text(45, 'Network address from which the request came')
  ip!: string | null;

  @Text(15, 'Severity: critical, error, warning, notice, info or debug', { required: true })
  level!: string;

  @LongText('Text of the message, translated, up to 3000 characters', { required: true })
  message!: string;

  @Text(30, 'Model name of the record concerned')
  model!: string | null;

  @Text(40, 'Key of the record concerned')
  modelcode!: string | null;

  @Text(50, 'User who was signed in; empty for API calls')
  nick!: string | null;

  @Moment('Moment at which the message was written', { required: true, initial: now })
  time!: string;

  @Text(200, 'Path of the request, without its query', { freeText: false })
  uri!: string | null;
}
