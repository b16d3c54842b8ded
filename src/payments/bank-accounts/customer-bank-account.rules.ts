import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { testBankAccount } from './bank-account-steps.js';
import { CustomerBankAccount } from './customer-bank-account.entity.js';

/** Bank accounts of customers: one is preferred, each has a direct debit mandate of its own. */
@Injectable()
export class CustomerBankAccountRules extends ModelRules<CustomerBankAccount> {
  readonly model = CustomerBankAccount;

  override validate(record: CustomerBankAccount, test: RecordTest<CustomerBankAccount>): void {
    testBankAccount(test);
    test.escape('mandato');
    if (isEmpty(record.mandato)) record.mandato = record.codcuenta || null;
  }

  override async assignKey(record: CustomerBankAccount, context: Context): Promise<void> {
    const code = await context.numbers.next(CustomerBankAccount, 'codcuenta');
    record.codcuenta = String(code);
    if (!isEmpty(record.mandato)) return;
    const mandate = await context.numbers.next(CustomerBankAccount, 'mandato');
    record.mandato = String(Math.max(code, mandate));
  }

  override async afterSave(
    { codcliente, codcuenta, principal }: CustomerBankAccount,
    _before: Readonly<CustomerBankAccount> | null,
    context: Context,
  ): Promise<void> {
    if (!principal) return;
    const preferred = await context.records.list(CustomerBankAccount, {
      codcliente,
      principal: true,
    });
    for (const { codcuenta: other } of preferred) {
      if (other === codcuenta) continue;
      await context.records.assign(CustomerBankAccount, { codcuenta: other }, { principal: false });
    }
  }
}
