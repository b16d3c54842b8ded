import { parse } from 'csv-parse/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A cell of a seed file: `true`, `false` and `NULL` are literal, all else is text. */
export type SeedCell = string | boolean | null;
export type SeedRow = Record<string, SeedCell>;

/** The folder of the countries, beside `src` and `dist`. */
export const SEEDS = fileURLToPath(new URL('../../seeds/', import.meta.url));

/** The countries that a fresh installation may be made for. */
export function seededCountries(): string[] {
  return readdirSync(SEEDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Rows of a CSV file of a country; none when it has no such file. */
export function readSeed(country: string, name: string): SeedRow[] {
  const path = join(SEEDS, country, `${name}.csv`);
  if (!existsSync(path)) return [];
  return parseCsv(readFileSync(path, 'utf8'));
}

/** The `settings.json` of a country: properties by name of the settings row. */
export function readSeedSettings(country: string): Record<string, Record<string, unknown>> {
  const text = readFileSync(join(SEEDS, country, 'settings.json'), 'utf8');
  return JSON.parse(text) as Record<string, Record<string, unknown>>;
}

/** CSV text with a header row as rows by column name. */
export function parseCsv(text: string, delimiter = ';'): SeedRow[] {
  const rows = parse(text, { columns: true, delimiter, bom: true, skip_empty_lines: true });
  return (rows as Record<string, string>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, seedCell(cell)])),
  );
}

function seedCell(cell: string): SeedCell {
  switch (cell) {
    case 'NULL':
      return null;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return cell;
  }
}
