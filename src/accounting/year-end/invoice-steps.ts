import { sql } from '../../kernel/database/sql.js';
import {
  asNumber,
  asText,
  namedTable,
  plainCode,
  select,
} from '../../kernel/database/sql-table.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { ColumnValue, Context, Entity } from '../../models/index.js';

type Invoice = Record<string, ColumnValue>;

/** The folder of documents imports this one: its tables are named as foreign keys name them. */
const INVOICES = [
  { table: 'facturascli', kind: 'FacturaCliente' },
  { table: 'facturasprov', kind: 'FacturaProveedor' },
] as const;
const MOST_AT_ONCE = 200;

/**
 * Refuses to go on while an invoice of the fiscal year has not been posted.
 *
 * @throws RuleError `invoice-without-acc-entry`, naming the first one and how many there are
 */
export async function testPosted(codejercicio: string, context: Context): Promise<void> {
  for (const { table } of INVOICES) {
    const invoices = namedTable(table, {
      ...{ codejercicio: plainCode, codigo: asText, total: asNumber, idasiento: asNumber },
    });
    const [unposted] = await context.transaction.read(
      select(
        { count: [sql`COUNT(*)`, asNumber], value: [sql`MIN(${invoices.codigo})`, asText] },
        sql`FROM ${invoices} WHERE ${invoices.codejercicio.is(codejercicio)}
          AND ${invoices.total} <> 0 AND ${invoices.idasiento} IS NULL`,
      ),
    );
    if (unposted && unposted.count > 0) refuse('invoice-without-acc-entry', undefined, unposted);
  }
}

/**
 * Gives the editable invoices of the fiscal year the first status that allows no changes and
 * generates no document, with all that their rules do.
 *
 * @throws RuleError `no-locking-status`
 */
export async function lockInvoices(codejercicio: string, context: Context): Promise<number> {
  let locked = 0;
  for (const { table, kind } of INVOICES) {
    const entity = context.entityOf(table);
    const editable = { codejercicio, editable: true };
    for (;;) {
      const invoices = await context.list(entity, editable, { limit: MOST_AT_ONCE, lock: true });
      if (invoices.length === 0) break;
      const idestado = await lockingStatus(kind, context);
      await context.updateAll(
        entity,
        invoices.map((before) => ({ before, record: changed(entity, before, { idestado }) })),
      );
      locked += invoices.length;
    }
  }
  return locked;
}

function changed(entity: Entity<Invoice>, before: Invoice, changes: Invoice): Invoice {
  return Object.assign(new entity(), before, changes);
}

async function lockingStatus(kind: string, context: Context): Promise<ColumnValue> {
  const statuses = await context.list(context.entityOf('estados_documentos'), { tipodoc: kind });
  const status = statuses.find(
    ({ activo, editable, generadoc }) => activo && !editable && !generadoc,
  );
  return status?.['idestado'] ?? refuse('no-locking-status', undefined, { kind });
}
