import { Bool, Code, Day, Integer, Model, Moment, Text, to, today } from '../models/index.js';

@Model({
  name: 'User',
  resource: 'users',
  table: 'users',
  description: 'A person who can sign in to the web interface.',
  example: {
    nick: 'marta',
    email: 'marta@example.com',
    newPassword: 'a-Long-passw0rd',
    newPassword2: 'a-Long-passw0rd',
  },
})
export class User {
  @Bool('True for an administrator with every permission', { required: true, default: false })
  admin!: boolean;

  @Text(10, 'Sales agent that the user is')
  codagente!: string | null;

  @Text(4, 'Warehouse proposed for new documents of the user')
  codalmacen!: string | null;

  @Code(4, 'Numbering series proposed for new documents of the user', {
    references: to('series', 'SET NULL'),
  })
  codserie!: string | null;

  @Day('Date on which the user was created', { initial: today })
  creationdate!: string | null;

  @Text(100, 'E-mail address of the user, in lower case', { freeText: false })
  email!: string | null;

  @Bool('True while the user may sign in', { required: true, default: true })
  enabled!: boolean;

  @Code(30, 'Screen shown after signing in', { references: to('pages', 'SET NULL') })
  homepage!: string | null;

  @Integer('Own company in which the user works', { references: to('empresas', 'SET NULL') })
  idempresa!: number | null;

  @Text(10, 'Language of the interface for the user, such as es_ES')
  langcode!: string | null;

  @Moment('Moment of the last activity of the user')
  lastactivity!: string | null;

  @Text(200, 'Browser identification of the last activity, up to 200 characters')
  lastbrowser!: string | null;

  @Text(45, 'Network address of the last activity')
  lastip!: string | null;

  @Integer('Security level, 2 by default, 99 for administrators', { initial: 2 })
  level!: number | null;

  @Text(100, 'Secret key of the current session; hidden from all answers', {
    hidden: true,
    protected: true,
  })
  logkey!: string | null;

  @Code(50, 'Sign-in name of the user, 3 to 50 characters', { key: true })
  nick!: string;

  @Text(255, 'Hash of the password; hidden from all answers', {
    required: true,
    hidden: true,
    protected: true,
  })
  password!: string;

  @Bool('True if sign-in also asks for a one-time code', { required: true, default: false })
  two_factor_enabled!: boolean;

  @Text(32, 'Secret of the one-time codes; hidden from all answers', {
    hidden: true,
    protected: true,
  })
  two_factor_secret_key!: string | null;
}
