import { fold } from '../kernel/database/fold.js';
import { refuse } from '../kernel/errors/problem.js';
import { sum } from '../kernel/money/decimal.js';
import type { Context, SettlingPart } from '../models/index.js';
import { lockProducts, quantity, writeStockTotals } from './stock-totals.js';
import { StockedGoods, type StockedProduct, type StockedVariant } from './stocked-goods.js';
import { Stock } from './stock.entity.js';

/** What a line of a document does to the stock of a variant in a warehouse, in units. */
export interface Movement {
  readonly codalmacen: string;
  readonly referencia: string;
  readonly cantidad: number;
  readonly reservada: number;
  readonly pterecibir: number;
  /** Whether goods leave, which some products allow only while there are some. */
  readonly leaves: boolean;
}

interface KeptVariant extends StockedVariant {
  readonly soldWithoutStock: boolean;
}

type Sums = { -readonly [name in keyof Movement]: Movement[name] };

/**
 * Everything that one unit of work does to stock, added up by warehouse and variant and written
 * once, at its end. Products are locked in the order of their keys before any of their lines is
 * written, so that documents over the same products wait for each other instead of colliding.
 */
export class StockMovements implements SettlingPart {
  /** By folded reference; null for those that no variant has or whose product keeps no stock. */
  private readonly variants = new Map<string, KeptVariant | null>();
  private readonly locked = new Set<number>();
  private sums = new Map<string, Sums>();

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.sums.size > 0;
  }

  /** What was read of a variant already need not be read again. */
  know(referencia: string, product: StockedProduct): void {
    const { idproducto, nostock, ventasinstock } = product;
    const kept = { referencia, idproducto, soldWithoutStock: !!ventasinstock };
    this.variants.set(fold(referencia), nostock ? null : kept);
  }

  /** Locks the products behind these references; call it before lines with them are written. */
  async prepare(references: Iterable<string | null>): Promise<void> {
    const named = new Map<string, string>();
    for (const reference of references) {
      if (reference) named.set(fold(reference), reference);
    }
    await this.learn([...named].flatMap(([key, text]) => (this.variants.has(key) ? [] : [text])));
    const products = [...named.keys()].map((key) => this.variants.get(key)?.idproducto ?? 0);
    const free = [...new Set(products)].filter((key) => key > 0 && !this.locked.has(key));
    await lockProducts(
      this.context,
      free.sort((a, b) => a - b),
    );
    for (const key of free) this.locked.add(key);
  }

  add(movement: Movement): void {
    const key = movementKey(movement);
    const before = this.sums.get(key);
    this.sums.set(key, before ? added(before, movement) : { ...movement });
  }

  /**
   * Locks the products behind these references, and writes the movements at once.
   *
   * @throws RuleError `insufficient-stock`
   */
  async writeNow(references: Iterable<string | null>, movements: readonly Movement[]) {
    await this.prepare(references);
    for (const movement of movements) this.add(movement);
    await this.settle();
  }

  /**
   * Writes what has added up so far; the unit of work does so itself at its end.
   *
   * @throws RuleError `insufficient-stock`
   */
  async settle(): Promise<void> {
    const sums = [...this.sums.values()].filter(isMovement);
    this.sums = new Map();
    await this.prepare(sums.map(({ referencia }) => referencia));
    const kept = sums.filter(({ referencia }) => this.variants.get(fold(referencia)));
    if (kept.length === 0) return;
    const rows = await this.rowsOf(kept);
    const changed: Stock[] = [];
    for (const movement of kept) {
      const row = rows.get(movementKey(movement));
      const variant = this.variants.get(fold(movement.referencia));
      if (variant) testShortage(movement, variant, row?.cantidad ?? 0);
      if (row) changed.push(moved(row, movement));
      else await this.context.records.insert(Stock, withoutFlag(movement));
    }
    await this.write(changed);
  }

  private async rowsOf(movements: readonly Movement[]): Promise<Map<string, Stock>> {
    const where = {
      codalmacen: [...new Set(movements.map(({ codalmacen }) => codalmacen))],
      referencia: [...new Set(movements.map(({ referencia }) => referencia))],
    };
    const rows = await this.context.records.list(Stock, where, { lock: true });
    return new Map(rows.map((row) => [movementKey(row), row]));
  }

  private async write(changed: readonly Stock[]): Promise<void> {
    if (changed.length === 0) return;
    await this.context.records.assignEach(
      Stock,
      changed.map(({ idstock, cantidad, reservada, pterecibir, disponible }) => [
        idstock,
        { cantidad, reservada, pterecibir, disponible },
      ]),
    );
    await writeStockTotals(this.context, ...changed);
  }

  private async learn(references: readonly string[]): Promise<void> {
    if (references.length === 0) return;
    const found = await this.context.port(StockedGoods).products(references, this.context);
    for (const reference of references) this.variants.set(fold(reference), null);
    for (const [referencia, product] of found) this.know(referencia, product);
  }
}

function movementKey({ codalmacen, referencia }: Pick<Movement, 'codalmacen' | 'referencia'>) {
  return `${codalmacen.toLowerCase()}\0${fold(referencia)}`;
}

function added(sums: Sums, movement: Movement): Sums {
  return {
    ...sums,
    cantidad: sum([sums.cantidad, movement.cantidad]),
    reservada: sum([sums.reservada, movement.reservada]),
    pterecibir: sum([sums.pterecibir, movement.pterecibir]),
    leaves: sums.leaves || movement.leaves,
  };
}

function isMovement({ cantidad, reservada, pterecibir }: Sums): boolean {
  return cantidad !== 0 || reservada !== 0 || pterecibir !== 0;
}

/** Goods that a line does not change are not asked for again, however few there are. */
function testShortage(movement: Movement, variant: KeptVariant, stored: number): void {
  const { cantidad, leaves, referencia } = movement;
  const left = quantity(sum([stored, cantidad]));
  if (variant.soldWithoutStock || !leaves || cantidad >= 0 || left >= 0) return;
  refuse('insufficient-stock', 'cantidad', { value: referencia, stock: stored });
}

function moved(row: Stock, movement: Movement): Stock {
  const cantidad = quantity(sum([row.cantidad ?? 0, movement.cantidad]));
  const reservada = quantity(sum([row.reservada ?? 0, movement.reservada]));
  const pterecibir = quantity(sum([row.pterecibir ?? 0, movement.pterecibir]));
  return Object.assign(row, {
    cantidad,
    reservada,
    pterecibir,
    disponible: available(cantidad, reservada),
  });
}

/** Units free for sale. */
export function available(cantidad: number, reservada: number): number {
  return Math.max(0, sum([cantidad, -reservada]));
}

function withoutFlag({ leaves: _, ...values }: Movement): Partial<Stock> {
  return values;
}
