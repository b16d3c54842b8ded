import type { ModelBundle } from '../models/index.js';
import { City } from './city.entity.js';
import { Country } from './country.entity.js';
import { CountryRules } from './country.rules.js';
import { CityRules, PointOfInterestRules, PostalCodeRules, ProvinceRules } from './place.rules.js';
import { PointOfInterest } from './point-of-interest.entity.js';
import { PostalCode } from './postal-code.entity.js';
import { Province } from './province.entity.js';

export { provinceNames } from './province-names.js';
export { isSameProvince, provinceSpellings } from './province-spellings.js';
export { City, Country, PointOfInterest, PostalCode, Province };

/** The models of this folder and their rules. */
export const GEOGRAPHY: ModelBundle = {
  entities: [City, Country, PointOfInterest, PostalCode, Province],
  rules: [CityRules, CountryRules, PointOfInterestRules, PostalCodeRules, ProvinceRules],
};
