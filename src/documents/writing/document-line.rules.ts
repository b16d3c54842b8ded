import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { StockMovements } from '../../stock/index.js';
import {
  CustomerDeliveryNoteLine,
  CustomerInvoiceLine,
  CustomerOrderLine,
  CustomerQuoteLine,
} from '../kinds/sales-line.entity.js';
import { testYear } from './document-date.js';
import { kindOf, parentKeyOf, type AnyLine, type DocumentKind } from '../kinds/document-kind.js';
import { isMovedAhead, isStockEffect, moveStock } from './line-stock.js';
import { taxesByCode, testFiscalKeys } from '../../taxes/index.js';
import { OpenDocument } from '../open-document.js';
import {
  SupplierDeliveryNoteLine,
  SupplierInvoiceLine,
  SupplierOrderLine,
  SupplierQuoteLine,
} from '../kinds/purchase-line.entity.js';
import { TracedQuantities } from '../states/traced-quantities.js';
import { forgetTraces, moveTraces } from '../states/traces.js';

/**
 * Lines as they are stored: what is sent, with the default tax. Their amounts and the document's
 * are not computed here; what they do to stock is, and to the lines that they came from. A line that is written on its own asks for its
 * document, which must be open to changes.
 */
abstract class DocumentLineRules<T extends AnyLine> extends ModelRules<T> {
  private get kind(): DocumentKind {
    return kindOf(this.model);
  }

  override async defaults(record: T, context: Context): Promise<void> {
    const tax = (await taxesByCode(context)).get(record.codimpuesto ?? '');
    record.iva = tax?.iva ?? 0;
    record.recargo = tax?.recargo ?? 0;
  }

  override async validate(
    record: T,
    test: RecordTest<T>,
    before: Readonly<T> | null,
  ): Promise<void> {
    if (isEmpty(record.codimpuesto)) {
      record.codimpuesto = null;
      record.iva = 0;
      record.recargo = 0;
    }
    const isServed = this.kind.stage !== 'invoice' && (record.servido >= 0 || record.cantidad < 0);
    if (!isServed) record.servido = 0;
    test.escape('descripcion', 'referencia');
    test.columns();
    testFiscalKeys(test, before, 'excepcioniva');
    if (!isStockEffect(record.actualizastock) && record.actualizastock !== before?.actualizastock) {
      refuse('stock-effect-out-of-range', 'actualizastock', { value: record.actualizastock });
    }
    await this.testParents(record, before, test.context);
  }

  override async afterInsert(record: T, context: Context): Promise<void> {
    if (!isMovedAhead(record, context))
      moveStock(null, await this.stocked(record, context), context);
  }

  override async afterUpdate(record: T, before: Readonly<T>, context: Context): Promise<void> {
    if (record.cantidad !== before.cantidad)
      context.part(TracedQuantities).note(this.kind, record, before.cantidad);
    if (!this.isInPlace(record, before)) await moveTraces(this.kind, record, context);
    if (MOVING.every((name) => record[name] === before[name]) && this.isInPlace(record, before)) {
      return;
    }
    moveStock(await this.stocked(before, context), await this.stocked(record, context), context);
  }

  override async beforeDelete(record: T, context: Context): Promise<void> {
    if (await this.testParents(record, record, context))
      await forgetTraces(this.kind, [record.idlinea], context);
  }

  override async afterDelete(record: T, context: Context): Promise<void> {
    moveStock(await this.stocked(record, context), null, context);
    // As clients know it: a line that is gone has no quantity.
    record.cantidad = 0;
  }

  private isInPlace(record: T, before: Readonly<T>): boolean {
    return parentKeyOf(this.kind, record) === parentKeyOf(this.kind, before);
  }

  /** Whether the line is written on its own; its document must then be open to changes. */
  private async testParents(
    record: T,
    before: Readonly<T> | null,
    context: Context,
  ): Promise<boolean> {
    const keys = new Set(
      [record, ...(before ? [before] : [])].map((line) => parentKeyOf(this.kind, line)),
    );
    let isAlone = false;
    for (const key of keys) {
      if (OpenDocument.whole(this.kind, key, context)) continue;
      isAlone = true;
      const record = await context.records.find(this.kind.document, key, { lock: true });
      // The database refuses a line of no document.
      if (!record) continue;
      if (!record.editable) refuse('non-editable-document', this.kind.key, { value: key });
      const document = new OpenDocument(this.kind, record, context);
      await testYear(document);
      // From here on the unit of work has what it needs to know of the document.
      document.openAsWhole();
    }
    if (isAlone)
      await context.part(StockMovements).prepare([record.referencia, before?.referencia ?? null]);
    return isAlone;
  }

  private async stocked(line: Readonly<T>, context: Context) {
    const key = parentKeyOf(this.kind, line);
    const document =
      OpenDocument.whole(this.kind, key, context)?.record ??
      (await context.records.find(this.kind.document, key));
    return { line, codalmacen: document?.codalmacen ?? null };
  }
}

/** Columns that say what a line does to stock. */
const MOVING = ['actualizastock', 'cantidad', 'servido', 'referencia'] as const;

@Injectable()
export class CustomerQuoteLineRules extends DocumentLineRules<CustomerQuoteLine> {
  readonly model = CustomerQuoteLine;
}

@Injectable()
export class CustomerOrderLineRules extends DocumentLineRules<CustomerOrderLine> {
  readonly model = CustomerOrderLine;
}

@Injectable()
export class CustomerDeliveryNoteLineRules extends DocumentLineRules<CustomerDeliveryNoteLine> {
  readonly model = CustomerDeliveryNoteLine;
}

@Injectable()
export class CustomerInvoiceLineRules extends DocumentLineRules<CustomerInvoiceLine> {
  readonly model = CustomerInvoiceLine;
}

@Injectable()
export class SupplierQuoteLineRules extends DocumentLineRules<SupplierQuoteLine> {
  readonly model = SupplierQuoteLine;
}

@Injectable()
export class SupplierOrderLineRules extends DocumentLineRules<SupplierOrderLine> {
  readonly model = SupplierOrderLine;
}

@Injectable()
export class SupplierDeliveryNoteLineRules extends DocumentLineRules<SupplierDeliveryNoteLine> {
  readonly model = SupplierDeliveryNoteLine;
}

@Injectable()
export class SupplierInvoiceLineRules extends DocumentLineRules<SupplierInvoiceLine> {
  readonly model = SupplierInvoiceLine;
}
