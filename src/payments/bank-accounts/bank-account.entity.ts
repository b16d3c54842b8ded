import { Bool, Code, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'CuentaBanco',
  resource: 'cuentabancos',
  table: 'cuentasbanco',
  description: 'A bank account of an own company, where collections and payments are made.',
  example: { descripcion: 'Current account', iban: 'ES91 2100 0418 4502 0005 1332' },
})
export class BankAccount {
  @Bool('True while the bank account is in use', { default: true })
  activa!: boolean | null;

  @Code(10, 'Numeric code that identifies the bank account', { key: true })
  codcuenta!: string;

  @Text(15, 'Ledger account of the money in this bank account')
  codsubcuenta!: string | null;

  @Text(15, 'Ledger account for bank charges and collection costs')
  codsubcuentagasto!: string | null;

  @Text(100, 'Name of the bank account, for people', { required: true })
  descripcion!: string;

  @Text(34, 'International bank account number, at most 34 characters')
  iban!: string | null;

  @Integer('Own company that holds the bank account', { references: to('empresas', 'CASCADE') })
  idempresa!: number | null;

  @Text(3, 'Three digit creditor suffix for SEPA direct debits, 000 by default', { initial: '000' })
  sufijosepa!: string | null;

  @Text(11, 'BIC or SWIFT code of the bank')
  swift!: string | null;
}
