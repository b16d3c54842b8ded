import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Integer,
  Model,
  Money,
  Text,
  to,
} from '../../models/index.js';
import { BusinessDocument } from './business-document.entity.js';

/** A document for a customer. */
export abstract class SalesDocument extends BusinessDocument {
  @Code(10, 'Sales agent to whom the document is credited', {
    references: to('agentes', 'SET NULL'),
  })
  codagente!: string | null;

  @Code(10, 'Customer to whom the document is addressed', {
    references: to('clientes', 'RESTRICT'),
  })
  codcliente!: string | null;

  @Text(200, 'Tracking code given by the carrier', { freeText: false })
  codigoenv!: string | null;

  @Code(8, 'Carrier that transports the goods', { references: to('agenciastrans', 'SET NULL') })
  codtrans!: string | null;

  @Integer('Contact that holds the shipping address')
  idcontactoenv!: number | null;

  @Integer('Contact from which the billing address was taken')
  idcontactofact!: number | null;

  @Text(100, 'Legal name of the customer, copied at creation')
  nombrecliente!: string | null;

  @Text(50, 'Free reference number of the customer, such as their order number')
  numero2!: string | null;

  @Money('Profit: net amount less total cost, two decimals', { initial: 0 })
  totalbeneficio!: number | null;

  @Money('Cost of all lines: sum of quantity times unit cost', { initial: 0 })
  totalcoste!: number | null;
}

/** Of the customer as the document keeps them. */
const CUSTOMER = { nombrecliente: 'Talleres Ruiz', cifnif: '12345678Z' };

@Model({
  name: 'PresupuestoCliente',
  resource: 'presupuestoclientes',
  table: 'presupuestoscli',
  description:
    'A sales quote: prices and conditions offered to a customer. It commits no stock and can become an order or an invoice.',
  example: { codcliente: '1', ...CUSTOMER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_presupuestoscli', columns: ['codigo', 'idempresa'] }],
})
export class CustomerQuote extends SalesDocument {
  @Text(30, 'Tax identification number of the customer, copied at creation')
  override cifnif!: string | null;

  @Day('Last day on which the offered conditions are valid')
  finoferta!: string | null;

  @GeneratedKey('Internal number of the quote')
  idpresupuesto!: number;
}

@Model({
  name: 'PedidoCliente',
  resource: 'pedidoclientes',
  table: 'pedidoscli',
  description:
    'A sales order that a customer has placed. While open it reserves stock, and it turns into delivery notes or invoices.',
  example: { codcliente: '1', ...CUSTOMER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_pedidoscli', columns: ['codigo', 'idempresa'] }],
})
export class CustomerOrder extends SalesDocument {
  @Day('Last day on which the offered conditions are valid')
  finoferta!: string | null;

  @GeneratedKey('Internal number of the order')
  idpedido!: number;
}

@Model({
  name: 'AlbaranCliente',
  resource: 'albaranclientes',
  table: 'albaranescli',
  description:
    'A sales delivery note: goods or services handed over to a customer. It takes stock out and is invoiced later.',
  example: { codcliente: '1', ...CUSTOMER, observaciones: 'By Friday' },
  unique: [{ name: 'uniq_codigo_albaranescli', columns: ['codigo', 'idempresa'] }],
})
export class CustomerDeliveryNote extends SalesDocument {
  @GeneratedKey('Internal number of the delivery note')
  idalbaran!: number;
}

@Model({
  name: 'FacturaCliente',
  resource: 'facturaclientes',
  table: 'facturascli',
  description:
    'A sales invoice or refund issued to a customer. It produces receipts and a journal entry.',
  example: { codcliente: '1', ...CUSTOMER, observaciones: 'Thank you' },
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
    protected: true,
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
