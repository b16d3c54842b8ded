import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { PriceList } from './price-list.entity.js';

/** A price list gets a number as its code when it has none. */
@Injectable()
export class PriceListRules extends ModelRules<PriceList> {
  readonly model = PriceList;

  override validate(list: PriceList, test: RecordTest<PriceList>): void {
    if (typeof list.codtarifa === 'string') list.codtarifa = list.codtarifa.trim();
    test.code('codtarifa', 6);
    test.escape('nombre');
    test.columns();
  }

  override async assignKey(list: PriceList, context: Context): Promise<void> {
    list.codtarifa = await context.numbers.freeCode(PriceList);
  }
}
