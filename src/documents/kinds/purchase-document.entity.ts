import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Integer,
  Model,
  setting,
  Text,
  to,
} from '../../models/index.js';
import { BusinessDocument } from './business-document.entity.js';

/** A document from a supplier. */
export abstract class PurchaseDocument extends BusinessDocument {
  @Code(10, 'Supplier with whom the document is made', {
    references: to('proveedores', 'RESTRICT'),
  })
  codproveedor!: string | null;

  @Text(100, 'Legal name of the supplier, copied at creation')
  nombre!: string | null;

  @Text(50, 'Number that the supplier gave to this document')
  numproveedor!: string | null;
}

/** Of the supplier as the document keeps them. */
const SUPPLIER = { nombre: 'Cables Norte SL', cifnif: 'B12345674' };

@Model({
  name: 'PresupuestoProveedor',
  resource: 'presupuestoproveedores',
  table: 'presupuestosprov',
  description:
    'A purchase quote: prices and conditions obtained from a supplier. It can become an order or an invoice.',
  example: { codproveedor: '1', ...SUPPLIER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_presupuestosprov', columns: ['codigo', 'idempresa'] }],
  behind: { coddivisa: 'codigo', direccion: 'dtopor2', nombre: 'numdocs' },
})
export class SupplierQuote extends PurchaseDocument {
  @Text(10, 'Payment method agreed with the supplier', {
    required: true,
    initial: setting('codpago'),
  })
  override codpago!: string;

  @GeneratedKey('Internal number of the quote')
  idpresupuesto!: number;
}

@Model({
  name: 'PedidoProveedor',
  resource: 'pedidoproveedores',
  table: 'pedidosprov',
  description:
    'A purchase order sent to a supplier. While open its quantities count as stock pending receipt.',
  example: { codproveedor: '1', ...SUPPLIER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_pedidosprov', columns: ['codigo', 'idempresa'] }],
  behind: { direccion: 'dtopor2' },
})
export class SupplierOrder extends PurchaseDocument {
  @GeneratedKey('Internal number of the order')
  idpedido!: number;
}

@Model({
  name: 'AlbaranProveedor',
  resource: 'albaranproveedores',
  table: 'albaranesprov',
  description:
    'A purchase delivery note: goods or services received from a supplier. It adds stock and is invoiced later.',
  example: { codproveedor: '1', ...SUPPLIER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_albaranesprov', columns: ['codigo', 'idempresa'] }],
  behind: { editable: 'codserie', direccion: 'dtopor2' },
})
export class SupplierDeliveryNote extends PurchaseDocument {
  @GeneratedKey('Internal number of the delivery note')
  idalbaran!: number;

  @Text(100, 'Legal name of the supplier, copied at creation', { required: true })
  override nombre!: string;
}

@Model({
  name: 'FacturaProveedor',
  resource: 'facturaproveedores',
  table: 'facturasprov',
  description:
    'A purchase invoice or refund received from a supplier. It produces receipts and a journal entry.',
  example: { codproveedor: '1', ...SUPPLIER, observaciones: 'By Friday' },
  unique: [
    { name: 'uniq_codigo_facturasprov', columns: ['codigo', 'idempresa'] },
    {
      name: 'uniq_numero_facturasprov',
      columns: ['codejercicio', 'codserie', 'idempresa', 'numero'],
    },
  ],
  behind: { direccion: 'dtopor2', nombre: 'numdocs' },
})
export class SupplierInvoice extends PurchaseDocument {
  @Text(20, 'Code of the invoice that this refund corrects')
  codigorect!: string | null;

  @Day('Accrual date, used by the journal entry instead of the invoice date')
  fechadevengo!: string | null;

  @Integer('Journal entry that posts this invoice; empty if not accounted', {
    protected: true,
    references: to('asientos', 'SET NULL'),
  })
  idasiento!: number | null;

  @GeneratedKey('Internal number of the invoice')
  idfactura!: number;

  @Integer('Invoice that this refund corrects', { references: to('facturasprov', 'RESTRICT') })
  idfacturarect!: number | null;

  @Text(100, 'Legal name of the supplier, copied at creation', { required: true })
  override nombre!: string;

  @Bool('True when the paid receipts cover the total', { default: false })
  pagada!: boolean | null;

  @Bool('True when some unpaid receipt is past its due date', { default: false })
  vencida!: boolean | null;
}
