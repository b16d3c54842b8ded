/*
 * Statuses of documents as a fresh installation has them (`seeds/ESP/estados_documentos.csv`):
 * `idestado` by what a document of the kind is in it.
 */

export const QUOTE = { open: 1, ordered: 2, rejected: 3, invoiced: 24 } as const;
export const ORDER = { open: 4, delivered: 5, cancelled: 6, invoiced: 25 } as const;
export const DELIVERY = { open: 7, invoiced: 8, returned: 9 } as const;
export const INVOICE = { draft: 10, issued: 11 } as const;

export const PURCHASE_QUOTE = { open: 12, ordered: 13, cancelled: 14, invoiced: 26 } as const;
export const PURCHASE_ORDER = { open: 15, delivered: 16, cancelled: 17, invoiced: 27 } as const;
export const PURCHASE_DELIVERY = { open: 18, invoiced: 19, returned: 20 } as const;
export const PURCHASE_INVOICE = { draft: 21, received: 22 } as const;
