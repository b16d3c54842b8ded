import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { City, Country, Province, provinceSpellings } from '../geography/index.js';
import { RuleError } from '../kernel/errors/problem.js';
import { LifeCycle, type Context } from '../models/index.js';
import { BadRow, readCities, type CityRow } from './city-file.js';
import { inInstalledApplication } from './database-access.js';
import { CommandFailure, ruleTexts } from './failure.js';
import { configOf, type Shell } from './shell.js';

const BATCH = 200;
/** On the embedded engine there is one writer: a server beside this command gets its turn. */
const PAUSE_MS = 15;

const HELP = `
FILE is CSV in UTF-8, cells separated by semicolons or commas, with a first line that names the columns:
"ciudad" and "idprovincia" (its number) or "provincia" (its name, as the INE writes it or in
Spanish); "codeid", "latitude" and "longitude" are optional. Cities that exist already in their
province are left alone, so that an import may be repeated. At the first row that can not be used
the import ends: it names the line, and what was stored before stays.

Examples:
  $ facturanest import cities ciudades.csv
  $ facturanest import cities communes.csv --country FRA
`;

export function importCommand(shell: Shell): Command {
  const cities = new Command('cities')
    .description('import the cities of a CSV file')
    .argument('<file>', 'the CSV file')
    .option('--country <code>', 'country of provinces given by name (default: the setting codpais)')
    .addHelpText('after', HELP)
    .action((file: string, { country }: { country?: string }) =>
      importCities(shell, file, country),
    );
  return new Command('import').description('import data from files').addCommand(cities);
}

interface Count {
  created: number;
  known: number;
}

async function importCities(shell: Shell, path: string, country?: string): Promise<void> {
  if (!statSync(path).isFile()) throw new CommandFailure(`${path} is no file.`);
  await inInstalledApplication(configOf(shell), (app) => new Import(shell, app).run(path, country));
}

class Import {
  private readonly lifeCycle: LifeCycle;
  private readonly total: Count = { created: 0, known: 0 };

  constructor(
    private readonly shell: Shell,
    app: INestApplicationContext,
  ) {
    this.lifeCycle = app.get(LifeCycle);
  }

  async run(path: string, country?: string): Promise<void> {
    const { terminal } = this.shell;
    const provinces = await this.lifeCycle.run((context) => readProvinces(context, country));
    let toldIgnored = false;
    for await (const { header, rows, bad } of readCities(path, BATCH)) {
      if (!toldIgnored && header.ignored.length > 0) {
        terminal.say(`Columns that are not imported: ${header.ignored.join(', ')}.`);
      }
      toldIgnored = true;
      if (bad) this.stopAt(bad, rows[0]?.line);
      await this.store(rows, (row) => provinces[header.provinceBy](row));
      terminal.progress(`${this.total.created + this.total.known} rows …`);
    }
    terminal.say(`${this.summary}.`);
  }

  /** Stores a batch in one unit of work. */
  private async store(
    rows: readonly CityRow[],
    provinceOf: (row: CityRow) => number,
  ): Promise<void> {
    let current = rows[0]?.line ?? 0;
    try {
      const count = await this.lifeCycle.run(async (context) => {
        const stored: Count = { created: 0, known: 0 };
        for (const row of rows) {
          current = row.line;
          const made = await storeCity(context, row, provinceOf(row));
          stored[made ? 'created' : 'known'] += 1;
        }
        return { ...stored, queued: context.transaction.dialect.queuesWriters };
      });
      this.total.created += count.created;
      this.total.known += count.known;
      if (count.queued) await pause(PAUSE_MS);
    } catch (error) {
      if (error instanceof RuleError) {
        this.stopAt(new BadRow(current, ruleTexts(error).replace(/\.$/, '')), rows[0]?.line);
      }
      if (error instanceof BadRow) this.stopAt(error, rows[0]?.line);
      throw error;
    }
  }

  private stopAt({ line, message }: BadRow, firstLine = line): never {
    const lines = firstLine < line ? `lines ${firstLine} to ${line}` : `line ${line}`;
    throw new CommandFailure(
      `Line ${line}: ${message}.\nNothing of ${lines} was stored. Before it: ${this.summary}.`,
    );
  }

  private get summary(): string {
    const { created, known } = this.total;
    return `${created} cities created, ${known} already there`;
  }
}

/** Whether the city was created; false when its province has it already. */
async function storeCity(context: Context, row: CityRow, idprovincia: number): Promise<boolean> {
  const { ciudad, codeid, latitude, longitude } = row;
  const stored = await context.records.first(City, { ciudad, idprovincia });
  if (stored) return false;
  await context.records.insert(City, { ciudad, idprovincia, codeid, latitude, longitude });
  return true;
}

/** Each way of naming a province gives its number. */
type Provinces = Readonly<Record<'idprovincia' | 'provincia', (row: CityRow) => number>>;

/** @throws CommandFailure when there is no such country */
async function readProvinces(context: Context, wanted?: string): Promise<Provinces> {
  const codpais = wanted ?? context.settings.text('codpais');
  if (wanted && !(await context.records.find(Country, wanted))) {
    throw new CommandFailure(`There is no country ${wanted}.`);
  }
  const all = await context.records.list(Province);
  const numbers = new Set(all.map(({ idprovincia }) => idprovincia));
  const names = bySpelling(all.filter((province) => !codpais || province.codpais === codpais));
  return {
    idprovincia({ line, province }) {
      if (/^\d+$/.test(province) && numbers.has(Number(province))) return Number(province);
      throw new BadRow(line, `there is no province with the number "${province}"`);
    },
    provincia({ line, province }) {
      const spelling = provinceSpellings(province).find((each) => names.has(each)) ?? '';
      const found = names.get(spelling);
      if (found !== undefined) return found;
      throw new BadRow(line, `there is no province "${province}" in ${codpais}`);
    },
  };
}

/** Provinces by every spelling of their name, first their own, and by their other names. */
function bySpelling(provinces: readonly Province[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const put = (spellings: readonly string[], id: number) => {
    for (const each of spellings) if (!numbers.has(each)) numbers.set(each, id);
  };
  for (const { provincia, idprovincia } of provinces) {
    put(provinceSpellings(provincia).slice(0, 1), idprovincia);
  }
  for (const { provincia, alias, idprovincia } of provinces) {
    for (const name of [provincia, ...(alias ?? '').split(',')]) {
      put(provinceSpellings(name), idprovincia);
    }
  }
  return numbers;
}
