import { Code, GeneratedKey, Json, Model, Text, to } from '../models/index.js';

@Model({
  name: 'PageFilter',
  resource: 'pagefilteres',
  table: 'pages_filters',
  description: 'A set of list filters that a user saved under a name for one screen.',
  example: { name: 'ListCliente', description: 'With debts', filters: { debaja: false } },
})
export class PageFilter {
  @Text(50, 'Name that the user gave to the filters', { required: true, freeText: true })
  description!: string;

  @Json('Saved filter values, as JSON')
  filters!: unknown;

  @GeneratedKey('Internal number of the saved filters')
  id!: number;

  @Text(40, 'Screen to which the filters belong', { required: true })
  name!: string;

  @Code(50, 'User who owns the filters; empty for everybody', {
    references: to('users', 'CASCADE'),
  })
  nick!: string | null;
}
