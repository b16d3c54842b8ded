import { Code, GeneratedKey, Integer, Model, Money, Text, to } from '../../models/index.js';

@Model({
  name: 'Cuenta',
  resource: 'cuentas',
  table: 'cuentas',
  description:
    'An account of the chart of accounts of one fiscal year. It groups other accounts or the postable ledger accounts below it.',
  example: { codejercicio: '2034', codcuenta: '621', descripcion: 'Rents and fees' },
  unique: [{ name: 'uniq_codcuenta', columns: ['codcuenta', 'codejercicio'] }],
  exampleChange: { descripcion: 'Rents' },
})
export class Account {
  @Text(10, 'Account code, numeric; longer than that of its parent', { required: true })
  codcuenta!: string;

  @Code(6, 'Special role of the account, e.g. CLIENT, VENTAS or IVAREP', {
    references: to('cuentasesp', 'SET NULL'),
  })
  codcuentaesp!: string | null;

  @Code(4, 'Fiscal year to whose chart the account belongs', {
    required: true,
    references: to('ejercicios', 'CASCADE'),
  })
  codejercicio!: string;

  @Money('Debit total of the account with everything below it', { initial: 0 })
  debe!: number | null;

  @Text(255, 'Name of the account in the chart')
  descripcion!: string | null;

  @Money('Credit total of the account with everything below it', { initial: 0 })
  haber!: number | null;

  @GeneratedKey('Internal number of the account')
  idcuenta!: number;

  @Text(10, 'Code of the parent account; empty at the top')
  parent_codcuenta!: string | null;

  @Integer('Internal number of the parent account; empty at the top', {
    references: to('cuentas', 'CASCADE'),
  })
  parent_idcuenta!: number | null;

  @Money('Balance: debit total less credit total', { initial: 0 })
  saldo!: number | null;
}
