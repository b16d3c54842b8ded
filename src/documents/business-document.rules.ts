import { Currency } from '../company/index.js';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import type { BusinessDocument } from './business-document.entity.js';
import { DocumentState } from './document-state.entity.js';

/** What the documents of both sides have in common: how they start, and their free texts. */
export abstract class BusinessDocumentRules<T extends BusinessDocument> extends ModelRules<T> {
  /** Columns that people fill with text of their own. */
  protected abstract readonly texts: readonly (keyof T & string)[];

  /** Units of the currency per euro on this side of the business. */
  protected abstract rateOf(currency: Currency): number;

  override async defaults(record: T, context: Context): Promise<void> {
    const tipodoc = context.modelOf(this.model).name;
    const state = await context.first(DocumentState, { tipodoc, predeterminado: true });
    if (state) {
      record.idestado = state.idestado;
      record.editable = state.editable;
    }
    const currency = await context.find(Currency, record.coddivisa);
    record.tasaconv = currency ? this.rateOf(currency) : 1;
  }

  override test(_record: T, test: RecordTest<T>): void {
    test.escape(...this.texts);
    test.columns();
  }
}
