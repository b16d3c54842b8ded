import { Code, GeneratedKey, Integer, Model, Money, Text, to } from '../../models/index.js';

@Model({
  name: 'Subcuenta',
  resource: 'subcuentas',
  table: 'subcuentas',
  description: 'A postable ledger account of one fiscal year, where journal lines are recorded.',
  example: {
    codejercicio: '2034',
    codcuenta: '621',
    codsubcuenta: '6210000001',
    descripcion: 'Rent of the office',
  },
  unique: [{ name: 'uniq_codsubcuenta', columns: ['codsubcuenta', 'codejercicio'] }],
})
export class Subaccount {
  @Text(10, 'Code of the account that contains the ledger account', { required: true })
  codcuenta!: string;

  @Code(6, 'Special role of the ledger account, e.g. CAJA or BANCO', {
    references: to('cuentasesp', 'SET NULL'),
  })
  codcuentaesp!: string | null;

  @Code(4, 'Fiscal year to which the ledger account belongs', {
    required: true,
    references: to('ejercicios', 'CASCADE'),
  })
  codejercicio!: string;

  @Text(15, 'Code with exactly the length fixed by the fiscal year', { required: true })
  codsubcuenta!: string;

  @Money('Debit total of the movements posted', { required: true, default: 0 })
  debe!: number;

  @Text(255, 'Name of the ledger account', { required: true })
  descripcion!: string;

  @Money('Credit total of the movements posted', { required: true, default: 0 })
  haber!: number;

  @Integer('Internal number of the account that contains it', {
    required: true,
    references: to('cuentas', 'CASCADE'),
  })
  idcuenta!: number;

  @GeneratedKey('Internal number of the ledger account')
  idsubcuenta!: number;

  @Money('Balance: debit total less credit total', { required: true, default: 0 })
  saldo!: number;
}
