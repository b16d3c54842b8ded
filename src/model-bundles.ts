import { ACCOUNTING } from './accounting/index.js';
import { CATALOGUE } from './catalogue/index.js';
import { COMPANY } from './company/index.js';
import { DOCUMENTS } from './documents/index.js';
import { FILES } from './files/index.js';
import { GEOGRAPHY } from './geography/index.js';
import type { ModelBundle } from './models/index.js';
import { PARTIES } from './parties/index.js';
import { PAYMENTS } from './payments/index.js';
import { STOCK } from './stock/index.js';
import { SYSTEM } from './system/index.js';
import { TAXES } from './taxes/index.js';

/** Every model of the server, in reading order; a new folder of models is listed here. */
export const MODEL_BUNDLES: readonly ModelBundle[] = [
  COMPANY,
  PARTIES,
  CATALOGUE,
  STOCK,
  TAXES,
  GEOGRAPHY,
  DOCUMENTS,
  ACCOUNTING,
  PAYMENTS,
  FILES,
  SYSTEM,
];
