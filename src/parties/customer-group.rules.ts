import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { CustomerGroup } from './customer-group.entity.js';
import { expandLedgerAccount } from './ledger-account.js';

/** Customer groups: a code, given or counted, and a name. */
@Injectable()
export class CustomerGroupRules extends ModelRules<CustomerGroup> {
  readonly model = CustomerGroup;

  override async validate(_record: CustomerGroup, test: RecordTest<CustomerGroup>): Promise<void> {
    test.escape('nombre');
    test.code('codgrupo', 6);
    await expandLedgerAccount(test);
  }

  override async assignKey(record: CustomerGroup, context: Context): Promise<void> {
    record.codgrupo = await context.numbers.freeCode(CustomerGroup);
  }
}
