import type { ModelBundle } from '../models/index.js';
import { Agent } from './agent.entity.js';
import { AgentRules } from './agent.rules.js';
import { Contact } from './contact.entity.js';
import { ContactRules } from './contact.rules.js';
import { CustomerGroup } from './customer-group.entity.js';
import { CustomerGroupRules } from './customer-group.rules.js';
import { Customer } from './customer.entity.js';
import { CustomerRules } from './customer.rules.js';
import { Supplier } from './supplier.entity.js';
import { SupplierRules } from './supplier.rules.js';
import { TaxIdType } from './tax-id-type.entity.js';
import { TaxIdTypeRules } from './tax-id-type.rules.js';

export { AccountCodes } from './account-codes.js';
export { addToKnownRisk, CustomerRisks } from './customer-risk.js';
export { customerGroupOf, customerOf, partyOf, type AnyParty } from './known-parties.js';
export { OpenAmounts, type Open } from './open-amounts.js';
export { testTaxId } from './party-steps.js';
export { PARTY_COLUMNS, type PartyColumn, type Side } from './side.js';
export { Agent, Contact, CustomerGroup, Customer, Supplier, TaxIdType };

/** The models of this folder and their rules. */
export const PARTIES: ModelBundle = {
  entities: [Agent, Contact, CustomerGroup, Customer, Supplier, TaxIdType],
  rules: [
    AgentRules,
    ContactRules,
    CustomerGroupRules,
    CustomerRules,
    SupplierRules,
    TaxIdTypeRules,
  ],
};
