import { Bool, Code, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'CuentaBancoProveedor',
  resource: 'cuentabancoproveedores',
  table: 'cuentasbcopro',
  description: 'A bank account of a supplier, to which payments are sent.',
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
