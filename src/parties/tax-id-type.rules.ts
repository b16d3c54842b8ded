import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { TaxIdType } from './tax-id-type.entity.js';

/** Kinds of tax identification number, which are their own key. */
@Injectable()
export class TaxIdTypeRules extends ModelRules<TaxIdType> {
  readonly model = TaxIdType;

  override validate(_record: TaxIdType, test: RecordTest<TaxIdType>): void {
    test.filled('tipoidfiscal');
    test.code('tipoidfiscal', 25);
  }
}
