import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { City } from './city.entity.js';
import { PointOfInterest } from './point-of-interest.entity.js';
import { PostalCode } from './postal-code.entity.js';
import { Province } from './province.entity.js';
import type { Stamped } from './place.entity.js';

/**
 * What all places have in common: names without markup and the moments of creation and change.
 * Requests come with a key and without a user, so no change of theirs has a nick.
 */
export abstract class PlaceRules<T extends Stamped> extends ModelRules<T> {
  protected readonly names: readonly (keyof T & string)[] = [];

  override validate(place: T, test: RecordTest<T>): void | Promise<void> {
    test.escape(...this.names);
    if (isEmpty(place.creation_date)) place.creation_date = test.context.now;
    test.columns();
  }

  override beforeUpdate(place: T, _before: Readonly<T>, context: Context): void {
    place.last_update = context.now;
    place.last_nick = null;
  }
}

/** A city has the stamps and names of any place. */
@Injectable()
export class CityRules extends PlaceRules<City> {
  readonly model = City;
  protected override readonly names = ['alias', 'ciudad'] as const;
}

/** A point of interest has the stamps and names of any place. */
@Injectable()
export class PointOfInterestRules extends PlaceRules<PointOfInterest> {
  readonly model = PointOfInterest;
  protected override readonly names = ['alias', 'name'] as const;
}

/** A postal code has the stamps of any place. */
@Injectable()
export class PostalCodeRules extends PlaceRules<PostalCode> {
  readonly model = PostalCode;
}

/** A province has the stamps and names of any place. */
@Injectable()
export class ProvinceRules extends PlaceRules<Province> {
  readonly model = Province;
  protected override readonly names = ['alias', 'provincia', 'telephone_prefix'] as const;
}
