import type { ModelBundle } from '../models/index.js';
import { StoredSettings } from './stored-settings.entity.js';
import { StoredSettingsRules } from './stored-settings.rules.js';

export { StoredSettings };

/** The models of this folder and their rules. */
export const SETTINGS: ModelBundle = {
  entities: [StoredSettings],
  rules: [StoredSettingsRules],
};
