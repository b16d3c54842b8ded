import { Injectable } from '@nestjs/common';
import { YearInvoices } from '../../accounting/index.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumber, asText, select } from '../../kernel/database/sql-table.js';
import { refuse } from '../../kernel/errors/problem.js';
import { tableOf, type Context } from '../../models/index.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../kinds/document-kind.js';
import { DocumentState } from '../states/document-state.entity.js';

const INVOICES = DOCUMENT_KINDS.filter(({ stage }) => stage === 'invoice');
const MOST_AT_ONCE = 200;

/** The invoices of a fiscal year that ends. */
@Injectable()
export class InvoicesOfYear extends YearInvoices {
  async testPosted(codejercicio: string, { transaction }: Context): Promise<void> {
    for (const { document } of INVOICES) {
      const invoices = tableOf(document);
      const [unposted] = await transaction.read(
        select(
          { count: [sql`COUNT(*)`, asNumber], value: [sql`MIN(${invoices.codigo})`, asText] },
          sql`FROM ${invoices} WHERE ${invoices.codejercicio.is(codejercicio)}
            AND ${invoices.total} <> 0 AND ${invoices.idasiento} IS NULL`,
        ),
      );
      if (unposted && unposted.count > 0) refuse('invoice-without-acc-entry', undefined, unposted);
    }
  }

  async lock(codejercicio: string, context: Context): Promise<number> {
    let locked = 0;
    for (const kind of INVOICES) {
      const editable = { codejercicio, editable: true };
      for (;;) {
        const options = { limit: MOST_AT_ONCE, lock: true };
        const invoices = await context.records.list(kind.document, editable, options);
        if (invoices.length === 0) break;
        const idestado = await lockingStatus(kind, context);
        await context.records.updateAll(
          kind.document,
          invoices.map((before) => ({
            before,
            record: Object.assign(new kind.document(), before, { idestado }),
          })),
        );
        locked += invoices.length;
      }
    }
    return locked;
  }
}

async function lockingStatus({ name }: DocumentKind, context: Context): Promise<number> {
  const statuses = await context.records.list(DocumentState, { tipodoc: name });
  const status = statuses.find(
    ({ activo, editable, generadoc }) => activo && !editable && !generadoc,
  );
  return status?.idestado ?? refuse('no-locking-status', undefined, { kind: name });
}
