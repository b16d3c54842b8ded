import { Code, GeneratedKey, Model, setting, Text, to } from '../models/index.js';
import { Place } from './place.entity.js';

@Model({
  name: 'Provincia',
  resource: 'provincias',
  table: 'provincias',
  description: 'A province or state of a country.',
  example: { provincia: 'Example Province', codpais: 'ESP' },
  unique: [{ name: 'uniq_codpais_provincia', columns: ['codpais', 'provincia'] }],
  exampleChange: { alias: 'Example' },
})
export class Province extends Place {
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

  @GeneratedKey('Internal number of the province')
  idprovincia!: number;

  @Text(100, 'Name of the province, unique within the country', { required: true })
  provincia!: string;

  @Text(10, 'Telephone area code of the province')
  telephone_prefix!: string | null;
}
