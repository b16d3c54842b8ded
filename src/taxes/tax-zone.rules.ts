import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type RecordTest } from '../models/index.js';
import { provinceNumber } from './look-ups.js';
import { TaxZone } from './tax-zone.entity.js';

/** Rules of tax zones, for a country or one of its provinces. */
@Injectable()
export class TaxZoneRules extends ModelRules<TaxZone> {
  readonly model = TaxZone;

  /** The name of the column speaks of a code, but it holds the number of the province. */
  override validate({ codisopro }: TaxZone, test: RecordTest<TaxZone>): void {
    const isAsked = test.isNew || test.sent.columns.has('codisopro');
    if (!isAsked || !codisopro || provinceNumber(codisopro) !== null) return;
    refuse('zone-province-invalid', 'codisopro', { value: codisopro });
  }
}
