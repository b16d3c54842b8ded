import { Injectable } from '@nestjs/common';
import { ProductAccounts } from '../../catalogue/index.js';
import type { Context } from '../../models/index.js';
import { Subaccount } from './subaccount.entity.js';

/** The ledger accounts that families and products name. */
@Injectable()
export class SubaccountsOfProducts extends ProductAccounts {
  async has(codsubcuenta: string, context: Context): Promise<boolean> {
    return (await context.records.first(Subaccount, { codsubcuenta })) !== null;
  }
}
