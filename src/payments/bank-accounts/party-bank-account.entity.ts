import { Bool, Code, Day, Model, Text, to, today } from '../../models/index.js';

@Model({
  name: 'CuentaBancoCliente',
  resource: 'cuentabancoclientes',
  table: 'cuentasbcocli',
  description:
    'A bank account of a customer, from which receipts can be collected by direct debit.',
  example: { codcliente: '1', descripcion: 'Main account', iban: 'ES91 2100 0418 4502 0005 1332' },
  unique: [{ name: 'unique_cuentasbcocli_mandato', columns: ['mandato'] }],
})
export class CustomerBankAccount {
  @Code(10, 'Customer who holds the bank account', {
    required: true,
    references: to('clientes', 'CASCADE'),
  })
  codcliente!: string;

  @Code(10, 'Numeric code that identifies the bank account', { key: true })
  codcuenta!: string;

  @Text(100, 'Name of the bank account, for people')
  descripcion!: string | null;

  @Day('Date on which the SEPA mandate was signed', { initial: today })
  fmandato!: string | null;

  @Text(34, 'International bank account number, at most 34 characters')
  iban!: string | null;

  @Text(35, 'Reference of the SEPA direct debit mandate, unique')
  mandato!: string | null;

  @Bool('True for the preferred account; one per customer', { initial: true })
  principal!: boolean | null;

  @Text(11, 'BIC or SWIFT code of the bank')
  swift!: string | null;
}

@Model({
  name: 'CuentaBancoProveedor',
  resource: 'cuentabancoproveedores',
  table: 'cuentasbcopro',
  description: 'A bank account of a supplier, to which payments are sent.',
  example: {
    codproveedor: '1',
    descripcion: 'Main account',
    iban: 'ES91 2100 0418 4502 0005 1332',
  },
})
export class SupplierBankAccount {
  @Code(10, 'Numeric code that identifies the bank account', { key: true })
  codcuenta!: string;

  @Code(10, 'Supplier who holds the bank account', {
    required: true,
    references: to('proveedores', 'CASCADE'),
  })
  codproveedor!: string;

  @Text(100, 'Name of the bank account, for people')
  descripcion!: string | null;

  @Text(34, 'International bank account number, at most 34 characters')
  iban!: string | null;

  @Bool('True for the preferred account; one per supplier', { initial: true })
  principal!: boolean | null;

  @Text(11, 'BIC or SWIFT code of the bank')
  swift!: string | null;
}
