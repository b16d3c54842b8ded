import { Code, GeneratedKey, Json, Model, Moment, now, Text, to } from '../models/index.js';

@Model({
  name: 'PageOption',
  resource: 'pageoptions',
  table: 'pages_options',
  description: 'The customised layout of one screen, for one user or for everybody.',
  example: { name: 'ListCliente', columns: {} },
  unique: [{ name: 'uniq_pages_options', columns: ['name', 'nick'] }],
})
export class PageOption {
  @Json('Layout of the columns, as JSON')
  columns!: unknown;

  @GeneratedKey('Internal number of the layout')
  id!: number;

  @Moment('Moment of the last change of the layout', { initial: now })
  last_update!: string | null;

  @Json('Layout of the pop-up forms, as JSON')
  modals!: unknown;

  @Text(40, 'Screen to which the layout belongs', { required: true })
  name!: string;

  @Code(50, 'User who owns the layout; empty for everybody', { references: to('users', 'CASCADE') })
  nick!: string | null;

  @Json('Layout of the special rows, as JSON')
  rows!: unknown;
}
