import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
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

/** The next number of the fiscal year; its books are the unit of work's alone from here on. */
export async function nextEntryNumber(codejercicio: string, context: Context): Promise<number> {
  const checkpoint = await heldCheckpoint(codejercicio, context);
  const known = await unseen(codejercicio, checkpoint, context);
  if (known) {
    if (known.length > MOST_UNSEEN) await moveOn(codejercicio, checkpoint, known, context);
    return highestOf(checkpoint, known) + 1;
  }
  const found = await search(codejercicio, context);
  await remember(codejercicio, found, context);
  return highestOf(found, (await unseen(codejercicio, found, context)) ?? []) + 1;
}

function highestOf({ numero }: Checkpoint, after: readonly Numbered[]): number {
  return after.reduce((highest, each) => Math.max(highest, each.numero), numero);
}

/** Says that numbers of the fiscal year change otherwise than by counting on. */
export async function forgetEntryNumbers(codejercicio: string, context: Context): Promise<void> {
  await lockBooks(codejercicio, context);
  await remember(codejercicio, NOTHING, context);
}

/** @throws RuleError `duplicated-value` when another entry of the year has the number */
export async function testFreeNumber(
  entry: Readonly<JournalEntry>,
  context: Context,
): Promise<void> {
  const { codejercicio, numero, idasiento } = entry;
  await lockBooks(codejercicio, context);
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
  const { dialect } = transaction;
  const select =
    'SELECT idasiento, numero, seen FROM fn_entry_numbers WHERE codejercicio = ?' +
    dialect.forUpdate;
  const find = async () => (await transaction.rows(select, [codejercicio]))[0];
  let row = await find();
  if (!row) {
    await transaction.run(
      `${dialect.insertIgnore} INTO fn_entry_numbers (codejercicio, idasiento, numero) ` +
        'VALUES (?, 0, 0)',
      [codejercicio],
    );
    row = await find();
  }
  const [idasiento = 0, numero = 0, seen = null] = row ?? [];
  return {
    idasiento: Number(idasiento),
    numero: Number(numero),
    seen: seen === null ? null : Number(seen),
  };
}

/** The entries after `seen`, in the order of their keys; null when the checkpoint is no good. */
async function unseen(
  codejercicio: string,
  { idasiento, numero, seen }: Checkpoint,
  context: Context,
): Promise<Numbered[] | null> {
  if (seen === null) return null;
  const { quote } = context.transaction.dialect;
  const key = quote('idasiento');
  const select =
    `SELECT ${key}, ${quote('numero')} FROM ${quote('asientos')} ` +
    `WHERE ${quote('codejercicio')} = ? AND ${key}`;
  // The embedded engine would look at the whole year for `= ? OR > ?`.
  const rows = await context.transaction.rows(`${select} = ? UNION ALL ${select} > ?`, [
    codejercicio,
    idasiento,
    codejercicio,
    seen,
  ]);
  const entries = rows.map((row) => ({ idasiento: Number(row[0]), numero: Number(row[1]) }));
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
  const { quote } = context.transaction.dialect;
  const [key, number] = [quote('idasiento'), quote('numero')];
  const ofYear = `FROM ${quote('asientos')} WHERE ${quote('codejercicio')} = ?`;
  const [last] = await context.transaction.rows(
    `SELECT ${key} ${ofYear} ORDER BY ${key} DESC LIMIT 1 OFFSET ${LEFT_UNSEEN}`,
    [codejercicio],
  );
  if (!last) return { ...NOTHING, seen: 0 };
  const seen = Number(last[0]);
  const [highest] = await context.transaction.rows(
    `SELECT ${key}, ${number} ${ofYear} AND ${key} <= ? ORDER BY ${number} DESC, ${key} LIMIT 1`,
    [codejercicio, seen],
  );
  return { idasiento: Number(highest?.[0]), numero: Number(highest?.[1]), seen };
}

async function remember(
  codejercicio: string,
  checkpoint: Checkpoint,
  context: Context,
): Promise<void> {
  const { idasiento, numero, seen } = checkpoint;
  context.part(HeldBooks).checkpoints.set(codejercicio, checkpoint);
  await context.transaction.run(
    'UPDATE fn_entry_numbers SET idasiento = ?, numero = ?, seen = ? WHERE codejercicio = ?',
    [idasiento, numero, seen, codejercicio],
  );
}
