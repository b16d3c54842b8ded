import type { ModelBundle } from '../models/index.js';
import { Carrier } from './carrier.entity.js';
import { CarrierRules } from './carrier.rules.js';
import { Company } from './company.entity.js';
import { CompanyRules } from './company.rules.js';
import { Currency } from './currency.entity.js';
import { CurrencyRules } from './currency.rules.js';
import { Warehouse } from './warehouse.entity.js';
import { WarehouseRules } from './warehouse.rules.js';

export {
  formerRecords,
  FormerRecords,
  FormerRecords1795360000021,
  keepFormer,
  NO_FORMER,
} from './former-records.js';
export { currencyDecimals, hasFixedRate, isRate, ownRate } from './currency-rate.js';
export { companyOf, currencyOf, warehouseOf } from './look-ups.js';
export { PLACEHOLDER_TAX_ID } from './placeholder.js';
export { PaymentMethods } from './payment-methods.js';
export { Carrier, Company, Currency, Warehouse };

/** The models of this folder and their rules. */
export const COMPANY: ModelBundle = {
  entities: [Carrier, Company, Currency, Warehouse],
  rules: [CarrierRules, CompanyRules, CurrencyRules, WarehouseRules],
};
