import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { AttachedFileRelation } from './attached-file-relation.entity.js';

/** The notes of an attachment go without markup. */
@Injectable()
export class AttachedFileRelationRules extends ModelRules<AttachedFileRelation> {
  readonly model = AttachedFileRelation;

  override validate(_relation: AttachedFileRelation, test: RecordTest<AttachedFileRelation>): void {
    test.escape('observations');
    test.columns();
  }
}
