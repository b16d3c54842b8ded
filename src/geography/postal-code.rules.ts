import { Injectable } from '@nestjs/common';
import { PostalCode } from './postal-code.entity.js';
import { PlaceRules } from './place.rules.js';

/** A postal code has the stamps of any place. */
@Injectable()
export class PostalCodeRules extends PlaceRules<PostalCode> {
  readonly model = PostalCode;
}
