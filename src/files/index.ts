import type { ModelBundle } from '../models/index.js';
import { AttachedFileRelation } from './attached-file-relation.entity.js';
import { AttachedFileRelationRules } from './attached-file-relation.rules.js';
import { AttachedFile } from './attached-file.entity.js';
import { AttachedFileRules } from './attached-file.rules.js';
import { ProductImage } from './product-image.entity.js';
import { ProductImageRules } from './product-image.rules.js';

export { AttachedFileRelation, AttachedFile, ProductImage };

/** The models of this folder and their rules. */
export const FILES: ModelBundle = {
  entities: [AttachedFileRelation, AttachedFile, ProductImage],
  rules: [AttachedFileRelationRules, AttachedFileRules, ProductImageRules],
};
