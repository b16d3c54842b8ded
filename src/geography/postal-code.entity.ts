import { Code, GeneratedKey, Integer, Model, Moment, setting, to } from '../models/index.js';
import { postalCodeShown } from './postal-code-shown.js';

@Model({
  name: 'CodigoPostal',
  resource: 'codigopostales',
  table: 'codigos_postales',
  description: 'A postal code together with the city, province and country that it covers.',
  unique: [
    { name: 'uniq_codigos_postales', columns: ['codpais', 'idprovincia', 'idciudad', 'number'] },
  ],
})
export class PostalCode {
  @Code(20, 'Country in which the postal code is valid', {
    required: true,
    initial: setting('codpais'),
    references: to('paises', 'CASCADE'),
  })
  codpais!: string;

  @Moment('Moment at which the row was created')
  creation_date!: string | null;

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

  @Code(50, 'User who changed the row last; empty for API changes', {
    references: to('users', 'SET NULL'),
  })
  last_nick!: string | null;

  @Moment('Moment of the last change')
  last_update!: string | null;

  @Code(50, 'User who created the row; empty when created through the API', {
    references: to('users', 'SET NULL'),
  })
  nick!: string | null;

  @Integer('Postal code; as text where a Spanish one begins with a zero', {
    required: true,
    shown: {
      from: ['codpais'],
      as: (number, codpais) => number && postalCodeShown(Number(number), String(codpais)),
    },
  })
  number!: number;
}
