import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { quantity, StockMovements, type Movement } from '../../stock/index.js';
import type { AnyLine } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';

/** Effects of a line on stock, by its `actualizastock`. */
const GOODS_IN = 1;
const GOODS_OUT = -1;
const EXPECTED = 2;
const RESERVED = -2;

/** What a line does to the row of stock of its reference, in units. */
export interface StockEffect {
  readonly cantidad: number;
  readonly reservada: number;
  readonly pterecibir: number;
}

type StockedLine = Pick<AnyLine, 'actualizastock' | 'cantidad' | 'servido'>;

/** Whether the value is one of the effects that lines can have. */
export function isStockEffect(actualizastock: number): boolean {
  return [0, GOODS_IN, GOODS_OUT, EXPECTED, RESERVED].includes(actualizastock);
}

/**
 * The effect of a line: what it still moves of its quantity, which what was served no longer does.
 * It is as exact as stock is kept, so that what a line takes back is what it did.
 */
export function stockEffect({ actualizastock, cantidad, servido }: StockedLine): StockEffect {
  const units = quantity(sum([cantidad, -served(cantidad, servido)]));
  return {
    cantidad: Math.abs(actualizastock) === 1 ? units * actualizastock + 0 : 0,
    reservada: actualizastock === RESERVED ? units : 0,
    pterecibir: actualizastock === EXPECTED ? units : 0,
  };
}

/** Never more than the quantity, on either side of zero. */
function served(cantidad: number, servido: number): number {
  return cantidad >= 0 ? Math.min(servido, cantidad) : Math.max(servido, cantidad);
}

/** The lines of one unit of work whose stock was moved before they were written. */
class LinesAhead {
  readonly lines = new WeakSet<object>();
}

/**
 * Moves the stock of lines of a new document before they are written, so that what all documents
 * share, their sequence, is held for the shortest time.
 *
 * @throws RuleError `insufficient-stock`
 */
export async function moveStockAhead(
  { record, context }: OpenDocument,
  lines: readonly AnyLine[],
): Promise<void> {
  const references = lines.map(({ referencia }) => referencia);
  const movements = lines.flatMap((line) => movementsOf(line, record.codalmacen, 1));
  await context.part(StockMovements).writeNow(references, movements);
  for (const line of lines) context.part(LinesAhead).lines.add(line);
}

/** Whether the stock of a new line was moved before it was written. */
export function isMovedAhead(line: object, context: Context): boolean {
  return context.part(LinesAhead).lines.has(line);
}

/**
 * Takes back what a line did to stock as it was, and does what it says now. Null stands for a
 * line that was not there before, or is no longer.
 */
export function moveStock(
  before: { line: Readonly<AnyLine>; codalmacen: string | null } | null,
  after: { line: Readonly<AnyLine>; codalmacen: string | null } | null,
  context: Context,
): void {
  const movements = [
    ...(before ? movementsOf(before.line, before.codalmacen, -1) : []),
    ...(after ? movementsOf(after.line, after.codalmacen, 1) : []),
  ];
  for (const movement of movements) context.part(StockMovements).add(movement);
}

/** What a line does to stock, or takes back; nothing for many. */
function movementsOf(
  line: Readonly<AnyLine>,
  codalmacen: string | null,
  sign: 1 | -1,
): readonly Movement[] {
  const { referencia, actualizastock } = line;
  if (actualizastock === 0 || !referencia || !codalmacen) return [];
  const effect = stockEffect(line);
  return [
    {
      codalmacen,
      referencia,
      cantidad: effect.cantidad * sign + 0,
      reservada: effect.reservada * sign + 0,
      pterecibir: effect.pterecibir * sign + 0,
      leaves: sign === 1 && actualizastock === GOODS_OUT,
    },
  ];
}
