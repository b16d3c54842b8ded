import type { ModelBundle } from '../models/index.js';
import { Carrier } from './carrier.entity.js';
import { Company } from './company.entity.js';
import { Currency } from './currency.entity.js';
import { Warehouse } from './warehouse.entity.js';

export { Carrier, Company, Currency, Warehouse };

/** The models of this folder and their rules. */
export const COMPANY: ModelBundle = {
  entities: [Carrier, Company, Currency, Warehouse],
  rules: [],
};
