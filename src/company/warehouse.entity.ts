import { Bool, Code, Integer, Model, setting, Text, to } from '../models/index.js';

@Model({
  name: 'Almacen',
  resource: 'almacenes',
  table: 'almacenes',
  description:
    'A warehouse of one of the own companies, where stock is kept and from which documents are served.',
  example: { nombre: 'Second warehouse', ciudad: 'Alicante', codpais: 'ESP' },
})
export class Warehouse {
  @Bool('True while the warehouse is in use', { default: true })
  activo!: boolean | null;

  @Text(10, 'Post office box number')
  apartado!: string | null;

  @Text(100, 'City of the address')
  ciudad!: string | null;

  @Code(4, 'Short code of the warehouse', { key: true })
  codalmacen!: string;

  @Text(20, 'Country of the address', { initial: setting('codpais') })
  codpais!: string | null;

  @Text(10, 'Postal code of the address')
  codpostal!: string | null;

  @Text(200, 'Street, number and floor of the address')
  direccion!: string | null;

  @Integer('Own company to which the warehouse belongs', { references: to('empresas', 'CASCADE') })
  idempresa!: number | null;

  @Text(100, 'Name of the warehouse', { required: true })
  nombre!: string;

  @Text(100, 'Name of the province or state')
  provincia!: string | null;

  @Text(30, 'Telephone number of the warehouse')
  telefono!: string | null;
}
