import { GeneratedKey, Model } from '../../models/index.js';
import { SalesDocument } from './sales-document.entity.js';

@Model({
  name: 'AlbaranCliente',
  resource: 'albaranclientes',
  table: 'albaranescli',
  description:
    'A sales delivery note: goods or services handed over to a customer. It takes stock out and is invoiced later.',
  unique: [{ name: 'uniq_codigo_albaranescli', columns: ['codigo', 'idempresa'] }],
})
export class CustomerDeliveryNote extends SalesDocument {
  @GeneratedKey('Internal number of the delivery note')
  idalbaran!: number;
}
