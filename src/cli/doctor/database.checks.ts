import { newRegistry } from '../../schema.js';
import { pendingBalances } from '../../accounting/index.js';
import { ApiAccess, ApiKey } from '../../api-keys/index.js';
import { isApiEnabled } from '../../auth/index.js';
import { Company } from '../../company/index.js';
import { WorkEvent } from '../../jobs/index.js';
import type { Config } from '../../kernel/config/config.js';
import type { Database } from '../../kernel/database/database.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumber, columnOf, select } from '../../kernel/database/sql-table.js';
import { TableVersions } from '../../kernel/database/table-versions.js';
import {
  adoptLiveTables,
  DefaultSettings,
  liveTableOf,
  readLiveTables,
  tableOf,
  type Registry,
  type SchemaDifference,
  countUnfolded,
} from '../../models/index.js';
import { failure, ok, some, warning, type Check } from './check.js';
import { pluginsCheck } from './plugin.checks.js';

/** How far apart, in seconds, the clocks of server and database may be before it matters. */
const CLOCKS_APART = { warning: 5, failure: 120 };

/** Settings of the row `default` that name a record, with the table of that record. */
const REFERENCES: readonly (readonly [setting: string, table: string])[] = [
  ['codpais', 'paises'],
  ['idempresa', 'empresas'],
  ['codalmacen', 'almacenes'],
  ['coddivisa', 'divisas'],
  ['codimpuesto', 'impuestos'],
  ['codpago', 'formaspago'],
  ['codserie', 'series'],
  ['codserierec', 'series'],
  ['tipoidfiscal', 'idsfiscales'],
];
/** As above, but a new record does without them. */
const OPTIONAL_REFERENCES: typeof REFERENCES = [
  ['codretencion', 'retenciones'],
  ['codrole', 'roles'],
  ['homepage', 'pages'],
];

/** All checks of a database that answers. */
export async function databaseChecks(config: Config, database: Database): Promise<Check[]> {
  const checks = [await versionCheck(config, database), await databaseClockCheck(database)];
  const registry = newRegistry();
  const schema = await schemaChecks(registry, database);
  checks.push(...schema);
  if (schema.some(({ status }) => status === 'failure')) return checks;
  const company = await companyCheck(database);
  checks.push(company);
  if (company.status === 'failure') return checks;
  const settings = await new DefaultSettings(database, new TableVersions()).read();
  checks.push(
    await settingsCheck(settings, registry, database),
    apiCheck(config, settings),
    await keysCheck(config, database),
    await pluginsCheck(config, database),
  );
  checks.push(await queueCheck(database));
  if (database.dialect.keepsFolded) checks.push(await foldCheck(registry, database));
  return checks;
}

async function versionCheck({ database: location }: Config, database: Database): Promise<Check> {
  const { selectVersion, productOf } = database.dialect;
  const [row] = await database.rows(selectVersion);
  const version = String(row?.[0]);
  const place = location ? ` at ${location.host}:${location.port}/${location.name}` : '';
  return ok('Database', `${productOf(version)} ${version}${place}`);
}

async function databaseClockCheck(database: Database): Promise<Check> {
  const before = Date.now();
  const [row] = await database.rows(database.dialect.selectClock);
  const ours = (before + Date.now()) / 2000;
  return clocksCheck(Number(row?.[0]) - ours);
}

/** @param apart how many seconds the clock of the database is ahead of ours */
export function clocksCheck(apart: number): Check {
  const name = 'Database clock';
  const seconds = Math.abs(apart);
  if (seconds < CLOCKS_APART.warning) return ok(name, 'agrees with the clock of this machine');
  const message = `is ${Math.round(seconds)} s ${apart > 0 ? 'ahead of' : 'behind'} this machine's`;
  const advice = 'Keep both machines on time with a time service (NTP).';
  return seconds < CLOCKS_APART.failure
    ? warning(name, message, advice)
    : failure(name, message, advice);
}

async function schemaChecks(registry: Registry, database: Database): Promise<Check[]> {
  const differences = adoptLiveTables(registry, await readLiveTables(database));
  const of = (kind: SchemaDifference['kind']) => differences.filter((each) => each.kind === kind);
  const tables = of('missing table').map(({ table }) => table);
  const total = registry.all.length;
  if (tables.length > 0) {
    const message =
      tables.length === total ? 'there are no tables yet' : `without the tables ${some(tables)}`;
    return [failure('Tables', message, 'Run "facturanest migrate", or start the server.')];
  }
  const checks = [ok('Tables', `all ${total} are there`)];
  const missing = of('missing').map(columnText);
  if (missing.length > 0) {
    checks.push(
      warning(
        'Missing columns',
        `${some(missing)}: not served, values sent for them are not kept`,
        'Update the program that made these tables; its update adds them.',
      ),
    );
  }
  const types = of('type').map((each) => `${columnText(each)} (${each.detail})`);
  if (types.length > 0) {
    checks.push(
      warning(
        'Column types',
        `${some(types)}: values may be cut or refused by the database`,
        'Update the program that made these tables, or change the types by hand after a backup.',
      ),
    );
  }
  const extra = of('extra').map(columnText);
  if (extra.length > 0) checks.push(ok('Extra columns', `${some(extra)}: served like the others`));
  return checks;
}

