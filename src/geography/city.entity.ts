import {
  Code,
  GeneratedKey,
  Integer,
  LongText,
  Model,
  Moment,
  Real,
  Text,
  to,
} from '../models/index.js';

@Model({
  name: 'Ciudad',
  resource: 'ciudades',
  table: 'ciudades',
  description: 'A city or town, used to complete postal addresses.',
  unique: [{ name: 'uniq_ciudad_idprovincia', columns: ['ciudad', 'idprovincia'] }],
})
export class City {
  @LongText('Other names under which the place is known')
  alias!: string | null;

  @Text(100, 'Name of the city', { required: true })
  ciudad!: string;

  @Moment('Moment at which the row was created')
  creation_date!: string | null;

  @Text(5, 'Official code of the city, if known')
  codeid!: string | null;

  @GeneratedKey('Internal number of the city')
  idciudad!: number;

  @Integer('Province in which the city lies', {
    required: true,
    references: to('provincias', 'CASCADE'),
  })
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
}
