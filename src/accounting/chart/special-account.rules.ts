import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../../models/index.js';
import { SpecialAccount } from './special-account.entity.js';

/** Tags that mark which account plays a role. */
@Injectable()
export class SpecialAccountRules extends ModelRules<SpecialAccount> {
  readonly model = SpecialAccount;

  override validate(_record: SpecialAccount, test: RecordTest<SpecialAccount>): void {
    test.code('codcuentaesp', 6);
    test.escape('descripcion');
    test.columns();
  }
}
