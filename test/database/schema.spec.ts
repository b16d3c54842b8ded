import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRegistry } from '../../src/schema.js';
import type { Database } from '../../src/kernel/database/database.js';
import type { SqlRow } from '../../src/kernel/database/sql-value.js';
import { isFoldedName } from '../../src/kernel/database/fold.js';
import { createSchemaMigration, entitySchemas } from '../../src/models/index.js';
import { ENGINES } from '../support/place.js';
import { openEngine, type TestDatabase } from '../support/databases.js';

/** What the reference installation's tables are, kept beside the repository. */
const CONTRACT = fileURLToPath(new URL('../../../shared/contract/models.json', import.meta.url));
/** A dump of one, with the names of its keys. */
const INSTALLED = fileURLToPath(
  new URL('../../../shared/contract/existing/install.sql.gz', import.meta.url),
);
const CREATION = /CREATE TABLE `(\w+)` \((.*?)^\) ENGINE/gms;

interface ContractColumn {
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly auto?: boolean;
}

interface Table {
  readonly primary: readonly string[];
  readonly unique: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly foreign: readonly {
    readonly column: string;
    readonly references: string;
    readonly onDelete: string;
    readonly onUpdate: string;
  }[];
  readonly columns: Readonly<Record<string, ContractColumn>>;
}

const isThere = existsSync(CONTRACT);
if (!isThere) process.stdout.write('Schema of the contract: skipped (../shared is not there)\n');

const TABLES = isThere
  ? (JSON.parse(readFileSync(CONTRACT, 'utf8')) as { tables: Record<string, Table> }).tables
  : {};

describe.runIf(isThere).each(ENGINES)('created tables on %s', (engine) => {
  let opened: TestDatabase;
  let live: Map<string, Table>;
  beforeAll(async () => {
    const registry = newRegistry();
    opened = await openEngine(engine, {
      entities: entitySchemas(registry, engine === 'mysql' ? 'mysql' : 'sqlite'),
      migrations: [createSchemaMigration(registry)],
    });
    live = await (engine === 'mysql' ? mysqlTables : embeddedTables)(opened.database);
  });
  afterAll(() => opened.close());

  it('are those of the contract, and our own', () => {
    const ours = [...live.keys()].filter((name) => !(name in TABLES) && name !== 'sqlite_sequence');
    expect(ours.every((name) => name.startsWith('fn_'))).toBe(true);
    expect(Object.keys(TABLES).filter((name) => !live.has(name))).toEqual([]);
  });

  it.each(Object.keys(TABLES))('%s is as the contract says', (name) => {
    expect(normalised(live.get(name)!)).toEqual(normalised(TABLES[name]!));
    const columns = Object.keys(live.get(name)!.columns).filter((column) => !isFoldedName(column));
    expect(columns).toEqual(Object.keys(TABLES[name]!.columns));
  });

  if (engine === 'mysql') {
    it('have one engine and one collation', async () => {
      const kinds = await opened.database.rows(
        `SELECT DISTINCT ENGINE, TABLE_COLLATION FROM information_schema.TABLES
         WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'fn\\_%'`,
      );
      expect(kinds).toEqual([['InnoDB', 'utf8mb4_unicode_520_ci']]);
    });

    it.runIf(existsSync(INSTALLED))('have the names of the reference, for all keys', async () => {
      const dump = gunzipSync(readFileSync(INSTALLED)).toString('utf8');
      const found = new Map<string, readonly string[]>();
      for (const [, table = '', body = ''] of dump.matchAll(CREATION)) {
        const names = [...body.matchAll(/^ {2}(?:UNIQUE )?(?:KEY|CONSTRAINT) `(\w+)`/gm)];
        found.set(table, [...new Set(names.map(([, name = '']) => name))].sort());
      }
      const rows = await opened.database.rows(
        `SELECT TABLE_NAME, INDEX_NAME FROM information_schema.STATISTICS
         WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME <> 'PRIMARY'
         UNION SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE
         WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL`,
      );
      for (const [table, names] of found) {
        // Indexes of our own are named as our tables are.
        const ours = rows
          .filter(([own, name]) => own === table && !String(name).startsWith('fn_'))
          .map(([, name]) => String(name));
        expect([table, ...ours.sort()]).toEqual([table, ...names]);
      }
      expect(found.size).toBeGreaterThan(80);
    });
  } else {
    it('have a folded column beside every free text', async () => {
      const rows = await opened.database.rows(
        `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table'`,
      );
      const folded = rows.filter(([, column]) => isFoldedName(String(column)));
      expect(folded.length).toBeGreaterThan(200);
    });
  }
});

