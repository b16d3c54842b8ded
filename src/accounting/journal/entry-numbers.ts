import {
  FOR_UPDATE,
  INSERT_IGNORE,
  literal,
  sql,
  union,
  type Sql,
} from '../../kernel/database/sql.js';
import {
  asNumber,
  asNumberOrNull,
  asText,
  namedTable,
  select,
} from '../../kernel/database/sql-table.js';
import { refuse } from '../../kernel/errors/problem.js';
import { numberAfter, tableOf, testRoom, type Context } from '../../models/index.js';
import { JournalEntry } from './journal-entry.entity.js';

/*
 * The next number of a fiscal year is one more than its highest, and no index of `asientos` says
 * which that is. `fn_entry_numbers` remembers the highest number up to some entry (`seen`) and who
 * has it. Whatever comes after that entry, from this or another program, is looked at each time by
 * the key, and so is whether that number is still there. When much has come after, `seen` moves
 * on, but stays behind the end: other programs commit entries in another order than they begin
 * them.
 */
const MOST_UNSEEN = 64;
const LEFT_UNSEEN = 16;

const CHECKPOINTS = namedTable('fn_entry_numbers', {
  codejercicio: asText,
  idasiento: asNumber,
  numero: asNumber,
  seen: asNumberOrNull,
});

interface Checkpoint {
  /** The entry with the highest number up to `seen`; 0 for none. */
  readonly idasiento: number;
  readonly numero: number;
  /** The last entry that was looked at; null when it is not known. */
  readonly seen: number | null;
}

interface Numbered {
  readonly idasiento: number;
  readonly numero: number;
}

/** A year without entries that were looked at. */
const NOTHING: Checkpoint = { idasiento: 0, numero: 0, seen: null };

/** The checkpoints of the years whose books a unit of work holds. */
class HeldBooks {
  readonly checkpoints = new Map<string, Checkpoint>();
}

/**
 * Makes the books of a fiscal year this unit of work's alone until it ends: entries are numbered,
 * and balances written, one unit after the other. Every writer of the ledger begins here, so that
 * none waits for another one crosswise.
 */
export async function lockBooks(codejercicio: string, context: Context): Promise<void> {
  await heldCheckpoint(codejercicio, context);
}

/**
 * The next number of the fiscal year; its books are the unit of work's alone from here on.
 *
 * @throws RuleError `no-more-numbers`
 */
export async function nextEntryNumber(codejercicio: string, context: Context): Promise<number> {
  const checkpoint = await heldCheckpoint(codejercicio, context);
  const known = await unseen(codejercicio, checkpoint, context);
  if (known) {
    if (known.length > MOST_UNSEEN) await moveOn(codejercicio, checkpoint, known, context);
    return numberAfter(highestOf(checkpoint, known), 'numero');
  }
  const found = await search(codejercicio, context);
  await remember(codejercicio, found, context);
  const after = (await unseen(codejercicio, found, context)) ?? [];
  return numberAfter(highestOf(found, after), 'numero');
}

function highestOf({ numero }: Checkpoint, after: readonly Numbered[]): number {
  return after.reduce((highest, each) => Math.max(highest, each.numero), numero);
}

/** Says that numbers of the fiscal year change otherwise than by counting on. */
export async function forgetEntryNumbers(codejercicio: string, context: Context): Promise<void> {
  await lockBooks(codejercicio, context);
  await remember(codejercicio, NOTHING, context);
}

/**
 * @throws RuleError `duplicated-value` when another entry of the year has the number,
 *   `number-too-high`
 */
export async function testFreeNumber(
  entry: Readonly<JournalEntry>,
  context: Context,
): Promise<void> {
  const { codejercicio, numero, idasiento } = entry;
  await lockBooks(codejercicio, context);
  await testRoom('numero', numero, async () => {
    const order = { orderBy: ['numero'], descending: true };
    const last = await context.records.first(JournalEntry, { codejercicio }, order);
    return last?.numero ?? 0;
  });
  const others = await context.records.list(JournalEntry, { codejercicio, numero }, { limit: 2 });
  if (others.every((other) => other.idasiento === idasiento)) return;
  refuse('duplicated-value', 'numero', { columns: 'codejercicio, numero', value: numero });
}

