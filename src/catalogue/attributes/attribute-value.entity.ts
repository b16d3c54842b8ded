import { Code, GeneratedKey, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'AtributoValor',
  resource: 'atributovalores',
  table: 'atributos_valores',
  description:
    'One possible value of a product attribute, for example red for the attribute colour.',
  example: { codatributo: 'COLOUR', valor: 'Red' },
  unique: [{ name: 'uniq_values_atributos_valores', columns: ['codatributo', 'valor'] }],
})
export class AttributeValue {
  @Code(20, 'Attribute to which the value belongs', {
    required: true,
    references: to('atributos', 'CASCADE'),
  })
  codatributo!: string;

  @Text(200, 'Attribute name and value together, generated')
  descripcion!: string | null;

  @GeneratedKey('Internal number of the value')
  id!: number;

  @Text(100, 'The value itself, e.g. Red', { required: true })
  valor!: string;

  @Integer('Position in the list of values, 100 by default', { default: 100 })
  orden!: number | null;
}
