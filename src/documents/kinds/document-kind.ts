import type { Entity } from '../../models/index.js';
import { PARTY_COLUMNS, type PartyColumn, type Side } from '../../parties/index.js';
import type { BusinessDocument } from './business-document.entity.js';
import {
  CustomerDeliveryNoteLine,
  CustomerInvoiceLine,
  CustomerOrderLine,
  CustomerQuoteLine,
  type SalesLine,
} from './sales-line.entity.js';
import {
  CustomerDeliveryNote,
  CustomerInvoice,
  CustomerOrder,
  CustomerQuote,
  type SalesDocument,
} from './sales-document.entity.js';
import type { DocumentLine } from './document-line.entity.js';
import {
  type PurchaseDocument,
  SupplierDeliveryNote,
  SupplierInvoice,
  SupplierOrder,
  SupplierQuote,
} from './purchase-document.entity.js';
import {
  SupplierDeliveryNoteLine,
  SupplierInvoiceLine,
  SupplierOrderLine,
  SupplierQuoteLine,
} from './purchase-line.entity.js';

/** A document of any kind: columns that only some kinds have may be absent. */
export type AnyDocument = BusinessDocument &
  Partial<Omit<SalesDocument, keyof BusinessDocument>> &
  Partial<Omit<PurchaseDocument, keyof BusinessDocument>> &
  Partial<Omit<CustomerInvoice & CustomerOrder, keyof SalesDocument | KeyColumn>>;

/** A line of any kind of document. */
export type AnyLine = DocumentLine &
  Partial<Omit<SalesLine, keyof DocumentLine>> &
  Partial<Omit<CustomerInvoiceLine, keyof SalesLine | KeyColumn>>;

export type Stage = 'quote' | 'order' | 'delivery note' | 'invoice';

/** The name of the key column of a document, which its lines have too. */
type KeyColumn = 'idpresupuesto' | 'idpedido' | 'idalbaran' | 'idfactura';

/** What tells the eight kinds of document apart; everything else they have in common. */
export interface DocumentKind {
  /** Name of the model, as statuses, sequences and traces write it. */
  readonly name: string;
  readonly side: Side;
  readonly stage: Stage;
  readonly document: Entity<AnyDocument>;
  readonly line: Entity<AnyLine>;
  readonly key: KeyColumn;
  /** The column that names the customer or supplier, in its table and in documents. */
  readonly subjectColumn: PartyColumn;
  /** Pattern of the codes of a sequence that is made when there is none. */
  readonly pattern: string;
}

/** What both sides have in common: the name, the key, and how the codes of a sequence begin. */
const STAGES = {
  quote: { name: 'Presupuesto', key: 'idpresupuesto', prefix: 'PRE' },
  order: { name: 'Pedido', key: 'idpedido', prefix: 'PED' },
  'delivery note': { name: 'Albaran', key: 'idalbaran', prefix: 'ALB' },
  invoice: { name: 'Factura', key: 'idfactura', prefix: 'F' },
} as const;

export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  kind('sales', 'quote', CustomerQuote, CustomerQuoteLine),
  kind('sales', 'order', CustomerOrder, CustomerOrderLine),
  kind('sales', 'delivery note', CustomerDeliveryNote, CustomerDeliveryNoteLine),
  kind('sales', 'invoice', CustomerInvoice, CustomerInvoiceLine),
  kind('purchase', 'quote', SupplierQuote, SupplierQuoteLine),
  kind('purchase', 'order', SupplierOrder, SupplierOrderLine),
  kind('purchase', 'delivery note', SupplierDeliveryNote, SupplierDeliveryNoteLine),
  kind('purchase', 'invoice', SupplierInvoice, SupplierInvoiceLine),
];

/** The kind of document that a model name stands for. */
export function kindNamed(name: string | null): DocumentKind | undefined {
  return DOCUMENT_KINDS.find((kind) => kind.name === name);
}

/** The kind of a document or of its lines, by their entity. */
export function kindOf(entity: Entity): DocumentKind {
  const kind = DOCUMENT_KINDS.find(({ document, line }) => document === entity || line === entity);
  if (!kind) throw new Error(`${entity.name} is no kind of document`);
  return kind;
}

/** Whether a model name is that of an invoice, on either side. */
export function isInvoice(name: string): boolean {
  return kindNamed(name)?.stage === 'invoice';
}

/** The document that contains the line. */
export function parentKeyOf(kind: DocumentKind, line: DocumentLine): number {
  return (line as unknown as Record<string, number>)[kind.key] ?? 0;
}

function kind(
  side: Side,
  stage: Stage,
  document: Entity<AnyDocument>,
  line: Entity<AnyLine>,
): DocumentKind {
  const isSale = side === 'sales';
  const { name, key, prefix } = STAGES[stage];
  return {
    name: `${name}${isSale ? 'Cliente' : 'Proveedor'}`,
    side,
    stage,
    document,
    line,
    key,
    subjectColumn: PARTY_COLUMNS[side],
    pattern: `${prefix}${isSale ? '' : 'P'}{EJE}{SERIE}{NUM}`,
  };
}
