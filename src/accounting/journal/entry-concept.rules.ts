import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { EntryConcept } from './entry-concept.entity.js';

/** Ready-made texts for journal lines: the next number when no code is given. */
@Injectable()
export class EntryConceptRules extends ModelRules<EntryConcept> {
  readonly model = EntryConcept;

  override validate(_record: EntryConcept, test: RecordTest<EntryConcept>): void {
    test.escape('descripcion');
    test.columns();
  }

  override async assignKey(record: EntryConcept, context: Context): Promise<void> {
    record.codconcepto = await context.numbers.freeCode(EntryConcept);
  }
}
