import { Bool, Code, Day, GeneratedKey, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'RegularizacionImpuesto',
  resource: 'regularizacionimpuestos',
  table: 'regularizacionimpuestos',
  description:
    'A VAT period of a fiscal year. While locked, no journal entry dated in it can be saved or deleted.',
  example: {
    codejercicio: '2034',
    periodo: 'T1',
    fechainicio: '01-01-2034',
    fechafin: '31-03-2034',
  },
})
export class VatSettlement {
  @Bool('True to lock the journal entries of the period', { default: true, initial: false })
  bloquear!: boolean | null;

  @Code(4, 'Fiscal year of the period', { required: true, references: to('ejercicios', 'CASCADE') })
  codejercicio!: string;

  @Text(15, 'Code of the ledger account for VAT payable')
  codsubcuentaacr!: string | null;

  @Text(15, 'Code of the ledger account for VAT receivable')
  codsubcuentadeu!: string | null;

  @Day('Date of the settlement entry; empty if there is none')
  fechaasiento!: string | null;

  @Day('Last day of the period', { required: true })
  fechafin!: string;

  @Day('First day of the period', { required: true })
  fechainicio!: string;

  @Integer('Journal entry that settles the period, if any', {
    references: to('asientos', 'SET NULL'),
  })
  idasiento!: number | null;

  @Integer('Own company whose books are concerned', { references: to('empresas', 'CASCADE') })
  idempresa!: number | null;

  @GeneratedKey('Internal number of the period')
  idregiva!: number;

  @Integer('Internal number of the ledger account for VAT payable', {
    references: to('subcuentas', 'RESTRICT'),
  })
  idsubcuentaacr!: number | null;

  @Integer('Internal number of the ledger account for VAT receivable', {
    references: to('subcuentas', 'RESTRICT'),
  })
  idsubcuentadeu!: number | null;

  @Text(8, 'Period: T1 to T4 quarter, Y year, 01 to 12 month', { required: true })
  periodo!: string;
}
