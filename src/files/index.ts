import type { ModelBundle } from '../models/index.js';
import { AttachedFileRelation } from './attached-file-relation.entity.js';
import { AttachedFileRelationRules } from './attached-file-relation.rules.js';
import { AttachedFile } from './attached-file.entity.js';
import { AttachedFileMembers } from './attached-file.members.js';
import { AttachedFileRules } from './attached-file.rules.js';
import { ProductImageMembers } from './images/product-image.members.js';
import { ProductImage } from './product-image.entity.js';
import { ProductImageRules } from './product-image.rules.js';

export { AttachedFileRelation, AttachedFile, ProductImage };

export { DownloadLinks } from './downloads/download-links.js';
export { FileTables1795360000005 } from './file-tables.migration.js';
export { FilesModule } from './files.module.js';
export { FILES_PART } from './files.openapi.js';
export { fileOfKey } from './storage/file-key.js';
export { FileStorage, type ByteRange, type StoredObject } from './storage/file-storage.js';
export { openFileStorage } from './storage/open-storage.js';
export { StoredFiles } from './stored-files.js';

/** The models of this folder and their rules. */
export const FILES: ModelBundle = {
  entities: [AttachedFileRelation, AttachedFile, ProductImage],
  rules: [AttachedFileRelationRules, AttachedFileRules, ProductImageRules],
  members: [AttachedFileMembers, ProductImageMembers],
};
