const INVOICES = ['FacturaCliente', 'FacturaProveedor'];

/** Whether the kind of document (by its model name) is an invoice, on either side. */
export function isInvoice(tipodoc: string): boolean {
  return INVOICES.includes(tipodoc);
}
