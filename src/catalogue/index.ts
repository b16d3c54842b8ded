import type { ModelBundle } from '../models/index.js';
import { AttributeValue } from './attribute-value.entity.js';
import { Attribute } from './attribute.entity.js';
import { Family } from './family.entity.js';
import { Manufacturer } from './manufacturer.entity.js';
import { PriceList } from './price-list.entity.js';
import { Product } from './product.entity.js';
import { SupplierProduct } from './supplier-product.entity.js';
import { Variant } from './variant.entity.js';

export { AttributeValue, Attribute, Family, Manufacturer, PriceList, Product, SupplierProduct, Variant };

/** The models of this folder and their rules. */
export const CATALOGUE: ModelBundle = {
  entities: [AttributeValue, Attribute, Family, Manufacturer, PriceList, Product, SupplierProduct, Variant],
  rules: [],
};
