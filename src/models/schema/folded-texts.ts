import type { Database } from '../../kernel/database/database.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import type { Dialect } from '../../kernel/database/dialect.js';
import { refusalOf } from '../../kernel/database/database-error.js';
import { foldedName, FOLD_VERSION } from '../../kernel/database/fold.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { comparisonOf } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import { furtherIndexes } from './table-statements.js';

const BATCH = 500;
/** The row of `fn_counters` that says how texts are folded. */
const FOLDED = 'folded-texts';

/** In a unit of work of its own, or in one that is open. */
type Run = <R>(work: (transaction: Transaction) => Promise<R>) => Promise<R>;

/** The text columns of one table that a row may lack the folded text of. */
interface FoldedTable {
  readonly table: string;
  readonly columns: readonly string[];
  /** Holds for a row in which a text is without its folded twin. */
  readonly condition: string;
}

/**
 * The rows by table that lists can not find by their texts, because another program wrote them;
 * at most `most` are counted per table. None on MySQL, which compares by itself.
 */
export async function countUnfolded(
  registry: Registry,
  database: Database,
  most = 1000,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { table, condition } of await foldedTables(registry, database)) {
    const name = database.dialect.quote(table);
    const [row] = await database.rows(
      `SELECT COUNT(*) FROM (SELECT 1 FROM ${name} WHERE ${condition} LIMIT ${most})`,
    );
    const count = Number(row?.[0]);
    if (count > 0) counts.set(table, count);
  }
  return counts;
}

/** Writes the folded texts that are missing, and says how many rows it completed. */
export async function foldMissing(
  registry: Registry,
  database: Database,
  units: UnitOfWork,
): Promise<number> {
  let completed = 0;
  for (const folded of await foldedTables(registry, database)) {
    completed += await foldTable(folded, database.dialect, (work) => units.run(work));
  }
  return completed;
}

/** Gives their folded texts to text columns that somebody else added to an embedded database. */
export async function addFoldedColumns(
  registry: Registry,
  database: Database,
  units: UnitOfWork,
): Promise<void> {
  const { dialect } = database;
  if (!dialect.keepsFolded) return;
  const present = await presentColumns(database);
  for (const model of registry.all) {
    const names = textColumns(model, present).filter(
      (name) => !present.has(`${model.table}.${foldedName(name)}`),
    );
    if (names.length === 0) continue;
    await units.run(async (transaction) => {
      for (const name of names) {
        const column = dialect.operand(name, 'text');
        await transaction.run(
          `ALTER TABLE ${dialect.quote(model.table)} ADD COLUMN ${column} text`,
        );
      }
      await foldTable(foldedTable(model, names, dialect), dialect, (work) => work(transaction));
    });
  }
}

/**
 * Folds all texts anew where an older version of this server folded them in another way, in one
 * transaction.
 */
export async function refoldTexts(
  registry: Registry,
  database: Database,
  units: UnitOfWork,
): Promise<void> {
  const { dialect } = database;
  if (!dialect.keepsFolded || (await foldedVersion(database)) === FOLD_VERSION) return;
  const tables = await foldedTables(registry, database);
  const present = new Set(await database.tables());
  const indexes = registry.all
    .filter(({ table }) => present.has(table))
    .flatMap((model) => furtherIndexes(model, dialect));
  await units.run(async (transaction) => {
    for (const folded of tables) {
      const emptied = folded.columns.map((name) => `${dialect.operand(name, 'text')} = NULL`);
      await transaction.run(`UPDATE ${dialect.quote(folded.table)} SET ${emptied.join(', ')}`);
      await foldTable(folded, dialect, (work) => work(transaction));
    }
    for (const index of indexes) await transaction.run(index);
    await transaction.run(`DELETE FROM fn_counters WHERE name = '${FOLDED}'`);
    await transaction.run(
      `INSERT INTO fn_counters (name, value) VALUES ('${FOLDED}', ${FOLD_VERSION})`,
    );
  });
}

/** How the texts of this database were folded. */
async function foldedVersion(database: Database): Promise<number> {
  const [row] = await database.rows(`SELECT value FROM fn_counters WHERE name = '${FOLDED}'`);
  return Number(row?.[0] ?? 0);
}

async function foldTable(folded: FoldedTable, dialect: Dialect, run: Run): Promise<number> {
  let completed = 0;
  let last: SqlValue = -1;
  for (;;) {
    const after = last;
    const batch: FoldedBatch = await run((transaction) =>
      foldBatch(folded, after, transaction, dialect),
    );
    completed += batch.written;
    if (batch.last === null) return completed;
    last = batch.last;
  }
}

interface FoldedBatch {
  readonly written: number;
  /** The last row that was looked at; null at the end of the table. */
  readonly last: SqlValue;
}

async function foldBatch(
  { table, columns, condition }: FoldedTable,
  after: SqlValue,
  transaction: Transaction,
  { quote, operand, value }: Dialect,
): Promise<FoldedBatch> {
  const rows = await transaction.rows(
    `SELECT rowid, ${columns.map(quote).join(', ')} FROM ${quote(table)} ` +
      `WHERE rowid > ? AND (${condition}) ORDER BY rowid LIMIT ${BATCH}`,
    [after],
  );
  const assignments = columns.map((column) => `${operand(column, 'text')} = ?`).join(', ');
  const update = `UPDATE ${quote(table)} SET ${assignments} WHERE rowid = ?`;
  transaction.touch(table);
  let written = 0;
  for (const [id = null, ...texts] of rows) {
    try {
      await transaction.run(update, [...texts.map((text) => value(text, 'text')), id]);
      written += 1;
    } catch (error) {
      // Another row has the same text where it must be unique: this one stays as it is.
      if (refusalOf(error)?.kind !== 'duplicate') throw error;
    }
  }
  return { written, last: rows.at(-1)?.[0] ?? null };
}

async function foldedTables(registry: Registry, database: Database): Promise<FoldedTable[]> {
  if (!database.dialect.keepsFolded) return [];
  const present = await presentColumns(database);
  return registry.all.flatMap((model) => {
    const columns = textColumns(model, present).filter((name) =>
      present.has(`${model.table}.${foldedName(name)}`),
    );
    return columns.length > 0 ? [foldedTable(model, columns, database.dialect)] : [];
  });
}

function foldedTable(
  { table }: ModelDefinition,
  columns: readonly string[],
  { quote, operand }: Dialect,
): FoldedTable {
  const condition = columns
    .map((name) => `(${quote(name)} IS NOT NULL AND ${operand(name, 'text')} IS NULL)`)
    .join(' OR ');
  return { table, columns, condition };
}

/** The columns of an embedded database as `table.column`. */
async function presentColumns(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.rows(
    `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table'`,
  );
  return new Set(rows.map(([table, column]) => `${String(table)}.${String(column)}`));
}

function textColumns(model: ModelDefinition, present: ReadonlySet<string>): string[] {
  return model.columns
    .filter((column) => comparisonOf(column) === 'text')
    .map(({ name }) => name)
    .filter((name) => present.has(`${model.table}.${name}`));
}
