import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { ProductAccounts } from './ports/product-accounts.js';
import { Family } from './family.entity.js';

/** Keeps the families a tree, which no foreign key does. */
@Injectable()
export class FamilyRules extends ModelRules<Family> {
  readonly model = Family;

  override async validate(
    family: Family,
    test: RecordTest<Family>,
    before: Readonly<Family> | null,
  ): Promise<void> {
    test.code('codfamilia', 8);
    test.escape('descripcion');
    test.filled('descripcion', 'field-required');
    test.emptyToNull('madre');
    if (family.madre && isSame(family.madre, family.codfamilia)) family.madre = null;
    if (family.madre !== (before?.madre ?? null)) await this.testAncestors(family, test.context);
    await this.testSubaccounts(family, test.context);
    test.columns();
  }

  override async assignKey(family: Family, context: Context): Promise<void> {
    family.codfamilia = await context.numbers.freeCode(Family);
  }

  override async afterDelete({ codfamilia }: Family, context: Context): Promise<void> {
    await context.records.assign(Family, { madre: codfamilia }, { madre: null });
  }

  /** Locks the ancestors: two families that become each other's parent at once are a loop too. */
  private async testAncestors(family: Family, context: Context): Promise<void> {
    const seen = new Set<string>();
    let code = family.madre;
    while (code && !seen.has(code.toLowerCase())) {
      if (isSame(code, family.codfamilia)) {
        refuse('parent-family-cant-be-child', 'madre', { value: family.madre ?? '' });
      }
      seen.add(code.toLowerCase());
      const parent: Family | null = await context.records.find(Family, code, { lock: true });
      if (!parent && code === family.madre) refuse('reference-not-found', 'madre', { value: code });
      code = parent?.madre ?? null;
    }
  }

  private async testSubaccounts(family: Family, context: Context): Promise<void> {
    for (const name of ['codsubcuentacom', 'codsubcuentairpfcom', 'codsubcuentaven'] as const) {
      const codsubcuenta = family[name];
      if (isEmpty(codsubcuenta)) continue;
      if (!(await context.port(ProductAccounts).has(codsubcuenta, context)))
        refuse('subaccount-not-found', name, { value: codsubcuenta });
    }
  }
}

function isSame(code: string, other: string | null): boolean {
  return code.toLowerCase() === other?.toLowerCase();
}
