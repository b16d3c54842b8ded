import { Code, GeneratedKey, Integer, Model, setting, to } from '../models/index.js';
import { Stamped } from './place.entity.js';
import { postalCodeShown } from './postal-code-shown.js';

@Model({
  name: 'CodigoPostal',
  resource: 'codigopostales',
  table: 'codigos_postales',
  description: 'A postal code together with the city, province and country that it covers.',
  example: { number: 3001, codpais: 'ESP', idciudad: 1, idprovincia: 1 },
  unique: [
    { name: 'uniq_codigos_postales', columns: ['codpais', 'idprovincia', 'idciudad', 'number'] },
  ],
})
export class PostalCode extends Stamped {
  @Code(20, 'Country in which the postal code is valid', {
    required: true,
    initial: setting('codpais'),
    references: to('paises', 'CASCADE'),
  })
  codpais!: string;

  @GeneratedKey('Internal number of the postal code row')
  id!: number;

  @Integer('City covered by the postal code', {
    required: true,
    references: to('ciudades', 'CASCADE'),
  })
  idciudad!: number;

  @Integer('Province covered by the postal code', {
    required: true,
    references: to('provincias', 'CASCADE'),
  })
  idprovincia!: number;

  @Integer('Postal code; as text where a Spanish one begins with a zero', {
    required: true,
    shown: {
      from: ['codpais'],
      as: (number, codpais) => number && postalCodeShown(Number(number), String(codpais)),
    },
  })
  number!: number;
}
