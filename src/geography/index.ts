import type { ModelBundle } from '../models/index.js';
import { City } from './city.entity.js';
import { CityRules } from './city.rules.js';
import { Country } from './country.entity.js';
import { CountryRules } from './country.rules.js';
import { PointOfInterest } from './point-of-interest.entity.js';
import { PointOfInterestRules } from './point-of-interest.rules.js';
import { PostalCode } from './postal-code.entity.js';
import { PostalCodeRules } from './postal-code.rules.js';
import { Province } from './province.entity.js';
import { ProvinceRules } from './province.rules.js';

export { provinceNames } from './province-names.js';
export { City, Country, PointOfInterest, PostalCode, Province };

/** The models of this folder and their rules. */
export const GEOGRAPHY: ModelBundle = {
  entities: [City, Country, PointOfInterest, PostalCode, Province],
  rules: [CityRules, CountryRules, PointOfInterestRules, PostalCodeRules, ProvinceRules],
};
