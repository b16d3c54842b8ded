import { Code, Integer, Model, Text } from '../models/index.js';

@Model({
  name: 'Fabricante',
  resource: 'fabricantes',
  table: 'fabricantes',
  description: 'A manufacturer or brand of products.',
  example: { codfabricante: 'OAK', nombre: 'Oak and Sons' },
})
export class Manufacturer {
  @Code(8, 'Code that identifies the manufacturer', { key: true })
  codfabricante!: string;

  @Text(100, 'Name of the manufacturer', { required: true })
  nombre!: string;

  @Integer('Number of products of this manufacturer', { required: true, default: 0 })
  numproductos!: number;
}
