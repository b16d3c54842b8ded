import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Role } from './role.entity.js';

/** Roles: a code of their own or the next number. */
@Injectable()
export class RoleRules extends ModelRules<Role> {
  readonly model = Role;

  override validate(_record: Role, test: RecordTest<Role>): void {
    test.code('codrole', 20);
    test.escape('descripcion');
    test.columns();
  }

  override async assignKey(record: Role, context: Context): Promise<void> {
    record.codrole = await context.numbers.freeCode(Role);
  }
}
