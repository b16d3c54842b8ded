import type { ModelBundle } from '../models/index.js';
import { ApiAccess } from './api-access.entity.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyRules } from './api-key.rules.js';

export { ApiAccess, ApiKey };

/** The models of this folder and their rules. */
export const API_KEYS: ModelBundle = {
  entities: [ApiAccess, ApiKey],
  rules: [ApiKeyRules],
};
