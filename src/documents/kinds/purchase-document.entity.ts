import { Code, Text, to } from '../../models/index.js';
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
