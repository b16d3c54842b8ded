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
import type { StoredLine } from '../calculation/calculation.js';
import { taxGroups } from '../calculation/tax-groups.js';
import {
  keyOf,
  subjectOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { byPosition, linesOf } from './line-order.js';
import { seriesOf } from './masters.js';
import { calculationRules } from '../calculation/recalculation.js';

/** An invoice that this unit of work saved. */
interface Saved {
  readonly kind: DocumentKind;
  readonly invoice: AnyDocument;
  /** As it was before the unit of work; null for a new one. */
  readonly before: Readonly<AnyDocument> | null;
  /** The lines that it has now, where they are at hand. */
  lines: readonly AnyLine[] | null;
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

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.saved.size > 0;
  }

  /**
   * Says that an invoice was saved.
   *
   * @param changed columns that changed; all of a new one
   */
  note(
    kind: DocumentKind,
    invoice: AnyDocument,
    before: Readonly<AnyDocument> | null,
    changed: readonly string[],
  ): void {
    if (kind.stage !== 'invoice' || (before && !changed.some((name) => BOOKED.has(name)))) return;
    this.remember(kind, invoice, before);
  }

  /** As `note`, of an invoice whose lines were written too. */
  noteWithLines(
    kind: DocumentKind,
    invoice: AnyDocument,
    before: Readonly<AnyDocument> | null,
    lines: readonly AnyLine[],
  ): void {
    if (kind.stage === 'invoice') this.remember(kind, invoice, before).lines = lines;
  }

  async settle(): Promise<void> {
    for (const [name, invoice] of this.saved) {
      this.saved.delete(name);
      await keepBooks(invoice, this.context);
    }
  }

  private remember(
    kind: DocumentKind,
    invoice: AnyDocument,
    before: Readonly<AnyDocument> | null,
  ): Saved {
    const name = `${kind.name} ${keyOf(kind, invoice)}`;
    const known = this.saved.get(name);
    const entry: Saved = { kind, invoice, before: known ? known.before : before, lines: null };
    this.saved.set(name, entry);
    return entry;
  }
}

async function keepBooks({ kind, invoice, before, lines }: Saved, context: Context): Promise<void> {
  const flags = await syncReceipts(
    asReceiptInvoice(kind, invoice),
    before && asReceiptInvoice(kind, before),
    context,
  );
  const idasiento = await book(kind, invoice, lines, context);
  const books = { idasiento, ...flags };
  const isSame =
    invoice.idasiento === idasiento &&
    invoice.pagada === flags.pagada &&
    invoice.vencida === flags.vencida;
  Object.assign(invoice, books);
  if (!isSame)
    await context.records.assign(kind.document, { [kind.key]: keyOf(kind, invoice) }, books);
}

/** The entry of the invoice as it is now; null for none. */
async function book(
  kind: DocumentKind,
  invoice: AnyDocument,
  known: readonly AnyLine[] | null,
  context: Context,
): Promise<number | null> {
  const posted = invoice.idasiento ?? null;
  if (Number(invoice.total) === 0) {
    await unbookInvoice(posted, context);
    return null;
  }
  const lines = known ?? (await linesOf(kind, keyOf(kind, invoice), context));
  const party = { side: kind.side, code: subjectOf(kind, invoice) };
  const draft = await postedInvoice(kind, invoice, lines.toSorted(byPosition), context);
  const { idasiento, unposted } = await bookInvoice(draft, party, posted, context);
  if (unposted) {
    const what = { name: invoice.codigo, model: kind.name, key: keyOf(kind, invoice) };
    await warnUnposted(what, unposted, context);
  }
  return idasiento;
}

/** An invoice as the ledger sees it. */
async function postedInvoice(
  kind: DocumentKind,
  invoice: AnyDocument,
  lines: readonly AnyLine[],
  context: Context,
): Promise<PostedInvoice> {
  const rules = await calculationRules(kind, invoice, context);
  const series = await seriesOf(invoice, context);
  const products = await productsOf(
    lines.flatMap(({ idproducto }) => idproducto ?? []),
    context,
  );
  const stored = lines.map((line): StoredLine =>
    Object.assign(new kind.line(), line, {
      tipoproducto: products.get(line.idproducto ?? 0)?.tipo ?? null,
    }),
  );
  const taxes = [...new Set(stored.map(({ codimpuesto }) => codimpuesto))];
  const own = stored.filter(({ suplido }) => !suplido);
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
    groups: taxGroups(rules, stored),
    groupsByTax: taxes.flatMap((tax) =>
      taxGroups(
        rules,
        own.filter(({ codimpuesto }) => codimpuesto === tax),
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
export async function payInvoice(kind: DocumentKind, invoice: AnyDocument, context: Context) {
  if (kind.stage !== 'invoice') return;
  Object.assign(invoice, await payReceipts(asReceiptInvoice(kind, invoice), {}, context));
  await context.settle();
}

/** An invoice as its receipts see it. */
export function asReceiptInvoice(
  kind: DocumentKind,
  invoice: Readonly<AnyDocument>,
): ReceiptInvoice {
  return { ...invoice, side: kind.side } as unknown as ReceiptInvoice;
}
