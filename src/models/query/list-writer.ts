import type { SqlRow } from '../../kernel/database/sql-value.js';
import type { Answer, HeaderMap } from '../../kernel/http/answer.js';

/** How the rows of a list become the body of its answer. */
export interface ListWriter {
  readonly headers: HeaderMap;
  /** All rows at once. */
  page(rows: readonly SqlRow[]): Answer['body'] | Promise<Answer['body']>;
  /** The rows as they are read; memory stays flat. */
  pieces(batches: AsyncIterable<readonly SqlRow[]>): AsyncIterable<string | Uint8Array>;
}

/** Rows as text, with what is between them; there is at least one. */
export type WriteRows = (rows: readonly SqlRow[]) => string | Promise<string>;

/** What stands around the rows of a list. */
export interface ListFrame {
  readonly open: string;
  /** Before the first row, where there is one. */
  readonly first: string;
  readonly between: string;
  readonly close: string;
}

/** Writes a list as text. */
export function textWriter(frame: ListFrame, write: WriteRows, headers: HeaderMap): ListWriter {
  const { open, first, between, close } = frame;
  return {
    headers,
    async page(rows) {
      return rows.length > 0 ? open + first + (await write(rows)) + close : open + close;
    },
    async *pieces(batches) {
      let before = open + first;
      for await (const rows of batches) {
        yield before + (await write(rows));
        before = between;
      }
      yield before === between ? close : open + close;
    },
  };
}
