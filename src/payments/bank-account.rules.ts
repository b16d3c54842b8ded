import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { auditIban, testBankAccount } from './bank-account-steps.js';
import { BankAccount } from './bank-account.entity.js';

/** Bank accounts of the own companies. */
@Injectable()
export class BankAccountRules extends ModelRules<BankAccount> {
  readonly model = BankAccount;

  override test(record: BankAccount, test: RecordTest<BankAccount>): void {
    testBankAccount(test);
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.setting('idempresa')) || null;
    }
  }

  override async assignKey(record: BankAccount, context: Context): Promise<void> {
    record.codcuenta = await context.freeCode(BankAccount);
  }

  override async afterUpdate(
    record: BankAccount,
    before: Readonly<BankAccount>,
    context: Context,
  ): Promise<void> {
    await auditIban('CuentaBanco', record, before, context);
  }
}
