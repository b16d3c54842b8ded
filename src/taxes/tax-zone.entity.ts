import { Code, GeneratedKey, Integer, Model, setting, Text, to } from '../models/index.js';

@Model({
  name: 'ImpuestoZona',
  resource: 'impuestozonas',
  table: 'impuestoszonas',
  description: 'A tax zone rule: in a given country or province, sales replace one tax by another.',
  example: { codpais: 'PRT', codimpuesto: 'IVA21', codimpuestosel: 'IVA0', prioridad: 1 },
})
export class TaxZone {
  @Code(10, 'Tax that the rule replaces', {
    required: true,
    initial: setting('codimpuesto'),
    references: to('impuestos', 'RESTRICT'),
  })
  codimpuesto!: string;

  @Code(10, 'Tax that takes its place', { references: to('impuestos', 'RESTRICT') })
  codimpuestosel!: string | null;

  @Text(10, 'Internal number of the province; empty for the whole country')
  codisopro!: string | null;

  @Text(20, 'Country where the rule applies; empty for any', { initial: setting('codpais') })
  codpais!: string | null;

  @Text(20, 'Reason for VAT exemption put on the affected lines')
  excepcioniva!: string | null;

  @GeneratedKey('Internal number of the rule')
  id!: number;

  @Integer('Order of the rules; the highest is tried first', { initial: 1 })
  prioridad!: number | null;
}
