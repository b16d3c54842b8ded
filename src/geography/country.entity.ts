import { Code, Model, Text } from '../models/index.js';
import { Place } from './place.entity.js';

@Model({
  name: 'Pais',
  resource: 'pais',
  table: 'paises',
  description: 'A country, for addresses and for tax zones.',
  example: { codpais: 'XAA', codiso: 'XA', nombre: 'Exampland' },
  unique: [{ name: 'uniq_codiso_paises', columns: ['codiso'] }],
})
export class Country extends Place {
  @Text(2, 'Two letter code of ISO 3166-1, unique')
  codiso!: string | null;

  @Code(20, 'Country code, normally the three letter one of ISO 3166-1', { key: true })
  codpais!: string;

  @Text(100, 'Name of the country')
  nombre!: string | null;

  @Text(10, 'International dialling code without plus sign')
  telephone_prefix!: string | null;
}
