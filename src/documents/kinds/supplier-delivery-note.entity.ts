import { GeneratedKey, Model, Text } from '../../models/index.js';
import { PurchaseDocument } from './purchase-document.entity.js';

@Model({
  name: 'AlbaranProveedor',
  resource: 'albaranproveedores',
  table: 'albaranesprov',
  description:
    'A purchase delivery note: goods or services received from a supplier. It adds stock and is invoiced later.',
  unique: [{ name: 'uniq_codigo_albaranesprov', columns: ['codigo', 'idempresa'] }],
})
export class SupplierDeliveryNote extends PurchaseDocument {
  @GeneratedKey('Internal number of the delivery note')
  idalbaran!: number;

  @Text(100, 'Legal name of the supplier, copied at creation', { required: true })
  override nombre!: string;
}
