import type { ModelBundle } from '../models/index.js';
import { Agent } from './agent.entity.js';
import { Contact } from './contact.entity.js';
import { CustomerGroup } from './customer-group.entity.js';
import { Customer } from './customer.entity.js';
import { Supplier } from './supplier.entity.js';
import { TaxIdType } from './tax-id-type.entity.js';

export { Agent, Contact, CustomerGroup, Customer, Supplier, TaxIdType };

/** The models of this folder and their rules. */
export const PARTIES: ModelBundle = {
  entities: [Agent, Contact, CustomerGroup, Customer, Supplier, TaxIdType],
  rules: [],
};