function columnText({ table, column }: SchemaDifference): string {
  return `${table}.${column}`;
}

async function companyCheck(database: Database): Promise<Check> {
  const [row] = await database.read(
    select({ count: [sql`COUNT(*)`, asNumber] }, sql`FROM ${tableOf(Company)}`),
  );
  const count = row?.count ?? 0;
  return count > 0
    ? ok('Installation', count === 1 ? 'one company' : `${count} companies`)
    : failure(
        'Installation',
        'there is no company',
        'Run "facturanest install", or start the server.',
      );
}

async function settingsCheck(
  settings: Readonly<Record<string, unknown>>,
  registry: Registry,
  database: Database,
): Promise<Check> {
  const name = 'Default settings';
  if (Object.keys(settings).length === 0) {
    return failure(
      name,
      'the row "default" of the table settings is missing or no JSON object',
      'Put it back from a backup, or save it again: PUT /api/3/settings/default.',
    );
  }
  const dangling: string[] = [];
  const unset: string[] = [];
  for (const [setting, table] of [...REFERENCES, ...OPTIONAL_REFERENCES]) {
    const value = settings[setting];
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
      if (REFERENCES.some(([required]) => required === setting)) unset.push(setting);
    } else if (!(await exists(table, value, registry, database))) {
      dangling.push(`${setting} "${value}" is not in ${table}`);
    }
  }
  if (dangling.length > 0) {
    return failure(
      name,
      some(dangling),
      'Create these records, or name others: PUT /api/3/settings/default.',
    );
  }
  return unset.length > 0
    ? warning(name, `not set: ${unset.join(', ')}`, 'Set them: PUT /api/3/settings/default.')
    : ok(name, 'all point to existing records');
}

async function exists(
  table: string,
  key: string | number,
  registry: Registry,
  database: Database,
): Promise<boolean> {
  const model = registry.ofTable(table);
  const own = liveTableOf(model);
  const column = columnOf(own, model.key.name);
  return (await database.read(sql`SELECT 1 FROM ${own} WHERE ${column} = ${key}`)).length > 0;
}

function apiCheck(config: Config, settings: Readonly<Record<string, unknown>>): Check {
  if (config.apiKey !== null) return ok('API', 'enabled by API_KEY');
  return isApiEnabled(settings)
    ? ok('API', 'enabled in the settings')
    : failure(
        'API',
        'disabled: every request is answered with 409',
        'Set API_KEY, or enable_api in the row "default" of the table settings.',
      );
}

async function keysCheck(config: Config, database: Database): Promise<Check> {
  const [keys, access] = [tableOf(ApiKey), tableOf(ApiAccess)];
  const { allowget, allowpost, allowput, allowdelete } = access;
  const [row] = await database.read(
    select(
      {
        usable: [sql`COUNT(*)`, asNumber],
        full: [sql`COALESCE(SUM(${keys.fullaccess}), 0)`, asNumber],
      },
      sql`FROM ${keys} WHERE ${keys.enabled} = 1
        AND (${keys.fullaccess} = 1 OR ${keys.id} IN (SELECT ${access.idapikey} FROM ${access}
          WHERE ${allowget} = 1 OR ${allowpost} = 1 OR ${allowput} = 1 OR ${allowdelete} = 1))`,
    ),
  );
  const { usable, full } = row ?? { usable: 0, full: 0 };
  const constant = config.apiKey === null ? '' : ', and API_KEY with full access';
  if (usable > 0 || constant) {
    return ok('API keys', `${usable} usable, ${full} of them with full access${constant}`);
  }
  return failure(
    'API keys',
    'none can be used',
    'Make one: facturanest key create --description "…" --full.',
  );
}

/** FacturaScripts works balances out when its queue runs. */
async function queueCheck(database: Database): Promise<Check> {
  const name = 'Queue of another program';
  const [row] = await database.read(
    select(
      { count: [sql`COUNT(*)`, asNumber] },
      sql`FROM ${tableOf(WorkEvent)}
      WHERE ${pendingBalances()}`,
    ),
  );
  const count = row?.count ?? 0;
  if (count === 0) return ok(name, 'no balances wait in it');
  return warning(
    name,
    `${count} events in work_events wait for it to work out balances`,
    'Run "facturanest books rebuild", or start the server, which does so once.',
  );
}

async function foldCheck(registry: Registry, database: Database): Promise<Check> {
  const counts = [...(await countUnfolded(registry, database))];
  if (counts.length === 0) return ok('Text search', 'every row can be found by its texts');
  const tables = counts.map(([table, count]) => `${count} rows of ${table}`);
  return failure(
    'Text search',
    `filters and sorts miss ${some(tables)}, which another program wrote`,
    'Run "facturanest migrate".',
  );
}
