import { GeneratedKey, Model } from '../../models/index.js';
import { PurchaseDocument } from './purchase-document.entity.js';

@Model({
  name: 'PedidoProveedor',
  resource: 'pedidoproveedores',
  table: 'pedidosprov',
  description:
    'A purchase order sent to a supplier. While open its quantities count as stock pending receipt.',
  unique: [{ name: 'uniq_codigo_pedidosprov', columns: ['codigo', 'idempresa'] }],
})
export class SupplierOrder extends PurchaseDocument {
  @GeneratedKey('Internal number of the order')
  idpedido!: number;
}
