import type { SqlRow } from './sql-value.js';

/** How much of a result is held at a time: a batch ends with the row that reaches either. */
export const BATCH_ROWS = 500;
export const BATCH_BYTES = 1_000_000;

/** What a number or nothing is counted as. */
const OF_OTHERS = 8;

/** About how many bytes a row takes in memory: its texts, and little for everything else. */
export function sizeOfRow(row: SqlRow): number {
  let size = 0;
  for (let index = 0; index < row.length; index++) {
    const value = row[index];
    size += typeof value === 'string' ? value.length : OF_OTHERS;
  }
  return size;
}

/** Rows of a result one after the other, until they would take more than so many bytes. */
export class BoundedRows {
  readonly rows: SqlRow[] = [];
  private size = 0;

  constructor(private readonly bytesMax: number) {}

  get isOver(): boolean {
    return this.size > this.bytesMax;
  }

  /** What comes when there are too many is dropped, and so is what was there before. */
  add(row: SqlRow): void {
    if (this.isOver) return;
    this.size += sizeOfRow(row);
    if (this.isOver) this.rows.length = 0;
    else this.rows.push(row);
  }
}