async function heldCheckpoint(codejercicio: string, context: Context): Promise<Checkpoint> {
  const { checkpoints } = context.part(HeldBooks);
  const known = checkpoints.get(codejercicio) ?? (await lockedCheckpoint(codejercicio, context));
  checkpoints.set(codejercicio, known);
  return known;
}

/** The row of the year, locked; made when there is none. */
async function lockedCheckpoint(codejercicio: string, context: Context): Promise<Checkpoint> {
  const { transaction } = context;
  const { codejercicio: year, idasiento, numero, seen } = CHECKPOINTS;
  const query = select(
    { idasiento, numero, seen },
    sql`FROM ${CHECKPOINTS} WHERE ${year.is(codejercicio)}${FOR_UPDATE}`,
  );
  const [found] = await transaction.read(query);
  if (found) return found;
  await transaction.write(
    sql`${INSERT_IGNORE} INTO ${CHECKPOINTS} (${[year, idasiento, numero]})
      VALUES (${codejercicio}, 0, 0)`,
  );
  const [made] = await transaction.read(query);
  return made ?? NOTHING;
}

/** The entries after `seen`, in the order of their keys; null when the checkpoint is no good. */
async function unseen(
  codejercicio: string,
  { idasiento, numero, seen }: Checkpoint,
  context: Context,
): Promise<Numbered[] | null> {
  if (seen === null) return null;
  const table = tableOf(JournalEntry);
  const numbered = (condition: Sql) =>
    select(
      { idasiento: table.idasiento, numero: table.numero },
      sql`FROM ${table} WHERE ${table.codejercicio.is(codejercicio)} AND ${condition}`,
    );
  // The embedded engine would look at the whole year for `= ? OR > ?`.
  const entries = await context.transaction.read(
    union([numbered(table.idasiento.is(idasiento)), numbered(sql`${table.idasiento} > ${seen}`)]),
  );
  const highest = entries.find((entry) => entry.idasiento === idasiento);
  if (idasiento !== 0 && highest?.numero !== numero) return null;
  return entries
    .filter((entry) => entry.idasiento > seen)
    .sort((a, b) => a.idasiento - b.idasiento);
}

async function moveOn(
  codejercicio: string,
  checkpoint: Checkpoint,
  entries: readonly Numbered[],
  context: Context,
): Promise<void> {
  const seen = entries.slice(0, -LEFT_UNSEEN);
  const highest = [checkpoint, ...seen].reduce((a, b) => (b.numero > a.numero ? b : a));
  const last = seen.at(-1)?.idasiento ?? null;
  const { idasiento, numero } = highest;
  await remember(codejercicio, { idasiento, numero, seen: last }, context);
}

/** Looks at all entries of the year. */
async function search(codejercicio: string, context: Context): Promise<Checkpoint> {
  const table = tableOf(JournalEntry);
  const { idasiento, numero } = table;
  const ofYear = sql`FROM ${table} WHERE ${table.codejercicio.is(codejercicio)}`;
  const [last] = await context.transaction.read(
    select(
      { idasiento },
      sql`${ofYear} ORDER BY ${idasiento} DESC LIMIT 1 OFFSET ${literal(LEFT_UNSEEN)}`,
    ),
  );
  if (!last) return { ...NOTHING, seen: 0 };
  const seen = last.idasiento;
  const [highest = NOTHING] = await context.transaction.read(
    select(
      { idasiento, numero },
      sql`${ofYear} AND ${idasiento} <= ${seen}
        ORDER BY ${numero} DESC, ${idasiento} LIMIT 1`,
    ),
  );
  return { idasiento: highest.idasiento, numero: highest.numero, seen };
}

async function remember(
  codejercicio: string,
  checkpoint: Checkpoint,
  context: Context,
): Promise<void> {
  const { idasiento, numero, seen } = checkpoint;
  context.part(HeldBooks).checkpoints.set(codejercicio, checkpoint);
  const assignments = [
    CHECKPOINTS.idasiento.set(idasiento),
    CHECKPOINTS.numero.set(numero),
    CHECKPOINTS.seen.set(seen),
  ];
  await context.transaction.write(
    sql`UPDATE ${CHECKPOINTS} SET ${assignments}
      WHERE ${CHECKPOINTS.codejercicio.is(codejercicio)}`,
  );
}
