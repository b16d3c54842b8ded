import { Bool, Code, Day, GeneratedKey, Model, Moment, Text, to, today } from '../models/index.js';

@Model({
  name: 'ApiKey',
  resource: 'apikeyes',
  table: 'api_keys',
  description: 'An API key with which an external program signs in, and the limits of that key.',
  example: { description: 'Web shop', fullaccess: false },
})
export class ApiKey {
  @Text(99, 'Secret token that clients send; hidden from all answers', {
    required: true,
    hidden: true,
  })
  apikey!: string;

  @Day('Date on which the key was made', { required: true, initial: today })
  creationdate!: string;

  @Text(150, 'Purpose or owner of the key, for people', { required: true })
  description!: string;

  @Bool('True while the key is accepted', { required: true, initial: true })
  enabled!: boolean;

  @Bool('True if the key may do everything without individual permissions', { default: false })
  fullaccess!: boolean | null;

  @Moment('Moment of the last request made with the key')
  lastactivity!: string | null;

  @Text(45, 'Network address from which the key was last used')
  lastip!: string | null;

  @GeneratedKey('Internal number of the API key')
  id!: number;

  @Code(50, 'User related to the key, only a note', { references: to('users', 'SET NULL') })
  nick!: string | null;
}
