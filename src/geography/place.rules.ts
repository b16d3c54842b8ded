import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
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
