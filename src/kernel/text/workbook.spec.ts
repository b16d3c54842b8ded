import ExcelJS from 'exceljs';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cellDate, cellText, workbookPieces, type WorkbookCell } from './workbook.js';

type Row = readonly (string | number | null)[];

const columns = [{ name: 'id' }, { name: 'message' }, { name: 'time', dates: 'moment' as const }];

function cells([id = null, message = '', time]: Row): WorkbookCell[] {
  const stored = String(time);
  return [id, cellText(String(message)), cellDate(stored) ?? stored];
}

/** Counts what was read of it, and whether it was left. */
class Source {
  read = 0;
  left = false;

  constructor(private readonly batches: number) {}

  async *rows(): AsyncGenerator<Row[]> {
    try {
      for (; this.read < this.batches; this.read++) {
        await turn();
        yield Array.from({ length: 100 }, (_, index) => [
          this.read * 100 + index,
          `row ${Math.random()} ${Math.random()} ${Math.random()}`,
          '2026-01-31 10:00:00',
        ]);
      }
    } finally {
      this.left = true;
    }
  }
}

function pieces(source: Source): AsyncIterator<Uint8Array> {
  return workbookPieces({ name: 'logs', columns, cells }, source.rows())[Symbol.asyncIterator]();
}

describe('a cell', () => {
  it.each([
    ['=1+1', '=1+1'],
    ['007', '007'],
    ['O&#39;Brien &lt;x&gt;', "O'Brien <x>"],
    ['&amp;lt; &amp;#39;', '&amp;lt; &amp;#39;'],
    ['_x0041_', '_x005F_x0041_'],
  ])('of %j is the text %j', (stored, text) => {
    expect(cellText(stored)).toBe(text);
  });
});

describe('a streamed workbook', () => {
  it('holds all rows, whatever the names and the characters in it', async () => {
    const rows: Row[] = [[1, 'a\u0000b\u0007<&>"', '1850-01-01 00:00:00']];
    const source = (async function* () {
      yield rows;
      yield Array.from({ length: 3000 }, (_, id): Row => [id, 'x'.repeat(40_000), null]).slice(
        0,
        3,
      );
    })();
    const chunks: Uint8Array[] = [];
    for await (const chunk of workbookPieces({ name: 'n'.repeat(40), columns, cells }, source)) {
      chunks.push(chunk);
    }
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.concat(chunks).buffer);
    const [sheet] = book.worksheets;
    expect(sheet!.name).toBe('n'.repeat(25));
    expect(sheet!.rowCount).toBe(5);
    expect(sheet!.getCell('B2').value).toBe('ab<&>"');
    expect(sheet!.getCell('C2').value).toBe('1850-01-01 00:00:00');
    expect(sheet!.getCell('B3').value).toHaveLength(32_767);
  });

  it('reads no further than its reader takes it', async () => {
    const source = new Source(5000);
    const reader = pieces(source);
    await reader.next();
    // What fits into the buffers on the way is read ahead; then it stands still.
    for (let still = 0, before = 0; still < 200; before = source.read) {
      await turn();
      still = source.read === before ? still + 1 : 0;
    }
    expect(source.read).toBeLessThan(500);
    await reader.return!();
    expect(source.left).toBe(true);
  });

  it('reads nothing for a reader that never comes', async () => {
    const source = new Source(10);
    const reader = pieces(source);
    await reader.return!();
    expect(source.read).toBe(0);
  });

  it('fails as its rows do', async () => {
    const broken = (async function* (): AsyncGenerator<Row[]> {
      yield [[1, 'a', null]];
      throw new Error('gone');
    })();
    const reading = (async () => {
      for await (const piece of workbookPieces({ name: 'logs', columns, cells }, broken)) {
        expect(piece.length).toBeGreaterThan(0);
      }
    })();
    await expect(reading).rejects.toThrow('gone');
  });
});
