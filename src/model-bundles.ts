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
import { API_KEYS } from './api-keys/index.js';
import { EMAILS } from './emails/index.js';
import { JOBS } from './jobs/index.js';
import { LOG } from './log/index.js';
import { SETTINGS } from './settings/index.js';
import { USERS } from './users/index.js';
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
  USERS,
  API_KEYS,
  SETTINGS,
  LOG,
  EMAILS,
  JOBS,
];
