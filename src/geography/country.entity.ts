import { Code, LongText, Model, Moment, Real, Text, to } from '../models/index.js';

@Model({
  name: 'Pais',
  resource: 'pais',
  table: 'paises',
  description: 'A country, for addresses and for tax zones.',
  unique: [{ name: 'uniq_codiso_paises', columns: ['codiso'] }],
})
export class Country {
  @LongText('Other names under which the place is known')
  alias!: string | null;

  @Text(2, 'Two letter code of ISO 3166-1, unique')
  codiso!: string | null;

  @Code(20, 'Country code, normally the three letter one of ISO 3166-1', { key: true })
  codpais!: string;

  @Moment('Moment at which the row was created')
  creation_date!: string | null;

  @Code(50, 'User who changed the row last; empty for API changes', {
    references: to('users', 'SET NULL'),
  })
  last_nick!: string | null;

  @Moment('Moment of the last change')
  last_update!: string | null;

  @Real('Geographic latitude in decimal degrees, north positive')
  latitude!: number | null;

  @Real('Geographic longitude in decimal degrees, east positive')
  longitude!: number | null;

  @Code(50, 'User who created the row; empty when created through the API', {
    references: to('users', 'SET NULL'),
  })
  nick!: string | null;

  @Text(100, 'Name of the country')
  nombre!: string | null;

  @Text(10, 'International dialling code without plus sign')
  telephone_prefix!: string | null;
}
