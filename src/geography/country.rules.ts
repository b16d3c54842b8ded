import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import {
  isEmpty,
  keepDefault,
  type Context,
  type ModelDefinition,
  type RecordTest,
  type Registry,
} from '../models/index.js';
import { Country } from './country.entity.js';
import { PlaceRules } from './place.rules.js';

const CODE = /^[A-Z0-9]{1,20}$/i;

/** A country that anything stands in stays: neither places nor addresses may be lost with it. */
@Injectable()
export class CountryRules extends PlaceRules<Country> {
  readonly model = Country;
  protected override readonly names = ['alias', 'nombre', 'telephone_prefix'] as const;

  override validate(country: Country, test: RecordTest<Country>): void | Promise<void> {
    const { codpais } = country;
    if (!isEmpty(codpais) && !CODE.test(codpais)) {
      refuse('invalid-country-code', 'codpais', { value: codpais });
    }
    return super.validate(country, test);
  }

  override async beforeDelete(country: Country, context: Context): Promise<void> {
    const { codpais } = country;
    keepDefault(context, 'codpais', codpais);
    const [table] = await context.records.referencedBy(Country, country);
    if (table) refuse('country-in-use', 'codpais', { value: codpais, table });
    for (const { entity, table: addresses } of modelsWithAddresses(context.models)) {
      const found = await context.records.first(entity, { codpais });
      if (found) refuse('country-in-use', 'codpais', { value: codpais, table: addresses });
    }
  }
}

/** Addresses name their country without a foreign key, and keep the name of one that is gone. */
export function modelsWithAddresses(models: Registry): ModelDefinition[] {
  return models.all.filter((model) => {
    const country = model.column('codpais');
    return country && !country.key && !country.references;
  });
}
