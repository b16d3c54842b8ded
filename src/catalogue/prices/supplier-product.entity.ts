import {
  Code,
  GeneratedKey,
  Integer,
  Model,
  Moment,
  Money,
  now,
  Real,
  setting,
  Text,
  to,
} from '../../models/index.js';

@Model({
  name: 'ProductoProveedor',
  resource: 'productoproveedores',
  table: 'productosprov',
  description: 'The price at which one supplier offers a product variant in one currency.',
  example: { codproveedor: '1', referencia: 'CABLE-10', refproveedor: 'C10', precio: 7.5 },
  unique: [
    {
      name: 'uniq_productosprov',
      columns: ['codproveedor', 'refproveedor', 'referencia', 'coddivisa'],
    },
  ],
})
export class SupplierProduct {
  @Moment('Moment at which the price was last confirmed', { initial: now })
  actualizado!: string | null;

  @Code(3, 'Currency of the supplier price', {
    initial: setting('coddivisa'),
    references: to('divisas', 'RESTRICT'),
  })
  coddivisa!: string | null;

  @Code(10, 'Supplier who offers the product', {
    required: true,
    references: to('proveedores', 'CASCADE'),
  })
  codproveedor!: string;

  @Real('First discount of the supplier, in percent', { initial: 0 })
  dtopor!: number | null;

  @Real('Second discount of the supplier, in percent, applied after the first', { initial: 0 })
  dtopor2!: number | null;

  @GeneratedKey('Internal number of the supplier price')
  id!: number;

  @Integer('Product to which the variant belongs', { references: to('productos', 'CASCADE') })
  idproducto!: number | null;

  @Money('Price after both discounts, in the supplier currency', { initial: 0 })
  neto!: number | null;

  @Money('Price after both discounts, converted to euros', { default: 0 })
  netoeuros!: number | null;

  @Money('List price of the supplier before discounts, without tax', { initial: 0 })
  precio!: number | null;

  @Text(30, 'Own reference of the variant')
  referencia!: string | null;

  @Text(30, 'Reference that the supplier uses for the product', { required: true })
  refproveedor!: string;

  @Real('Quantity that the supplier has available', { default: 0 })
  stock!: number | null;
}
