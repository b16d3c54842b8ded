import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';

/**
 * The record of a stored file. Where it lies and what it is are found out by the server, never
 * sent: its place, type and size are protected columns and a new one gets a number of its own.
 */
@Injectable()
export class AttachedFileRules extends ModelRules<AttachedFile> {
  readonly model = AttachedFile;

  override test(file: AttachedFile, test: RecordTest<AttachedFile>): void {
    if (test.isNew) Object.assign(file, { idfile: null });
    test.escape('filename');
    test.columns();
  }
}
