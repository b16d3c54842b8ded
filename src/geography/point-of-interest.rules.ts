import { Injectable } from '@nestjs/common';
import { PointOfInterest } from './point-of-interest.entity.js';
import { PlaceRules } from './place.rules.js';

/** A point of interest has the stamps and names of any place. */
@Injectable()
export class PointOfInterestRules extends PlaceRules<PointOfInterest> {
  readonly model = PointOfInterest;
  protected override readonly names = ['alias', 'name'] as const;
}
