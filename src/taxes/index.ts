import type { ModelBundle } from '../models/index.js';
import { TaxZone } from './tax-zone.entity.js';
import { TaxZoneRules } from './tax-zone.rules.js';
import { Tax } from './tax.entity.js';
import { TaxRules } from './tax.rules.js';
import { Withholding } from './withholding.entity.js';
import { WithholdingRules } from './withholding.rules.js';

export { fiscalKeyProblem, testFiscalKeys } from './fiscal-keys.js';
export { namedTaxZones, taxesByCode } from './look-ups.js';
export { TaxZone, Tax, Withholding };

/** The models of this folder and their rules. */
export const TAXES: ModelBundle = {
  entities: [TaxZone, Tax, Withholding],
  rules: [TaxZoneRules, TaxRules, WithholdingRules],
};
