import { Injectable } from '@nestjs/common';
import { keepFormer } from '../../company/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { areChecked, auditIban, testBankAccount } from './bank-account-steps.js';
import { BankAccount } from './bank-account.entity.js';
import { isSepaSuffix } from './iban.js';

/** Bank accounts of the own companies. */
@Injectable()
export class BankAccountRules extends ModelRules<BankAccount> {
  readonly model = BankAccount;

  override validate(record: BankAccount, test: RecordTest<BankAccount>): void {
    testBankAccount(test);
    const { sufijosepa } = record;
    if (!isEmpty(sufijosepa) && areChecked(test.context) && !isSepaSuffix(sufijosepa)) {
      refuse('invalid-sepa-suffix', 'sufijosepa', { value: sufijosepa });
    }
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.settings.value('idempresa')) || null;
    }
  }

  override async assignKey(record: BankAccount, context: Context): Promise<void> {
    record.codcuenta = await context.numbers.freeCode(BankAccount);
  }

  override async afterUpdate(
    record: BankAccount,
    before: Readonly<BankAccount>,
    context: Context,
  ): Promise<void> {
    await auditIban('CuentaBanco', record, before, context);
    await keepFormer(nameOf(record), ['iban'], before, record, context);
  }

  override async afterDelete(record: BankAccount, context: Context): Promise<void> {
    await keepFormer(nameOf(record), ['iban'], record, null, context);
  }
}

function nameOf({ codcuenta }: Readonly<BankAccount>) {
  return { table: 'cuentasbanco', code: codcuenta };
}
