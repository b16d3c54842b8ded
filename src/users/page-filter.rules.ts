import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { PageFilter } from './page-filter.entity.js';

/** Saved filters need a name that people recognise. */
@Injectable()
export class PageFilterRules extends ModelRules<PageFilter> {
  readonly model = PageFilter;

  override validate(_record: PageFilter, test: RecordTest<PageFilter>): void {
    test.emptyToNull('nick');
    test.escape('description');
    test.filled('description', 'description-error');
    test.columns();
  }
}
