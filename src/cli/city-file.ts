import { parse, CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { sentNumber } from '../kernel/text/number-text.js';
import { CommandFailure } from './failure.js';

/** A row of the file, checked as far as it can be without the database. */
export interface CityRow {
  /** The line of the file that the row ends on, from 1. */
  readonly line: number;
  readonly ciudad: string;
  /** Number or name of the province, as the header says. */
  readonly province: string;
  readonly codeid: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A row that can not be used; the message does not name the line. */
export class BadRow extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const OPTIONAL = ['codeid', 'latitude', 'longitude'];

/** The columns of a file of cities, by their place. */
export class CityHeader {
  /** Whether provinces come by number or by name. */
  readonly provinceBy: 'idprovincia' | 'provincia';
  /** Columns that the import makes nothing of. */
  readonly ignored: readonly string[];
  readonly width: number;
  private readonly places: ReadonlyMap<string, number>;

  /** @throws CommandFailure when a column is missing */
  constructor(cells: readonly string[]) {
    const names = cells.map((cell) => cell.trim().toLowerCase());
    this.width = names.length;
    this.places = new Map(names.map((name, index) => [name, index]));
    this.provinceBy = this.places.has('idprovincia') ? 'idprovincia' : 'provincia';
    if (!this.places.has('ciudad') || !this.places.has(this.provinceBy)) {
      throw new CommandFailure(
        'The first line must name the columns, ciudad;idprovincia or ciudad;provincia, ' +
          `separated by semicolons or commas (it is "${cells.join(';').slice(0, 80)}").`,
      );
    }
    const used = ['ciudad', this.provinceBy, ...OPTIONAL];
    this.ignored = names.filter((name) => !used.includes(name));
  }

  /** @throws BadRow */
  row(cells: readonly string[], line: number): CityRow {
    if (cells.length !== this.width) {
      throw new BadRow(line, `it has ${cells.length} cells, the header ${this.width}`);
    }
    const text = (name: string) => {
      const cell = cells[this.places.get(name) ?? -1]?.trim() ?? '';
      return cell === 'NULL' ? '' : cell;
    };
    if (cells.some((cell) => cell.includes('\uFFFD'))) {
      throw new BadRow(line, 'it is not in UTF-8: convert the file first');
    }
    const degrees = (name: string, most: number) => {
      const cell = text(name);
      if (cell === '') return null;
      const value = sentNumber(cell);
      if (value !== null && Math.abs(value) <= most) return value;
      throw new BadRow(line, `${name} "${cell}" is no number from -${most} to ${most}`);
    };
    const ciudad = text('ciudad');
    if (ciudad === '') throw new BadRow(line, 'the city has no name');
    return {
      line,
      ciudad,
      province: text(this.provinceBy),
      codeid: text('codeid') || null,
      latitude: degrees('latitude', 90),
      longitude: degrees('longitude', 180),
    };
  }
}

/** A part of the file: rows in their order, or the first one that can not be used. */
export interface CityBatch {
  readonly header: CityHeader;
  readonly rows: readonly CityRow[];
  readonly bad: BadRow | null;
}

/**
 * The file in batches of rows, as fast as they are taken; it ends after a bad row.
 *
 * @throws CommandFailure when the header is none, and what reading the file throws
 */
export async function* readCities(path: string, size: number): AsyncIterable<CityBatch> {
  const delimiter = await separatorOf(path);
  const file = createReadStream(path);
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: 100_000,
  });
  file.on('error', (error) => parser.destroy(error)).pipe(parser);
  let header: CityHeader | null = null;
  let rows: CityRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (!header) {
        header = new CityHeader(record);
        continue;
      }
      rows.push(header.row(record, info.lines));
      if (rows.length < size) continue;
      yield { header, rows, bad: null };
      rows = [];
    }
  } catch (error) {
    const bad = error instanceof CsvError ? new BadRow(lineOf(error), error.message) : error;
    if (!(bad instanceof BadRow) || !header) throw error;
    yield { header, rows, bad };
    return;
  } finally {
    file.destroy();
  }
  if (!header) throw new CommandFailure(`${path} is empty.`);
  if (rows.length > 0) yield { header, rows, bad: null };
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function lineOf(error: CsvError): number {
  return Number(error['lines'] ?? 0);
}

/** What parts the names of the header: files with decimal commas have semicolons, others commas. */
async function separatorOf(path: string): Promise<';' | ','> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const [header = ''] = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .split(/[\r\n]/, 1);
    return header.includes(',') && !header.includes(';') ? ',' : ';';
  } finally {
    await file.close();
  }
}
