import { Day, GeneratedKey, Model } from '../../models/index.js';
import { SalesDocument } from './sales-document.entity.js';

@Model({
  name: 'PedidoCliente',
  resource: 'pedidoclientes',
  table: 'pedidoscli',
  description:
    'A sales order that a customer has placed. While open it reserves stock, and it turns into delivery notes or invoices.',
  unique: [{ name: 'uniq_codigo_pedidoscli', columns: ['codigo', 'idempresa'] }],
})
export class CustomerOrder extends SalesDocument {
  @Day('Last day on which the offered conditions are valid')
  finoferta!: string | null;

  @GeneratedKey('Internal number of the order')
  idpedido!: number;
}
