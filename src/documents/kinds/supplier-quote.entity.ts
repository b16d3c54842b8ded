import { GeneratedKey, Model, setting, Text } from '../../models/index.js';
import { PurchaseDocument } from './purchase-document.entity.js';

@Model({
  name: 'PresupuestoProveedor',
  resource: 'presupuestoproveedores',
  table: 'presupuestosprov',
  description:
    'A purchase quote: prices and conditions obtained from a supplier. It can become an order or an invoice.',
  unique: [{ name: 'uniq_codigo_presupuestosprov', columns: ['codigo', 'idempresa'] }],
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
