import { Day, GeneratedKey, Model, Text } from '../../models/index.js';
import { SalesDocument } from './sales-document.entity.js';

@Model({
  name: 'PresupuestoCliente',
  resource: 'presupuestoclientes',
  table: 'presupuestoscli',
  description:
    'A sales quote: prices and conditions offered to a customer. It commits no stock and can become an order or an invoice.',
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
