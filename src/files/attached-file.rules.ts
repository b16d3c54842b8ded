import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import { thumbnailPrefix } from './storage/file-key.js';
import { removeOnceCommitted } from './storage/file-removals.js';

/**
 * The record of a stored file. Where it lies and what it is are found out by the server, never
 * sent: its place, type and size are protected columns. What it no longer refers to goes after it.
 */
@Injectable()
export class AttachedFileRules extends ModelRules<AttachedFile> {
  readonly model = AttachedFile;
  /** In the place of a file: the name of one that lies directly in `MyFiles`. */
  override readonly extraFields = ['path'];

  override validate(_file: AttachedFile, test: RecordTest<AttachedFile>): void {
    test.escape('filename');
    test.columns();
  }

  override async afterUpdate(
    file: AttachedFile,
    before: Readonly<AttachedFile>,
    context: Context,
  ): Promise<void> {
    if (file.path !== before.path) await forget(before, context);
  }

  override afterDelete(file: AttachedFile, context: Context): Promise<void> {
    return forget(file, context);
  }
}

async function forget({ idfile, path }: AttachedFile, { transaction }: Context): Promise<void> {
  await removeOnceCommitted(transaction, path);
  await removeOnceCommitted(transaction, thumbnailPrefix(idfile));
}
