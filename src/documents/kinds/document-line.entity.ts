import {
  Bool,
  Code,
  GeneratedKey,
  Integer,
  LongText,
  Money,
  Real,
  setting,
  Text,
  to,
} from '../../models/index.js';

/** What the examples of all lines show, beside the document that they belong to. */
export const EXAMPLE_LINE = {
  descripcion: 'Oak desk',
  cantidad: 2,
  pvpunitario: 149.9,
  codimpuesto: 'IVA21',
  iva: 21,
  pvpsindto: 299.8,
  pvptotal: 299.8,
} as const;

/** What the lines of all documents have in common. */
export abstract class DocumentLine {
  @Integer('Stock effect: 0 none, 1 adds, -1 subtracts, 2 expected, -2 reserved', {
    required: true,
    default: 0,
  })
  actualizastock!: number;

  @Real('Number of units; negative for returns', { required: true, initial: 1 })
  cantidad!: number;

  @Code(10, 'Tax applied to the line; empty for untaxed lines', {
    initial: setting('codimpuesto'),
    references: to('impuestos', 'RESTRICT'),
  })
  codimpuesto!: string | null;

  @LongText('Text printed for the line', { initial: '' })
  descripcion!: string | null;

  @Real('First line discount, in percent', { required: true, default: 0 })
  dtopor!: number;

  @Real('Second line discount, in percent, applied after the first', { required: true, default: 0 })
  dtopor2!: number;

  @Text(20, 'Reason for VAT exemption or non-subjection, e.g. ES_20 or ES_25')
  excepcioniva!: string | null;

  @GeneratedKey('Internal number of the line')
  idlinea!: number;

  @Integer('Product sold; empty for free text lines', { references: to('productos', 'SET NULL') })
  idproducto!: number | null;

  @Real('Income tax withholding percentage of the line', { initial: 0 })
  irpf!: number | null;

  @Real('VAT percentage, frozen when the line was calculated', { required: true })
  iva!: number;

  @Integer('Print position; higher values come first', { default: 0 })
  orden!: number | null;

  @Money('Quantity times unit price before discounts and tax, not rounded', {
    required: true,
    initial: 0,
  })
  pvpsindto!: number;

  @Money('Line amount after the line discounts, before tax, not rounded', {
    required: true,
    initial: 0,
  })
  pvptotal!: number;

  @Money('Price of one unit without tax, in the document currency', { required: true, initial: 0 })
  pvpunitario!: number;

  @Real('Equivalence surcharge percentage of the line', { required: true })
  recargo!: number;

  @Text(30, 'Reference of the variant, or any free text code')
  referencia!: string | null;

  @Real('Quantity already passed on to a following document', { required: true, default: 0 })
  servido!: number;

  @Bool('True for a disbursement: untaxed and outside the net amount', { default: false })
  suplido!: boolean | null;
}
