import { Code, Model, Real, Text } from '../models/index.js';

@Model({
  name: 'Divisa',
  resource: 'divisas',
  table: 'divisas',
  description: 'A currency with its exchange rates against the euro.',
  example: {
    coddivisa: 'XTS',
    descripcion: 'Test currency',
    codiso: '963',
    simbolo: 'T',
    tasaconv: 1.25,
    tasaconvcompra: 1.25,
  },
})
export class Currency {
  @Code(3, 'Alphabetic currency code of one to three characters, e.g. EUR', { key: true })
  coddivisa!: string;

  @Code(5, 'Numeric code of the currency in ISO 4217')
  codiso!: string | null;

  @Text(100, 'Name of the currency', { initial: '' })
  descripcion!: string | null;

  @Text(10, 'Symbol shown next to amounts', { initial: '?' })
  simbolo!: string | null;

  @Real('Exchange rate for sales: units per euro, never 0', { required: true, initial: 1 })
  tasaconv!: number;

  @Real('Exchange rate for purchases: units per euro', { initial: 1 })
  tasaconvcompra!: number | null;
}
