import { Injectable } from '@nestjs/common';
import { TradedGoods, type BoughtGoods } from '../../catalogue/index.js';
import { sql, type Sql } from '../../kernel/database/sql.js';
import { columnOf, select } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
import { DOCUMENT_KINDS } from '../kinds/document-kind.js';

/** The goods that lines of documents name. */
@Injectable()
export class GoodsOfDocuments extends TradedGoods {
  async tableNaming(references: Sql, { models, transaction }: Context): Promise<string | null> {
    for (const { line } of DOCUMENT_KINDS) {
      const { table } = models.of(line);
      const lines = tableOf(line);
      const [row] = await transaction.read(
        sql`SELECT 1 FROM ${lines} WHERE ${lines.referencia.operand} IN (${references}) LIMIT 1`,
      );
      if (row) return table;
    }
    return null;
  }

  async boughtOf(
    { idproducto, referencia }: { idproducto: number; referencia: string },
    { transaction }: Context,
  ): Promise<readonly BoughtGoods[]> {
    const bought: BoughtGoods[] = [];
    for (const { document, line, key } of INCOMING) {
      const [l, d] = [tableOf(line, 'l'), tableOf(document, 'd')];
      const { cantidad, servido, pvpunitario, dtopor, dtopor2 } = l;
      const { dtopor1: ofAll, dtopor2: ofAll2, tasaconv, fecha, hora } = d;
      // Lines written one by one may lack the product; with the condition its index serves.
      const rows = await transaction.read(
        select(
          { cantidad, servido, pvpunitario, dtopor, dtopor2, ofAll, ofAll2, tasaconv, fecha, hora },
          sql`FROM ${l} JOIN ${d} ON ${columnOf(d, key)} = ${columnOf(l, key)}
            WHERE (${l.idproducto.is(idproducto)} OR ${l.idproducto} IS NULL)
              AND ${l.actualizastock} = 1 AND ${l.referencia.is(referencia)}
            ORDER BY ${l.idlinea} DESC`,
        ),
      );
      bought.push(...rows);
    }
    return bought;
  }
}

/**
 * What brings goods in. A delivery note that was invoiced hands the effect on stock over to the
 * invoice, so nothing counts twice.
 */
const INCOMING = DOCUMENT_KINDS.filter(
  ({ side, stage }) => side === 'purchase' && (stage === 'delivery note' || stage === 'invoice'),
);
