import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Manufacturer } from './manufacturer.entity.js';

/** A manufacturer needs a name, and gets a number as its code when it has none. */
@Injectable()
export class ManufacturerRules extends ModelRules<Manufacturer> {
  readonly model = Manufacturer;

  override validate(_manufacturer: Manufacturer, test: RecordTest<Manufacturer>): void {
    test.code('codfabricante', 8);
    test.escape('nombre');
    test.filled('nombre', 'field-required');
    test.columns();
  }

  override async assignKey(manufacturer: Manufacturer, context: Context): Promise<void> {
    manufacturer.codfabricante = await context.numbers.freeCode(Manufacturer);
  }
}
