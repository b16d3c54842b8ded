import {
  bookInvoice,
  fiscalYearOf,
  unbookInvoice,
  type PostedInvoice,
} from '../../accounting/index.js';
import { productsOf, type Product } from '../../catalogue/index.js';
import { RuleError } from '../../kernel/errors/problem.js';
import type { Context, SettlingPart } from '../../models/index.js';
import { payReceipts, syncReceipts, type ReceiptInvoice } from '../../payments/index.js';
import { warnUnposted } from '../../log/index.js';
import { taxGroups } from '../calculation/tax-groups.js';
import type { AnyDocument, AnyLine, DocumentKind } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { storedTaxesOf } from '../calculation/recalculation.js';
import { storedGroups } from '../calculation/stored-taxes.js';

/** An invoice that this unit of work saved. */
interface Saved {
  readonly invoice: OpenDocument;
  /** As it was before the unit of work; null for a new one. */
  readonly former: OpenDocument | null;
}

/** Columns of an invoice that its receipts or its entry show; a change of others leaves them be. */
const BOOKED: ReadonlySet<string> = new Set([
  'cifnif',
  'codcliente',
  'coddivisa',
  'codigo',
  'codpago',
  'codproveedor',
  'codserie',
  'fecha',
  'fechadevengo',
  'neto',
  'nombre',
  'nombrecliente',
  'numero2',
  'numproveedor',
  'operacion',
  'tasaconv',
  'total',
  'totalirpf',
  'totaliva',
  'totalrecargo',
  'totalsuplidos',
]);

/**
 * The invoices that one unit of work saved. Once it has written everything else, their receipts and
 * their journal entries are brought in line with them, in the same transaction.
 */
export class InvoiceBooks implements SettlingPart {
  private readonly saved = new Map<string, Saved>();

  get isUnsettled(): boolean {
    return this.saved.size > 0;
  }

  /**
   * Says that a document was saved; of documents that are no invoices there are no books.
   *
   * @param changed columns that changed; all of a new one
   */
  note(document: OpenDocument, changed: readonly string[] = []): void {
    if (document.kind.stage !== 'invoice') return;
    const isShown = !document.before || changed.some((name) => BOOKED.has(name));
    if (!isShown && !document.writtenLines) return;
    const name = `${document.kind.name} ${document.key}`;
    const known = this.saved.get(name);
    this.saved.set(name, { invoice: document, former: known ? known.former : document.former });
  }

  async settle(): Promise<void> {
    for (const [name, invoice] of this.saved) {
      this.saved.delete(name);
      await keepBooks(invoice);
    }
  }
}

async function keepBooks({ invoice, former }: Saved): Promise<void> {
  const { kind, record, key, context } = invoice;
  const flags = await syncReceipts(
    asReceiptInvoice(invoice),
    former && asReceiptInvoice(former),
    context,
  );
  const idasiento = await book(invoice);
  const books = { idasiento, ...flags };
  const isSame =
    record.idasiento === idasiento &&
    record.pagada === flags.pagada &&
    record.vencida === flags.vencida;
  Object.assign(record, books);
  if (!isSame) await context.records.assign(kind.document, { [kind.key]: key }, books);
}

/** The entry of the invoice as it is now; null for none. */
async function book(invoice: OpenDocument): Promise<number | null> {
  const { kind, record, key, context } = invoice;
  const posted = record.idasiento ?? null;
  if (Number(record.total) === 0) {
    await unbookInvoice(posted, context);
    return null;
  }
  const party = { side: kind.side, code: invoice.subjectCode };
  const draft = await postedInvoice(invoice, await invoice.lines());
  const { idasiento, unposted } = await bookInvoice(draft, party, posted, context);
  if (unposted)
    await warnUnposted({ name: record.codigo, model: kind.name, key }, unposted, context);
  return idasiento;
}

/** An invoice as the ledger sees it. */
async function postedInvoice(
  document: OpenDocument,
  lines: readonly AnyLine[],
): Promise<PostedInvoice> {
  const { kind, record: invoice, context } = document;
  const series = await document.series();
  const products = await productsOf(
    lines.flatMap(({ idproducto }) => idproducto ?? []),
    context,
  );
  const stored = await storedTaxesOf(document, lines);
  const taxes = [...new Set(lines.map(({ codimpuesto }) => codimpuesto))];
  return {
    side: kind.side,
    idempresa: Number(invoice.idempresa),
    ...(await accrual(invoice, context)),
    codigo: invoice.codigo,
    numero: invoice.numero,
    codserie: invoice.codserie,
    cifnif: invoice.cifnif,
    name: (kind.side === 'sales' ? invoice.nombrecliente : invoice.nombre) ?? '',
    reference: (kind.side === 'sales' ? invoice.numero2 : invoice.numproveedor) ?? null,
    operacion: invoice.operacion,
    idfacturarect: invoice.idfacturarect ?? null,
    total: Number(invoice.total),
    neto: Number(invoice.neto),
    totaliva: Number(invoice.totaliva),
    totalrecargo: Number(invoice.totalrecargo),
    totalirpf: Number(invoice.totalirpf),
    totalsuplidos: Number(invoice.totalsuplidos),
    dtopor1: invoice.dtopor1,
    dtopor2: invoice.dtopor2,
    coddivisa: invoice.coddivisa,
    tasaconv: invoice.tasaconv,
    iddiario: series?.iddiario ?? null,
    canal: series?.canal ?? null,
    lines: lines.map((line) => ({
      idproducto: line.idproducto,
      productAccount: accountOf(kind, products.get(line.idproducto ?? 0)),
      productFamily: products.get(line.idproducto ?? 0)?.codfamilia ?? null,
      irpf: line.irpf,
      suplido: line.suplido,
      pvptotal: line.pvptotal,
    })),
    groups: storedGroups(stored),
    // The last part of several takes the cents that the totals have beyond their groups.
    groupsByTax: taxes.flatMap((tax) =>
      taxGroups(
        stored.rules,
        stored.lines.filter(({ codimpuesto, suplido }) => !suplido && codimpuesto === tax),
      ),
    ),
  };
}

function accountOf({ side }: DocumentKind, product: Product | undefined): string | null {
  return (side === 'sales' ? product?.codsubcuentaven : product?.codsubcuentacom) ?? null;
}

/** The day of the entry with its fiscal year: that of accrual, unless its year is closed. */
async function accrual(
  { fecha, fechadevengo, codejercicio, idempresa }: AnyDocument,
  context: Context,
) {
  if (!fechadevengo || fechadevengo === fecha) return { fecha, codejercicio };
  try {
    const year = await fiscalYearOf(Number(idempresa), fechadevengo, context);
    return { fecha: fechadevengo, codejercicio: year.codejercicio };
  } catch (error) {
    if (error instanceof RuleError) return { fecha, codejercicio };
    throw error;
  }
}

/** Pays all receipts of an invoice; other documents have none. */
export async function payInvoice(document: OpenDocument): Promise<void> {
  const { kind, record, context } = document;
  if (kind.stage !== 'invoice') return;
  Object.assign(record, await payReceipts(asReceiptInvoice(document), {}, context));
  await context.settle();
}

/** An invoice as its receipts see it. */
export function asReceiptInvoice({ kind, record }: OpenDocument): ReceiptInvoice {
  return Object.assign({}, record, { side: kind.side }) as unknown as ReceiptInvoice;
}
