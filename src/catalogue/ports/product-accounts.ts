import type { Context } from '../../models/index.js';

/** What the catalogue asks of the ledger: a port of the catalogue, which the ledger knows. */
export abstract class ProductAccounts {
  /** Whether any fiscal year has a ledger account of that code. */
  abstract has(codsubcuenta: string, context: Context): Promise<boolean>;
}
