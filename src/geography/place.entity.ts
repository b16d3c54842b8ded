import { Code, LongText, Moment, Real, to } from '../models/index.js';

/** Who made a row when, and who changed it last; requests of the API come without a user. */
export abstract class Stamped {
  @Moment('Moment at which the row was created')
  creation_date!: string | null;

  @Code(50, 'User who changed the row last; empty for API changes', {
    references: to('users', 'SET NULL'),
  })
  last_nick!: string | null;

  @Moment('Moment of the last change')
  last_update!: string | null;

  @Code(50, 'User who created the row; empty when created through the API', {
    references: to('users', 'SET NULL'),
  })
  nick!: string | null;
}

/** Something that has a place on the map. */
export abstract class Place extends Stamped {
  @LongText('Other names under which the place is known')
  alias!: string | null;

  @Real('Geographic latitude in decimal degrees, north positive')
  latitude!: number | null;

  @Real('Geographic longitude in decimal degrees, east positive')
  longitude!: number | null;
}
