import { Answers, type Context } from '../models/index.js';
import { CustomerGroup } from './customer-group.entity.js';
import { Customer } from './customer.entity.js';
import type { Side } from './side.js';
import { Supplier } from './supplier.entity.js';

/** A customer or a supplier. */
export type AnyParty = Customer | Supplier;

/** The parties that one unit of work asked for: each is read once, and is one object for all. */
class KnownParties {
  readonly customers = new Answers<string, Customer | null>();
  readonly suppliers = new Answers<string, Supplier | null>();
  readonly groups = new Answers<string, CustomerGroup | null>();
}

/** The customer of that code; null for none. */
export function customerOf(codcliente: string, context: Context): Promise<Customer | null> {
  const { customers } = context.part(KnownParties);
  return customers.of(codcliente, () => context.records.find(Customer, codcliente));
}

function supplierOf(codproveedor: string, context: Context): Promise<Supplier | null> {
  const { suppliers } = context.part(KnownParties);
  return suppliers.of(codproveedor, () => context.records.find(Supplier, codproveedor));
}

/** The customer of sales, or the supplier of purchases, of that code; null for none. */
export function partyOf(side: Side, code: string, context: Context): Promise<AnyParty | null> {
  return side === 'sales' ? customerOf(code, context) : supplierOf(code, context);
}

/** The group of customers of that code; null for none. */
export function customerGroupOf(code: string, context: Context): Promise<CustomerGroup | null> {
  const { groups } = context.part(KnownParties);
  return groups.of(code, () => context.records.find(CustomerGroup, code));
}
