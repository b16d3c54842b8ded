import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Carrier } from './carrier.entity.js';

/** Carriers: a code, given or counted, and a web address that is one. */
@Injectable()
export class CarrierRules extends ModelRules<Carrier> {
  readonly model = Carrier;

  override validate(_record: Carrier, test: RecordTest<Carrier>): void {
    test.code('codtrans', 8);
    test.escape('nombre', 'telefono', 'web');
    test.webAddress('web');
  }

  override async assignKey(record: Carrier, context: Context): Promise<void> {
    record.codtrans = await context.numbers.freeCode(Carrier);
  }
}
