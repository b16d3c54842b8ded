import { Bool, Code, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'FormaPago',
  resource: 'formapagos',
  table: 'formaspago',
  description: 'A payment method: how and within what term an invoice is paid.',
  example: {
    codpago: '30D',
    descripcion: '30 days',
    plazovencimiento: 30,
    tipovencimiento: 'days',
  },
})
export class PaymentMethod {
  @Bool('True while the payment method can be chosen', { default: true })
  activa!: boolean | null;

  @Code(10, 'Own bank account where the money moves', {
    references: to('cuentasbanco', 'SET NULL'),
  })
  codcuentabanco!: string | null;

  @Code(10, 'Code that identifies the payment method', { key: true })
  codpago!: string;

  @Text(100, 'Name of the payment method', { required: true })
  descripcion!: string;

  @Bool('True if collected by direct debit', { initial: false })
  domiciliado!: boolean | null;

  @Integer('Own company that uses the payment method', { references: to('empresas', 'CASCADE') })
  idempresa!: number | null;

  @Bool('True to print the payment method on documents', { default: true })
  imprimir!: boolean | null;

  @Bool('True if receipts with this method are paid at once', { default: false })
  pagado!: boolean | null;

  @Integer('Number of periods until the due date, 0 or more', { initial: 0 })
  plazovencimiento!: number | null;

  @Text(10, 'Unit of the term: days, weeks, months or years', { initial: 'days' })
  tipovencimiento!: string | null;
}
