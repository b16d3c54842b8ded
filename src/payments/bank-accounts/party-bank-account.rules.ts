import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { PARTY_COLUMNS, type PartyColumn } from '../../parties/index.js';
import { auditIban, testBankAccount, type Account } from './bank-account-steps.js';
import { CustomerBankAccount, SupplierBankAccount } from './party-bank-account.entity.js';

type PartyAccount = Account & { principal: boolean | null } & Partial<Record<PartyColumn, string>>;

/** Bank accounts of customers and suppliers, of which each of them prefers one. */
abstract class PartyBankAccountRules<T extends PartyAccount> extends ModelRules<T> {
  protected abstract readonly party: PartyColumn;

  override validate(_record: T, test: RecordTest<T>): void {
    testBankAccount(test);
  }

  override async afterSave(
    record: T,
    _before: Readonly<T> | null,
    context: Context,
  ): Promise<void> {
    if (!record.principal) return;
    const own = { [this.party]: record[this.party], principal: true };
    for (const { codcuenta } of await context.records.list(this.model, own)) {
      if (codcuenta === record.codcuenta) continue;
      await context.records.assign<PartyAccount>(this.model, { codcuenta }, { principal: false });
    }
  }
}

/** Each has a direct debit mandate of its own. */
@Injectable()
export class CustomerBankAccountRules extends PartyBankAccountRules<CustomerBankAccount> {
  readonly model = CustomerBankAccount;
  protected readonly party = PARTY_COLUMNS.sales;

  override validate(record: CustomerBankAccount, test: RecordTest<CustomerBankAccount>): void {
    super.validate(record, test);
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
}

/** They are paid to: changes of an IBAN are kept. */
@Injectable()
export class SupplierBankAccountRules extends PartyBankAccountRules<SupplierBankAccount> {
  readonly model = SupplierBankAccount;
  protected readonly party = PARTY_COLUMNS.purchase;

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
}
