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
  name: 'PuntoInteresCiudad',
  resource: 'puntointeresciudades',
  table: 'puntos_interes_ciudades',
  description: 'A point of interest in a city, such as a monument or an airport.',
  unique: [{ name: 'uniq_puntos_interes_ciudades', columns: ['idciudad', 'name'] }],
})
export class PointOfInterest {
  @LongText('Other names under which the place is known')
  alias!: string | null;

  @Moment('Moment at which the row was created')
  creation_date!: string | null;

  @GeneratedKey('Internal number of the point of interest')
  id!: number;

  @Integer('City where the point of interest is', {
    required: true,
    references: to('ciudades', 'CASCADE'),
  })
  idciudad!: number;

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

  @Text(100, 'Name of the place, unique within the city')
  name!: string | null;

  @Code(50, 'User who created the row; empty when created through the API', {
    references: to('users', 'SET NULL'),
  })
  nick!: string | null;
}
