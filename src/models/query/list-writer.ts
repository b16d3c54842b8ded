import type { SqlRow } from '../../kernel/database/sql-value.js';
import type { Answer, HeaderMap } from '../../kernel/http/answer.js';
import { heldPieces } from '../../kernel/http/held-pieces.js';

/** How the rows of a list become the body of its answer. */
export interface ListWriter {
  readonly headers: HeaderMap;
  /** All rows at once. */
  page(rows: readonly SqlRow[]): Answer['body'] | Promise<Answer['body']>;
  /** The rows as they are read; memory stays flat. */
  pieces(batches: AsyncIterable<readonly SqlRow[]>): AsyncIterable<string | Uint8Array>;
}

/** Rows as text, with what is between them; there is at least one. */
export type WriteRows = (rows: readonly SqlRow[]) => string;

/** As `WriteRows`, with what else is to be read for the rows; null when that is too much at once. */
export type WriteExpandedRows = (rows: readonly SqlRow[]) => Promise<string | null>;

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
  const { open, first, close } = frame;
  return {
    headers,
    page: (rows) => (rows.length > 0 ? open + first + write(rows) + close : open + close),
    pieces: (batches) => framed(frame, batches, (rows) => [write(rows)]),
  };
}

/** In characters. */
const LONGEST_HELD = 1_000_000;

/** Writes a list whose rows have more to them: of fewer rows at a time where that is much. */
export function expandedWriter(frame: ListFrame, write: WriteExpandedRows): ListWriter {
  async function* texts(rows: readonly SqlRow[]): AsyncGenerator<string, void> {
    const text = await write(rows);
    if (text !== null) {
      yield text;
      return;
    }
    const half = Math.ceil(rows.length / 2);
    yield* texts(rows.slice(0, half));
    yield* texts(rows.slice(half));
  }
  const pieces = (batches: AsyncIterable<readonly SqlRow[]>) => framed(frame, batches, texts);
  return { headers: {}, pieces, page: (rows) => heldPieces(pieces(oneBatch(rows)), LONGEST_HELD) };
}

export async function* oneBatch(rows: readonly SqlRow[]): AsyncIterable<readonly SqlRow[]> {
  if (rows.length > 0) yield rows;
}

async function* framed(
  { open, first, between, close }: ListFrame,
  batches: AsyncIterable<readonly SqlRow[]>,
  textsOf: (rows: readonly SqlRow[]) => AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string, void> {
  let before = open + first;
  for await (const rows of batches) {
    for await (const text of textsOf(rows)) {
      yield before + text;
      before = between;
    }
  }
  yield before === between ? close : open + close;
}
