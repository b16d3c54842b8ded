import { Bool, Day, GeneratedKey, Integer, Model, Text, to } from '../../models/index.js';
import { SalesDocument } from './sales-document.entity.js';

@Model({
  name: 'FacturaCliente',
  resource: 'facturaclientes',
  table: 'facturascli',
  description:
    'A sales invoice or refund issued to a customer. It produces receipts and a journal entry.',
  unique: [
    { name: 'uniq_codigo_facturascli', columns: ['codigo', 'idempresa'] },
    {
      name: 'uniq_number_facturascli',
      columns: ['codejercicio', 'codserie', 'idempresa', 'numero'],
    },
  ],
})
export class CustomerInvoice extends SalesDocument {
  @Text(20, 'Code of the invoice that this refund corrects')
  codigorect!: string | null;

  @Day('Accrual date, used by the journal entry instead of the invoice date')
  fechadevengo!: string | null;

  @Integer('Journal entry that posts this invoice; empty if not accounted', {
    references: to('asientos', 'SET NULL'),
  })
  idasiento!: number | null;

  @GeneratedKey('Internal number of the invoice')
  idfactura!: number;

  @Integer('Invoice that this refund corrects', { references: to('facturascli', 'RESTRICT') })
  idfacturarect!: number | null;

  @Text(100, 'Legal name of the customer, copied at creation', { required: true })
  override nombrecliente!: string;

  @Bool('True when the paid receipts cover the total', { default: false })
  pagada!: boolean | null;

  @Bool('True when some unpaid receipt is past its due date', { default: false })
  vencida!: boolean | null;
}
