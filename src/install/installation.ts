import { Inject, Injectable } from '@nestjs/common';
import { hash } from 'bcryptjs';
import { randomBytes, randomInt } from 'node:crypto';
import { CONFIG, type Config } from '../kernel/config/config.js';
import type { SqlReader } from '../kernel/database/connection.js';
import { Database } from '../kernel/database/database.js';
import { lockNamed } from '../kernel/database/named-lock.js';
import { sql } from '../kernel/database/sql.js';
import { columnOf, select } from '../kernel/database/sql-table.js';
import type { Transaction } from '../kernel/database/transaction.js';
import { Clock } from '../kernel/dates/clock.js';
import {
  bulkInsert,
  LifeCycle,
  liveTableOf,
  Registry,
  tableOf,
  type Context,
} from '../models/index.js';
import { ApiKey } from '../api-keys/index.js';
import { Company } from '../company/index.js';
import { chartOfAccounts } from './chart-of-accounts.js';
import { readSeed, readSeedSettings, seededCountries, type SeedRow } from './seed-files.js';

/** What a fresh installation tells its operator, once. */
export interface InstallationReport {
  /** The password of the user `admin`. */
  readonly adminPassword: string;
  /** The full-access API key. */
  readonly apiKey: string;
}

/** What an installation begins with beside the data of its country. */
export interface InstallationTerms {
  /** Whether issued invoices stay issued (`lockissued` of the `default` settings). */
  readonly lockIssued?: boolean;
}

/** Seed files in the order in which their tables refer to each other. */
const TABLES = [
  'pages',
  'empresas',
  'almacenes',
  'agenciastrans',
  'divisas',
  'diarios',
  'idsfiscales',
  'impuestos',
  'retenciones',
  'series',
  'formaspago',
  'estados_documentos',
  'formatos_documentos',
  'emails_notifications',
  'cuentasesp',
  'paises',
  'provincias',
  'roles',
  'roles_access',
  'users',
  'familias',
  'productos',
  'variantes',
] as const;

/** Fills an empty database with the data that a country starts with. */
@Injectable()
export class Installation {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly registry: Registry,
    private readonly lifeCycle: LifeCycle,
    private readonly clock: Clock,
  ) {}

  /** Whether the database has a company already, ours or another program's. */
  async isDone(): Promise<boolean> {
    return hasCompany(this.database);
  }

  /**
   * Installs, all or nothing; null when the database was not empty.
   *
   * @param country whose data it begins with
   * @throws Error naming the countries that there are, when the wanted one has no seeds
   */
  async run(
    country = this.config.country,
    terms: InstallationTerms = {},
  ): Promise<InstallationReport | null> {
    if (!seededCountries().includes(country)) {
      throw new Error(`There is no country ${country}; known are ${seededCountries().join(', ')}.`);
    }
    const adminPassword = randomBytes(12).toString('base64url');
    const places = {
      company: `E-${randomInt(1, 10000)}`,
      password: await hash(adminPassword, 10),
      today: this.clock.today(),
      year: this.clock.today().slice(0, 4),
    };
    return this.lifeCycle.run(async (context) => {
      if (!(await this.fill(country, places, terms, context.transaction))) return null;
      return { adminPassword, apiKey: await createKey(context) };
    });
  }

  private async fill(
    country: string,
    places: Record<string, string>,
    { lockIssued }: InstallationTerms,
    transaction: Transaction,
  ): Promise<boolean> {
    // Two servers may start on one empty database: the second waits, then finds it filled.
    await lockNamed(transaction, 'install');
    if (await hasCompany(transaction)) return false;
    for (const table of TABLES) {
      const rows = readSeed(country, table).map((row) => filled(row, places));
      if (table === 'users') for (const row of rows) row.langcode = this.config.language;
      await this.insert(table, rows, transaction);
    }
    const year = places.year ?? '';
    await this.insert('ejercicios', [fiscalYear(year)], transaction);
    const chart = chartOfAccounts(readSeed(country, 'plan-contable'), year);
    await this.insert('cuentas', chart.accounts, transaction);
    await this.insert('subcuentas', chart.subaccounts, transaction);
    const settings = Object.entries(readSeedSettings(country)).map(([name, properties]) => ({
      name,
      properties: JSON.stringify(
        name === 'default' && lockIssued ? { ...properties, lockissued: true } : properties,
      ),
    }));
    await this.insert('settings', settings, transaction);
    return true;
  }

  /** Records that are there already are somebody's: they stay as they are. */
  private async insert(
    table: string,
    rows: readonly Record<string, unknown>[],
    transaction: Transaction,
  ): Promise<void> {
    const model = this.registry.ofTable(table);
    const own = liveTableOf(model);
    const key = columnOf(own, model.key.name);
    const present = await transaction.read(select({ key }, sql`FROM ${own}`));
    const keys = new Set(present.map((row) => String(row.key).toLowerCase()));
    await bulkInsert(
      model,
      rows.filter((row) => !keys.has(String(row[model.key.name]).toLowerCase())),
      transaction,
    );
  }
}

/** Whether the database has a company, whoever made it. */
export async function hasCompany(reader: SqlReader): Promise<boolean> {
  return (await reader.read(sql`SELECT 1 FROM ${tableOf(Company)} LIMIT 1`)).length > 0;
}

async function createKey(context: Context): Promise<string> {
  const apikey = randomBytes(24).toString('base64url');
  await context.records.insert(ApiKey, { apikey, description: 'Installation', fullaccess: true });
  return apikey;
}

/** The row with `{{name}}` places filled in. */
function filled(row: SeedRow, places: Readonly<Record<string, string>>): SeedRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      typeof cell === 'string'
        ? cell.replace(/\{\{(\w+)\}\}/g, (place, key: string) => places[key] ?? place)
        : cell,
    ]),
  );
}

function fiscalYear(year: string): Record<string, unknown> {
  return {
    codejercicio: year,
    nombre: year,
    estado: 'ABIERTO',
    fechainicio: `${year}-01-01`,
    fechafin: `${year}-12-31`,
    idempresa: 1,
    longsubcuenta: 10,
  };
}
