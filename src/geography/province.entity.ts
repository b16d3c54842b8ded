import {
  Code,
  GeneratedKey,
  LongText,
  Model,
  Moment,
  Real,
  setting,
  Text,
  to,
} from '../models/index.js';

@Model({
  name: 'Provincia',
  resource: 'provincias',
  table: 'provincias',
  description: 'A province or state of a country.',
  unique: [{ name: 'uniq_codpais_provincia', columns: ['codpais', 'provincia'] }],
})
export class Province {
  @LongText('Other names under which the place is known')
  alias!: string | null;

  @Text(2, 'Official two character code of the province')
  codeid!: string | null;

  @Text(10, 'Second part of the ISO 3166-2 code')
  codisoprov!: string | null;

  @Code(20, 'Country to which the province belongs', {
    required: true,
    initial: setting('codpais'),
    references: to('paises', 'CASCADE'),
  })
  codpais!: string;

  @Moment('Moment at which the row was created')
  creation_date!: string | null;

  @GeneratedKey('Internal number of the province')
  idprovincia!: number;

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

  @Text(100, 'Name of the province, unique within the country', { required: true })
  provincia!: string;

  @Text(10, 'Telephone area code of the province')
  telephone_prefix!: string | null;
}
