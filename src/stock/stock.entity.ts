import { Code, GeneratedKey, Integer, Model, Real, setting, Text, to } from '../models/index.js';

@Model({
  name: 'Stock',
  resource: 'stocks',
  table: 'stocks',
  description: 'The stock of one product variant in one warehouse.',
  example: { referencia: 'CABLE-10', codalmacen: 'ALG', cantidad: 10 },
  unique: [{ name: 'uniq_stocks_almacen_referencia', columns: ['codalmacen', 'referencia'] }],
})
export class Stock {
  @Real('Physical quantity in the warehouse, three decimals', { default: 0 })
  cantidad!: number | null;

  @Code(4, 'Warehouse where the goods are', {
    required: true,
    initial: setting('codalmacen'),
    references: to('almacenes', 'CASCADE'),
  })
  codalmacen!: string;

  @Real('Quantity free for sale: physical less reserved, never below 0', { default: 0 })
  disponible!: number | null;

  @Integer('Product to which the variant belongs', {
    required: true,
    references: to('productos', 'CASCADE'),
  })
  idproducto!: number;

  @GeneratedKey('Internal number of the stock row')
  idstock!: number;

  @Real('Quantity ordered from suppliers and not yet received', { default: 0 })
  pterecibir!: number | null;

  @Text(30, 'Reference of the stored variant', {
    required: true,
    references: to('variantes.referencia', 'CASCADE'),
  })
  referencia!: string;

  @Real('Quantity reserved by open customer orders', { default: 0 })
  reservada!: number | null;

  @Real('Highest quantity wanted in the warehouse', { default: 0 })
  stockmax!: number | null;

  @Real('Lowest quantity wanted in the warehouse', { default: 0 })
  stockmin!: number | null;

  @Text(100, 'Place inside the warehouse, such as aisle and shelf')
  ubicacion!: string | null;
}
