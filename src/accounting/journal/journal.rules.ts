import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { Journal } from './journal.entity.js';

/** Journals: a name, and the next number when none is given. */
@Injectable()
export class JournalRules extends ModelRules<Journal> {
  readonly model = Journal;

  override validate(_record: Journal, test: RecordTest<Journal>): void {
    test.escape('descripcion');
    test.filled('descripcion');
    test.columns();
  }

  override async assignKey(record: Journal, context: Context): Promise<void> {
    record.iddiario = await context.numbers.next(Journal, 'iddiario');
  }
}
