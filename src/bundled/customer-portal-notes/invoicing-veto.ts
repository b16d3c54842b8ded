import {
  CustomerInvoice,
  Injectable,
  ModelHooks,
  refuse,
  unescapeText,
  type Context,
} from 'facturanest/plugin';
import { validNotes } from './valid-notes.js';

/** Keeps customers with a blocking note from getting invoices, whoever makes them. */
@Injectable()
export class InvoicingVeto extends ModelHooks<CustomerInvoice> {
  readonly model = CustomerInvoice;

  /** @throws RuleError `customer-not-invoiced` that names the note */
  override async test(
    invoice: CustomerInvoice,
    before: Readonly<CustomerInvoice> | null,
    context: Context,
  ): Promise<void> {
    const { codcliente } = invoice;
    if (!codcliente || !isIssued(invoice, before)) return;
    const [note] = await validNotes(context, codcliente, 'blocking', context.today);
    if (!note) return;
    refuse('customer-not-invoiced', 'codcliente', {
      customer: unescapeText(invoice.nombrecliente),
      note: note.id,
      reason: unescapeText(note.reason ?? ''),
    });
  }
}

/**
 * Whether a customer gets an invoice that they did not have: a new one, a draft that becomes final,
 * or somebody else's. Refunds pass, because a wrong invoice must be corrected whatever else is
 * agreed (RD 1619/2012, article 15).
 */
function isIssued(invoice: CustomerInvoice, before: Readonly<CustomerInvoice> | null): boolean {
  if (invoice.idfacturarect !== null) return false;
  if (before?.codcliente !== invoice.codcliente) return true;
  return before.editable === true && invoice.editable !== true;
}
