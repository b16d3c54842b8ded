import type { Config } from '../../kernel/config/config.js';
import { BucketStorage } from './bucket.storage.js';
import type { FileStorage } from './file-storage.js';
import { FolderStorage } from './folder.storage.js';

/** The store that the options name: a bucket, or the folder `MyFiles` below the data. */
export function openFileStorage({ bucket, dataDir }: Config): FileStorage {
  return bucket ? new BucketStorage(bucket) : new FolderStorage(dataDir);
}
