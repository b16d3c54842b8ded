import type { ModelBundle } from '../models/index.js';
import { AttachedFileRelation } from './attached-file-relation.entity.js';
import { AttachedFile } from './attached-file.entity.js';
import { ProductImage } from './product-image.entity.js';

export { AttachedFileRelation, AttachedFile, ProductImage };

/** The models of this folder and their rules. */
export const FILES: ModelBundle = {
  entities: [AttachedFileRelation, AttachedFile, ProductImage],
  rules: [],
};
