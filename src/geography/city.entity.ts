import { GeneratedKey, Integer, Model, Text, to } from '../models/index.js';
import { Place } from './place.entity.js';

@Model({
  name: 'Ciudad',
  resource: 'ciudades',
  table: 'ciudades',
  behind: { codeid: 'creation_date' },
  description: 'A city or town, used to complete postal addresses.',
  example: { ciudad: 'Villanueva', idprovincia: 1 },
  unique: [{ name: 'uniq_ciudad_idprovincia', columns: ['ciudad', 'idprovincia'] }],
})
export class City extends Place {
  @Text(100, 'Name of the city', { required: true })
  ciudad!: string;

  @Text(5, 'Official code of the city, if known')
  codeid!: string | null;

  @GeneratedKey('Internal number of the city')
  idciudad!: number;

  @Integer('Province in which the city lies', {
    required: true,
    references: to('provincias', 'CASCADE'),
  })
  idprovincia!: number;
}
