import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { Page } from './page.entity.js';

/** Screens of the web interface. */
@Injectable()
export class PageRules extends ModelRules<Page> {
  readonly model = Page;

  override validate(_record: Page, test: RecordTest<Page>): void {
    test.escape('title', 'menu', 'submenu');
    test.columns();
  }
}
