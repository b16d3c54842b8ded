import { Injectable } from '@nestjs/common';
import { Province } from './province.entity.js';
import { PlaceRules } from './place.rules.js';

/** A province has the stamps and names of any place. */
@Injectable()
export class ProvinceRules extends PlaceRules<Province> {
  readonly model = Province;
  protected override readonly names = ['alias', 'provincia', 'telephone_prefix'] as const;
}
