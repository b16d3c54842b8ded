import { Bool, Code, Model, Real, Text } from '../../models/index.js';

@Model({
  name: 'Tarifa',
  resource: 'tarifas',
  table: 'tarifas',
  description: 'A price list that derives selling prices from the cost or from the ordinary price.',
  example: { codtarifa: 'SHOP', nombre: 'Shops', aplicar: 'pvp', valorx: -10 },
})
export class PriceList {
  @Text(12, 'Starting point: pvp lowers the price, coste raises the cost', { initial: 'pvp' })
  aplicar!: string | null;

  @Code(6, 'Code that identifies the price list', { key: true })
  codtarifa!: string;

  @Bool('True to never exceed the ordinary selling price', { default: false })
  maxpvp!: boolean | null;

  @Bool('True to never go below the cost; wins over the maximum', { default: false })
  mincoste!: boolean | null;

  @Text(50, 'Name of the price list', { required: true, freeText: true })
  nombre!: string;

  @Real('Percentage by which the starting point is changed', { initial: 0 })
  valorx!: number | null;

  @Real('Fixed amount by which the starting point is changed', { initial: 0 })
  valory!: number | null;
}
