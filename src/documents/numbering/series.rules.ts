import { Injectable } from '@nestjs/common';
import { unescapeText } from '../../kernel/text/escape.js';
import { keepDefault, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { seriesCodeProposals } from './series-code.js';
import { Series } from './series.entity.js';

/** Numbering series: a code of their own, or the shortest one that their description yields. */
@Injectable()
export class SeriesRules extends ModelRules<Series> {
  readonly model = Series;

  override validate(_record: Series, test: RecordTest<Series>): void {
    test.escape('codserie', 'descripcion');
    test.code('codserie', 4);
    test.columns();
  }

  override async assignKey(record: Series, context: Context): Promise<void> {
    const description = unescapeText(record.descripcion ?? '');
    record.codserie = await context.numbers.freeCode(Series, seriesCodeProposals(description));
  }

  override beforeDelete(record: Series, context: Context): void {
    keepDefault(context, 'codserie', record.codserie);
  }
}
