import { Injectable } from '@nestjs/common';
import { City } from './city.entity.js';
import { PlaceRules } from './place.rules.js';

/** A city has the stamps and names of any place. */
@Injectable()
export class CityRules extends PlaceRules<City> {
  readonly model = City;
  protected override readonly names = ['alias', 'ciudad'] as const;
}
