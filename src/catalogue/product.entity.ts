import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  LongText,
  Model,
  Moment,
  Money,
  now,
  Real,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Producto',
  resource: 'productos',
  table: 'productos',
  description:
    'A product or service that is bought or sold. Its variants carry the individual references, costs and prices.',
  example: {
    referencia: 'CABLE-10',
    descripcion: 'Cable 10 m',
    precio: 12.5,
    codimpuesto: 'IVA21',
  },
  unique: [{ name: 'uniq_productos_referencia', columns: ['referencia'] }],
})
export class Product {
  @Moment('Moment of the last change of the product', { initial: now })
  actualizado!: string | null;

  @Bool('True if the product may be neither bought, sold nor published', { default: false })
  bloqueado!: boolean | null;

  @Code(8, 'Manufacturer or brand of the product', { references: to('fabricantes', 'SET NULL') })
  codfabricante!: string | null;

  @Code(8, 'Family in which the product is classified', { references: to('familias', 'SET NULL') })
  codfamilia!: string | null;

  @Code(10, 'Tax applied when the product is sold or bought', {
    initial: setting('codimpuesto'),
    references: to('impuestos', 'SET NULL'),
  })
  codimpuesto!: string | null;

  @Text(15, 'Ledger account for purchases; empty takes that of the family')
  codsubcuentacom!: string | null;

  @Text(15, 'Ledger account for withholding on purchases; empty takes that of the family')
  codsubcuentairpfcom!: string | null;

  @Text(15, 'Ledger account for sales; empty takes that of the family')
  codsubcuentaven!: string | null;

  @LongText('Text that describes the product on document lines')
  descripcion!: string | null;

  @Text(20, 'Reason for VAT exemption; only together with a zero rate tax')
  excepcioniva!: string | null;

  @Day('Date on which the product was registered', { initial: today })
  fechaalta!: string | null;

  @GeneratedKey('Internal number of the product')
  idproducto!: number;

  @Bool('True for services and other products without stock control', { default: false })
  nostock!: boolean | null;

  @LongText('Free notes about the product')
  observaciones!: string | null;

  @Money('Selling price without tax, that of the main variant', { default: 0 })
  precio!: number | null;

  @Bool('True if the product may be shown to the public', { default: false })
  publico!: boolean | null;

  @Text(30, 'Reference of the product and of its main variant, unique', { required: true })
  referencia!: string;

  @Bool('True if the product can be bought', { default: true })
  secompra!: boolean | null;

  @Bool('True if the product can be sold', { default: true })
  sevende!: boolean | null;

  @Real('Physical stock of all variants in all warehouses', { default: 0 })
  stockfis!: number | null;

  @Text(50, 'Kind for tax rules, e.g. Normal, Servicio or Segunda mano')
  tipo!: string | null;

  @Bool('True if it may be sold without enough stock', {
    default: false,
    initial: setting('ventasinstock'),
  })
  ventasinstock!: boolean | null;
}
