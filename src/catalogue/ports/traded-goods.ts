import type { Sql } from '../../kernel/database/sql.js';
import type { Context } from '../../models/index.js';

/** A line of a document that brought goods in, with what its document says of it. */
export interface BoughtGoods {
  readonly cantidad: number;
  readonly servido: number;
  readonly pvpunitario: number;
  readonly dtopor: number;
  readonly dtopor2: number;
  /** Discounts of the document; null for none. */
  readonly ofAll: number | null;
  readonly ofAll2: number | null;
  /** Units of its currency per euro. */
  readonly tasaconv: number | null;
  readonly fecha: string;
  readonly hora: string | null;
}

/** What the catalogue asks of documents: a port of the catalogue, which documents know. */
export abstract class TradedGoods {
  /**
   * A table with lines that name one of these references; null for none. References in lines are
   * free text, so no foreign key guards them.
   *
   * @param references a query of references, as they compare
   */
  abstract tableNaming(references: Sql, context: Context): Promise<string | null>;

  /** What was bought of a variant and entered its stock, the latest lines of each table first. */
  abstract boughtOf(
    variant: { readonly idproducto: number; readonly referencia: string },
    context: Context,
  ): Promise<readonly BoughtGoods[]>;
}
