import type { ModelBundle } from '../models/index.js';
import { Stock } from './stock.entity.js';

export { Stock };

/** The models of this folder and their rules. */
export const STOCK: ModelBundle = {
  entities: [Stock],
  rules: [],
};
