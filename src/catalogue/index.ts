import type { ModelBundle } from '../models/index.js';
import { StockedGoods } from '../stock/index.js';
import { CatalogueGoods } from './ports/stocked-goods.js';
import { AttributeValue } from './attributes/attribute-value.entity.js';
import { AttributeValueRules } from './attributes/attribute-value.rules.js';
import { Attribute } from './attributes/attribute.entity.js';
import { AttributeRules } from './attributes/attribute.rules.js';
import { Family } from './family.entity.js';
import { FamilyRules } from './family.rules.js';
import { Manufacturer } from './manufacturer.entity.js';
import { ManufacturerRules } from './manufacturer.rules.js';
import { PriceList } from './prices/price-list.entity.js';
import { PriceListRules } from './prices/price-list.rules.js';
import { Product } from './product.entity.js';
import { ProductRules } from './product.rules.js';
import { SupplierProduct } from './prices/supplier-product.entity.js';
import { SupplierProductRules } from './prices/supplier-product.rules.js';
import { Variant } from './variant.entity.js';
import { VariantRules } from './variant.rules.js';

export { AttributeValue, Attribute, Family, Manufacturer };
export { PriceList, Product, SupplierProduct, Variant };
export { priceOfRate } from './prices/pricing.js';
export { TradedGoods, type BoughtGoods } from './ports/traded-goods.js';
export { ProductAccounts } from './ports/product-accounts.js';
export { productsOf } from './known-products.js';
export { variantDescriptions } from './variant-description.js';

/** The models of this folder and their rules. */
export const CATALOGUE: ModelBundle = {
  entities: [
    AttributeValue,
    Attribute,
    Family,
    Manufacturer,
    PriceList,
    Product,
    SupplierProduct,
    Variant,
  ],
  rules: [
    AttributeValueRules,
    AttributeRules,
    FamilyRules,
    ManufacturerRules,
    PriceListRules,
    ProductRules,
    SupplierProductRules,
    VariantRules,
  ],
  ports: [{ port: StockedGoods, by: CatalogueGoods }],
};
