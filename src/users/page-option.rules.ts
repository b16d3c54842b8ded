import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type RecordTest } from '../models/index.js';
import { PageOption } from './page-option.entity.js';

/** Layouts of screens carry the moment of their last change. */
@Injectable()
export class PageOptionRules extends ModelRules<PageOption> {
  readonly model = PageOption;

  override validate(
    record: PageOption,
    test: RecordTest<PageOption>,
    before: Readonly<PageOption> | null,
  ): void {
    test.emptyToNull('nick');
    const untouched = before !== null && record.last_update === before.last_update;
    if (untouched || isEmpty(record.last_update)) record.last_update = test.context.now;
    test.columns();
  }
}
