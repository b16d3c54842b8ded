import { Code, Integer, Money, Text, to } from '../../models/index.js';
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

  @Text(200, 'Tracking code given by the carrier')
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
