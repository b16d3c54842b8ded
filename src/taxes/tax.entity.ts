import { Bool, Code, Integer, Model, Real, Text } from '../models/index.js';

@Model({
  name: 'Impuesto',
  resource: 'impuestos',
  table: 'impuestos',
  description:
    'A tax rate with its equivalence surcharge and the ledger accounts where it is posted.',
  example: { codimpuesto: 'IVA5', descripcion: 'IVA 5%', iva: 5, recargo: 0.62, tipo: 1 },
})
export class Tax {
  @Bool('True while the tax can be chosen', { default: true })
  activo!: boolean | null;

  @Code(10, 'Code that identifies the tax, e.g. IVA21', { key: true })
  codimpuesto!: string;

  @Text(15, 'Ledger account for output VAT on sales')
  codsubcuentarep!: string | null;

  @Text(15, 'Ledger account for output VAT on intra-community operations')
  codsubcuentarepintra!: string | null;

  @Text(15, 'Ledger account for equivalence surcharge charged on sales')
  codsubcuentarepre!: string | null;

  @Text(15, 'Ledger account for input VAT on purchases')
  codsubcuentasop!: string | null;

  @Text(15, 'Ledger account for input VAT on intra-community operations')
  codsubcuentasopintra!: string | null;

  @Text(15, 'Ledger account for equivalence surcharge paid on purchases')
  codsubcuentasopre!: string | null;

  @Text(50, 'Name of the tax', { freeText: true })
  descripcion!: string | null;

  @Text(20, 'Tax system: ES_01 VAT, ES_02 Ceuta/Melilla, ES_03 IGIC, ES_04 IPSI, ES_99 other')
  operacion!: string | null;

  @Integer('How the rate works: 1 percentage, 2 fixed amount per unit', { default: 1 })
  tipo!: number | null;

  @Real('Rate: percent, or amount per unit for fixed taxes', { required: true, initial: 0 })
  iva!: number;

  @Real('Equivalence surcharge that goes with the tax, in percent', { required: true, initial: 0 })
  recargo!: number;
}
