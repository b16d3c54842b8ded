import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { RoleUser } from './role-user.entity.js';

/** The assignment of a role to a user needs both. */
@Injectable()
export class RoleUserRules extends ModelRules<RoleUser> {
  readonly model = RoleUser;

  override validate(_record: RoleUser, test: RecordTest<RoleUser>): void {
    test.filled('nick', 'nick-is-empty');
    test.filled('codrole', 'role-is-empty');
    test.columns();
  }
}
