import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { auditIban, testBankAccount } from './bank-account-steps.js';
import { SupplierBankAccount } from './supplier-bank-account.entity.js';

/** Bank accounts of suppliers, of which one is preferred. */
@Injectable()
export class SupplierBankAccountRules extends ModelRules<SupplierBankAccount> {
  readonly model = SupplierBankAccount;

  override validate(_record: SupplierBankAccount, test: RecordTest<SupplierBankAccount>): void {
    testBankAccount(test);
  }

  override async assignKey(record: SupplierBankAccount, context: Context): Promise<void> {
    record.codcuenta = await context.numbers.freeCode(SupplierBankAccount);
  }

  override async afterUpdate(
    record: SupplierBankAccount,
    before: Readonly<SupplierBankAccount>,
    context: Context,
  ): Promise<void> {
    await auditIban('CuentaBancoProveedor', record, before, context);
  }

  override async afterSave(
    { codcuenta, codproveedor, principal }: SupplierBankAccount,
    _before: Readonly<SupplierBankAccount> | null,
    context: Context,
  ): Promise<void> {
    if (!principal) return;
    const preferred = await context.records.list(SupplierBankAccount, {
      codproveedor,
      principal: true,
    });
    for (const { codcuenta: other } of preferred) {
      if (other === codcuenta) continue;
      await context.records.assign(SupplierBankAccount, { codcuenta: other }, { principal: false });
    }
  }
}
