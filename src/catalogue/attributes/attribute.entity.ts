import { Code, Integer, Model, Text } from '../../models/index.js';

@Model({
  name: 'Atributo',
  resource: 'atributos',
  table: 'atributos',
  description: 'A product attribute such as colour or size, from which variants are formed.',
  example: { codatributo: 'COLOUR', nombre: 'Colour' },
})
export class Attribute {
  @Code(20, 'Code that identifies the attribute', { key: true })
  codatributo!: string;

  @Text(100, 'Name of the attribute, e.g. Colour', { required: true })
  nombre!: string;

  @Integer('Position of the attribute in variants; 0 sorts last', { required: true, default: 0 })
  num_selector!: number;
}