/** Without the order of keys, which means nothing. */
function normalised({ primary, unique, foreign, columns }: Table): Table {
  return {
    primary,
    unique: [...unique].sort((a, b) => (a.name < b.name ? -1 : 1)),
    foreign: [...foreign].sort((a, b) => (a.column < b.column ? -1 : 1)),
    columns,
  };
}

async function mysqlTables(database: Database): Promise<Map<string, Table>> {
  const own = 'TABLE_SCHEMA = DATABASE()';
  const columns = await database.rows(
    `SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA
     FROM information_schema.COLUMNS WHERE ${own} ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  const keys = await database.rows(
    `SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
     WHERE ${own} AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
  );
  const references = await database.rows(
    `SELECT k.TABLE_NAME, k.COLUMN_NAME, CONCAT(k.REFERENCED_TABLE_NAME, '.', k.REFERENCED_COLUMN_NAME),
       r.DELETE_RULE, r.UPDATE_RULE
     FROM information_schema.KEY_COLUMN_USAGE k
     JOIN information_schema.REFERENTIAL_CONSTRAINTS r
       ON r.CONSTRAINT_SCHEMA = k.TABLE_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
         AND r.TABLE_NAME = k.TABLE_NAME
     WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL`,
  );
  const tables = new Map<string, Table>();
  for (const [table] of columns) tables.set(String(table), emptyTable());
  const addColumn = (row: SqlRow): void => {
    const [table, name, type, nullable, byDefault, extra] = row;
    Object.assign(tables.get(String(table))!.columns, {
      [String(name)]: {
        // MySQL 8 writes no width of whole numbers.
        type: type === 'int' ? 'int(11)' : type,
        nullable: nullable === 'YES',
        ...(byDefault !== null && byDefault !== 'NULL' && { default: String(byDefault) }),
        ...(String(extra).includes('auto_increment') && { auto: true }),
      },
    });
  };
  columns.forEach(addColumn);
  for (const [table, key, column] of keys) addKey(tables.get(String(table))!, String(key), column);
  for (const row of references) addReference(tables.get(String(row[0]))!, row.slice(1));
  return tables;
}

async function embeddedTables(database: Database): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  for (const name of await database.tables()) {
    const table = emptyTable();
    tables.set(name, table);
    const columns = await database.rows(
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?) ORDER BY cid`,
      [name],
    );
    for (const [column, type, required, byDefault, key] of columns) {
      if (isFoldedName(String(column))) continue;
      // SQLite generates keys of a column that is declared as INTEGER PRIMARY KEY only.
      const generated = type === 'INTEGER' && key === 1;
      if (key === 1) addKey(table, 'PRIMARY', column);
      Object.assign(table.columns, {
        [String(column)]: {
          // SQLite writes the types that it knows in capitals.
          type: generated ? 'int(11)' : String(type).toLowerCase(),
          nullable: required !== 1,
          ...(byDefault !== null && byDefault !== 'NULL' && { default: String(byDefault) }),
          ...(generated && { auto: true }),
        },
      });
    }
    const indexes = await database.rows(
      `SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin = 'c'`,
      [name],
    );
    for (const [index] of indexes) {
      const members = await database.rows('SELECT name FROM pragma_index_info(?) ORDER BY seqno', [
        index ?? '',
      ]);
      for (const [column] of members) addKey(table, String(index), plain(String(column)));
    }
    const references = await database.rows(
      `SELECT "from", "table" || '.' || "to", on_delete, on_update FROM pragma_foreign_key_list(?)`,
      [name],
    );
    for (const row of references) addReference(table, row);
  }
  return tables;
}

function plain(column: string): string {
  return column.replace(/__fold$/, '');
}

interface MutableTable {
  primary: string[];
  unique: { name: string; columns: string[] }[];
  foreign: Table['foreign'][number][];
  columns: Record<string, ContractColumn>;
}

function emptyTable(): MutableTable & Table {
  return { primary: [], unique: [], foreign: [], columns: {} };
}

function addKey(table: Table, key: string, column: unknown): void {
  const { primary, unique } = table as MutableTable;
  if (key === 'PRIMARY') {
    primary.push(String(column));
    return;
  }
  const known = unique.find(({ name }) => name === key);
  if (known) known.columns.push(String(column));
  else unique.push({ name: key, columns: [String(column)] });
}

function addReference(table: Table, row: SqlRow): void {
  const [column, references, onDelete, onUpdate] = row.map(String);
  (table as MutableTable).foreign.push({
    column: column ?? '',
    references: references ?? '',
    onDelete: onDelete ?? '',
    onUpdate: onUpdate ?? '',
  });
}
