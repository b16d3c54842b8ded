import {
  bookInvoice,
  fiscalYearOf,
  hasAmountOf,
  unbookInvoice,
  type PostedInvoice,
} from '../../accounting/index.js';
import { productsOf, type Product } from '../../catalogue/index.js';
import { RuleError } from '../../kernel/errors/problem.js';
import type { Context, SettlingPart } from '../../models/index.js';
import {
  payReceipts,
  syncReceipts,
  unpayReceipts,
  type ReceiptInvoice,
} from '../../payments/index.js';
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
  /** Whether anything changed that its receipts or its entry show. */
  readonly isShown: boolean;
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
  /** The invoices that a request wants paid, or unpaid. */
  private readonly wanted = new WeakMap<AnyDocument, boolean>();

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
    const { before, record, writtenLines } = document;
    const isShown = !before || !!writtenLines || changed.some((name) => BOOKED.has(name));
    if (!isShown && !this.wanted.has(record)) return;
    const name = `${document.kind.name} ${document.key}`;
    const known = this.saved.get(name);
    this.saved.set(name, {
      invoice: document,
      former: known ? known.former : document.former,
      isShown: isShown || !!known?.isShown,
    });
  }

  /** Says that an invoice that is being saved is to be paid, or unpaid, once it is. */
  want(invoice: AnyDocument, pagada: boolean): void {
    this.wanted.set(invoice, pagada);
  }

  async settle(): Promise<void> {
    for (const [name, saved] of this.saved) {
      this.saved.delete(name);
      if (saved.isShown) await keepBooks(saved);
      const pagada = this.wanted.get(saved.invoice.record);
      if (pagada !== undefined) await settlePayment(saved.invoice, pagada);
      this.wanted.delete(saved.invoice.record);
    }
  }
}

/** Pays an invoice, or takes that back, by its receipts. */
async function settlePayment(invoice: OpenDocument, isPaid: boolean): Promise<void> {
  const { record, context } = invoice;
  if (!!record.pagada === isPaid) return;
  const known = asReceiptInvoice(invoice);
  const { pagada, vencida } = isPaid
    ? await payReceipts(known, {}, context)
    : await unpayReceipts(known, context);
  Object.assign(record, { pagada, vencida });
}

async function keepBooks(saved: Saved): Promise<void> {
  const { invoice, former } = saved;
  const { kind, record, key, context } = invoice;
  const flags = await syncReceipts(
    { ...asReceiptInvoice(invoice), isPriced: await isPriced(invoice) },
    former && asReceiptInvoice(former),
    context,
  );
  const idasiento = await book(saved);
  const books = { idasiento, ...flags };
  const isSame =
    record.idasiento === idasiento &&
    record.pagada === flags.pagada &&
    record.vencida === flags.vencida;
  Object.assign(record, books);
  if (!isSame) await context.records.assign(kind.document, { [kind.key]: key }, books);
}

/** Whether an invoice asks for something: one of 0 does where any of its lines has a price. */
async function isPriced(invoice: OpenDocument): Promise<boolean> {
  if (Number(invoice.record.total) !== 0) return true;
  return (await linesOf(invoice)).some(({ pvpunitario }) => pvpunitario !== 0);
}

/** A header that comes alone has no lines yet. */
async function linesOf(invoice: OpenDocument): Promise<readonly AnyLine[]> {
  return invoice.before || invoice.writtenLines ? invoice.lines() : [];
}

/** The entry of the invoice as it is now; null for none. */
async function book({ invoice, former }: Saved): Promise<number | null> {
  const { kind, record, key, context } = invoice;
  const posted = record.idasiento ?? null;
  const isEmpty = Number(record.total) === 0;
  const lines = isEmpty ? await linesOf(invoice) : await invoice.lines();
  if (isEmpty && lines.every(({ pvptotal }) => pvptotal === 0)) {
    await unbookInvoice(posted, context);
    return null;
  }
  const party = { side: kind.side, code: invoice.subjectCode };
  const draft = await postedInvoice(invoice, lines);
  const then =
    former && posted !== null && former.subjectCode === invoice.subjectCode
      ? await postedInvoice(former, await invoice.formerLines())
      : null;
  if (posted !== null && then && (await saysWhatItDid(posted, { draft, then }, context))) {
    return posted;
  }
  const entry = { posted, movesSame: !!then && movesTheSame(draft, then) };
  const { idasiento, unposted } = await bookInvoice(draft, party, entry, context);
  if (unposted)
    await warnUnposted({ name: record.codigo, model: kind.name, key }, unposted, context);
  return idasiento;
}

interface Facts {
  readonly draft: PostedInvoice;
  /** As it was before. */
  readonly then: PostedInvoice;
}

/**
 * Whether what an invoice says to the ledger did not change, and its entry has the amount of it. Then
 * the entry stays, whatever the accounts, taxes and rates of today would make of the invoice.
 */
async function saysWhatItDid(
  posted: number,
  { draft, then }: Facts,
  context: Context,
): Promise<boolean> {
  return isSame(draft, then) && (await hasAmountOf(posted, draft, context));
}

/** What an entry tells of an invoice beside its amounts. */
const TOLD = { codigo: '', numero: '', codserie: '', cifnif: null, name: '', reference: null };

function movesTheSame(draft: PostedInvoice, then: PostedInvoice): boolean {
  return isSame({ ...draft, ...TOLD }, { ...then, ...TOLD });
}

/** Both are made in the same way. */
function isSame(one: PostedInvoice, other: PostedInvoice): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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
  const { pagada, vencida } = await payReceipts(asReceiptInvoice(document), {}, context);
  Object.assign(record, { pagada, vencida });
  await context.settle();
}

/** An invoice as its receipts see it. */
export function asReceiptInvoice({ kind, record }: OpenDocument): ReceiptInvoice {
  return Object.assign({}, record, { side: kind.side }) as unknown as ReceiptInvoice;
}
