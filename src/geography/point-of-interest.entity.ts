import { GeneratedKey, Integer, Model, Text, to } from '../models/index.js';
import { Place } from './place.entity.js';

@Model({
  name: 'PuntoInteresCiudad',
  resource: 'puntointeresciudades',
  table: 'puntos_interes_ciudades',
  description: 'A point of interest in a city, such as a monument or an airport.',
  example: { name: 'Castle', idciudad: 1 },
  unique: [{ name: 'uniq_puntos_interes_ciudades', columns: ['idciudad', 'name'] }],
})
export class PointOfInterest extends Place {
  @GeneratedKey('Internal number of the point of interest')
  id!: number;

  @Integer('City where the point of interest is', {
    required: true,
    references: to('ciudades', 'CASCADE'),
  })
  idciudad!: number;

  @Text(100, 'Name of the place, unique within the city')
  name!: string | null;
}
