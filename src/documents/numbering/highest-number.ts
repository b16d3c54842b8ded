import { literal, NOTHING, sql } from '../../kernel/database/sql.js';
import { asNumber, select } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
import type { DocumentKind } from '../kinds/document-kind.js';

/** Whose documents are numbered together. */
export interface NumberedTogether {
  /** Null for those of all fiscal years. */
  readonly codejercicio: string | null;
  readonly codserie: string;
  readonly idempresa: number | null;
}

/** The highest number of the documents that are numbered together; null without any. */
export async function highestNumber(
  kind: DocumentKind,
  { codejercicio, codserie, idempresa }: NumberedTogether,
  context: Context,
): Promise<number | null> {
  const table = tableOf(kind.document);
  const { numero } = table;
  const ofYear = codejercicio === null ? NOTHING : sql` AND ${table.codejercicio.is(codejercicio)}`;
  const [row] = await context.transaction.read(
    select(
      { numero: [numero, asNumber] },
      sql`FROM ${table} WHERE ${table.codserie.is(codserie)}
        AND ${table.idempresa.is(idempresa)}${ofYear}
        ORDER BY ${numero.asInteger} DESC LIMIT ${literal(1)}`,
    ),
  );
  return row?.numero ?? null;
}
