import { Injectable } from '@nestjs/common';
import type { SqlValue } from '../kernel/database/sql-value.js';
import { ModelMembers } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import { DownloadLinks } from './downloads/download-links.js';
import { StoredFiles } from './stored-files.js';

/** The links by which files are downloaded. */
@Injectable()
export class AttachedFileMembers extends ModelMembers {
  readonly model = AttachedFile;
  readonly column = 'idfile';

  constructor(
    private readonly files: StoredFiles,
    private readonly links: DownloadLinks,
  ) {
    super();
  }

  async of(keys: readonly SqlValue[]): Promise<readonly object[]> {
    const files = await this.files.find(keys.map(Number));
    return Promise.all(
      keys.map(async (key) => {
        const file = files.get(Number(key));
        return file ? await this.links.of(file) : {};
      }),
    );
  }
}
