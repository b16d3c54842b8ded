import { GeneratedKey, Integer, Model, Money, Real, Text, to } from '../models/index.js';

@Model({
  name: 'Variante',
  resource: 'variantes',
  table: 'variantes',
  description:
    'A variant of a product: one saleable combination of attribute values with its own reference, cost and price.',
  example: { idproducto: 1, referencia: 'CABLE-20', precio: 20 },
  unique: [{ name: 'uniq_variantes_referencia', columns: ['referencia'] }],
  exampleChange: { precio: 21 },
})
export class Variant {
  @Text(20, 'Barcode printed on the goods')
  codbarras!: string | null;

  @Money('Cost of one unit without tax', { default: 0 })
  coste!: number | null;

  @Integer('First attribute value of the variant, e.g. its colour', {
    references: to('atributos_valores', 'SET NULL'),
  })
  idatributovalor1!: number | null;

  @Integer('Second attribute value of the variant', {
    references: to('atributos_valores', 'SET NULL'),
  })
  idatributovalor2!: number | null;

  @Integer('Third attribute value of the variant', {
    references: to('atributos_valores', 'SET NULL'),
  })
  idatributovalor3!: number | null;

  @Integer('Fourth attribute value of the variant', {
    references: to('atributos_valores', 'SET NULL'),
  })
  idatributovalor4!: number | null;

  @Integer('Product to which the variant belongs', {
    required: true,
    references: to('productos', 'CASCADE'),
  })
  idproducto!: number;

  @GeneratedKey('Internal number of the variant')
  idvariante!: number;

  @Real('Profit margin over cost in percent; above 0 it fixes the price', { default: 0 })
  margen!: number | null;

  @Money('Selling price of one unit without tax', { default: 0 })
  precio!: number | null;

  @Text(30, 'Reference of the variant, unique among all variants', { required: true })
  referencia!: string;

  @Real('Physical stock of the variant in all warehouses', { default: 0 })
  stockfis!: number | null;
}
