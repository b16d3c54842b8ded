import { inBatches } from '../../kernel/batches.js';
import { fold } from '../../kernel/database/fold.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { round, sum } from '../../kernel/money/decimal.js';
import type { Context, SettlingPart } from '../../models/index.js';
import {
  addToAccounts,
  endsOfLines,
  isBefore,
  lockSubaccounts,
  rememberEnds,
  rewriteRunningBalances,
  START,
  totalsOfLines,
  type End,
  type Later,
  type Position,
  type StoredSubaccount,
  type Totals,
} from './balance-statements.js';
import { lockBooks } from './entry-numbers.js';
import { balanceOf } from './balance.js';
import { Subaccount } from '../chart/subaccount.entity.js';

/** A ledger account as this unit of work leaves it. */
interface Standing {
  readonly idsubcuenta: number;
  readonly codsubcuenta: string;
  readonly codejercicio: string;
  readonly accounts: readonly number[];
  stored: Totals;
  now: Totals;
  end: End;
  /** The first day whose lines must have their running balances found anew, if any. */
  staleFrom: Day | null;
  /** Whether the totals must be added up from the lines. */
  isUnsure: boolean;
}

/** A ledger account as those who post need it. */
export type PostableSubaccount = Pick<Standing, 'idsubcuenta' | 'codsubcuenta'>;

/** What a line says about a ledger account. */
interface Posting extends Totals {
  readonly idsubcuenta: number;
}

/** Most ledger accounts that one statement names. */
const MOST_AT_ONCE = 500;

/**
 * Everything that one unit of work does to the balances of the ledger, added up by ledger account
 * and written once, at its end: their totals, those of the accounts above them, and the running
 * balances of lines. A line behind all others knows its own at once.
 */
export class LedgerBalances implements SettlingPart {
  private readonly byKey = new Map<number, Standing>();
  private readonly byCode = new Map<string, Standing>();
  private readonly changed = new Set<Standing>();

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.changed.size > 0;
  }

  /**
   * The ledger accounts of a fiscal year with these codes, for posting on them: the books of the
   * year are this unit of work's alone from here on. Codes that there are not are left out.
   */
  async find(
    codejercicio: string,
    codes: Iterable<string>,
  ): Promise<ReadonlyMap<string, PostableSubaccount>> {
    await lockBooks(codejercicio, this.context);
    const wanted = [...new Set(codes)];
    const keyOf = (code: string) => `${codejercicio}\0${fold(code)}`;
    const unknown = wanted.filter((code) => !this.byCode.has(keyOf(code)));
    for (const some of inBatches(unknown, MOST_AT_ONCE)) {
      const found = await this.learn(
        await lockSubaccounts({ codejercicio, codes: some }, this.context),
      );
      for (const each of found) this.byCode.set(keyOf(each.codsubcuenta), each);
    }
    return new Map(
      wanted.flatMap((code) => {
        const standing = this.byCode.get(keyOf(code));
        return standing ? [[code, standing] as const] : [];
      }),
    );
  }

  /** Reads ledger accounts whose lines change, whatever their year. */
  async prepare(codejercicio: string, keys: Iterable<number>): Promise<void> {
    await lockBooks(codejercicio, this.context);
    const unknown = [...new Set(keys)].filter((key) => !this.byKey.has(key));
    for (const some of inBatches(unknown, MOST_AT_ONCE)) {
      await this.learn(await lockSubaccounts({ keys: some }, this.context));
    }
  }

  /**
   * Adds a new line, whose ledger account has been found before.
   *
   * @returns the balance of the ledger account after the line
   */
  add(line: Posting, position: Position): number {
    const standing = this.change(line, 1);
    if (isBefore(position, standing.end)) disturb(standing, position.fecha);
    else standing.end = endAt(position);
    return balanceOf(standing.now.debe, standing.now.haber, this.context);
  }

  /**
   * Takes away a line, whose ledger account has been prepared before.
   *
   * @param isLast no other line of its entry stands behind it on the same ledger account
   */
  take(line: Posting, position: Position, isLast: boolean): void {
    const standing = this.change(line, -1);
    if (!isLast || isBefore(position, standing.end)) disturb(standing, position.fecha);
    if (!isBefore(position, standing.end)) standing.end = { ...standing.end, loose: true };
  }

  /** Says that lines of a prepared ledger account moved from one position to another. */
  move(idsubcuenta: number, from: Position, to: Position): void {
    const standing = this.standing(idsubcuenta);
    if (isBefore(standing.end, to)) standing.end = endAt(to);
    else if (!isBefore(from, standing.end)) standing.end = { ...standing.end, loose: true };
    disturb(standing, isBefore(from, to) ? from.fecha : to.fecha);
    this.changed.add(standing);
  }

  /** Writes what has added up so far; the unit of work does so itself at its end. */
  async settle(): Promise<void> {
    const changed = [...this.changed].sort((a, b) => a.idsubcuenta - b.idsubcuenta);
    this.changed.clear();
    for (const some of inBatches(changed, MOST_AT_ONCE)) {
      await this.findAnew(some);
      await this.write(some);
    }
  }

  private async learn(found: readonly StoredSubaccount[]): Promise<Standing[]> {
    const unsure = found.filter(({ end }) => end === null).map(({ idsubcuenta }) => idsubcuenta);
    const totals = await totalsOfLines(unsure, this.context);
    return found.map(({ idsubcuenta, codsubcuenta, codejercicio, accounts, stored, end }) => {
      const known = this.byKey.get(idsubcuenta);
      if (known) return known;
      const truth = totals.get(idsubcuenta);
      const standing: Standing = {
        idsubcuenta,
        codsubcuenta,
        codejercicio,
        accounts,
        stored,
        now: end ? stored : { debe: truth?.debe ?? 0, haber: truth?.haber ?? 0 },
        end: end ?? truth?.end ?? START,
        staleFrom: null,
        isUnsure: false,
      };
      this.byKey.set(idsubcuenta, standing);
      return standing;
    });
  }

  private change({ idsubcuenta, debe, haber }: Posting, sign: 1 | -1): Standing {
    const standing = this.standing(idsubcuenta);
    const decimals = this.context.settings.decimals;
    // Parts of a cent would be lost between two roundings.
    if ([debe, haber].some((amount) => round(amount, decimals) !== amount)) {
      standing.isUnsure = true;
    }
    standing.now = {
      debe: sum([standing.now.debe, sign * debe]),
      haber: sum([standing.now.haber, sign * haber]),
    };
    this.changed.add(standing);
    return standing;
  }

  private standing(idsubcuenta: number): Standing {
    const standing = this.byKey.get(idsubcuenta);
    if (!standing) throw new Error(`Ledger account ${idsubcuenta} has not been prepared`);
    return standing;
  }

  /** What can not be known from what was known before. */
  private async findAnew(changed: readonly Standing[]): Promise<void> {
    const unsure = changed.filter(({ isUnsure }) => isUnsure);
    const totals = await totalsOfLines(
      unsure.map(({ idsubcuenta }) => idsubcuenta),
      this.context,
    );
    for (const standing of unsure) {
      const { debe = 0, haber = 0, end = START } = totals.get(standing.idsubcuenta) ?? {};
      Object.assign(standing, { now: { debe, haber }, end, isUnsure: false });
    }
    const stale = changed.filter(({ staleFrom }) => staleFrom !== null);
    await rewriteRunningBalances(laterThan(stale), this.context);
    const loose = stale.filter(({ end }) => end.loose);
    const ends = await endsOfLines(laterThan(loose), this.context);
    for (const standing of loose) {
      const none = { fecha: standing.staleFrom ?? '', numero: 0, loose: false };
      standing.end = ends.get(standing.idsubcuenta) ?? none;
    }
    for (const standing of stale) standing.staleFrom = null;
  }

  private async write(changed: readonly Standing[]): Promise<void> {
    const decimals = this.context.settings.decimals;
    const ofAccounts = new Map<number, Totals>();
    const different: Standing[] = [];
    for (const standing of changed) {
      const { stored, now, accounts } = standing;
      standing.now = { debe: round(now.debe, decimals), haber: round(now.haber, decimals) };
      const change = difference(standing.now, stored);
      if (change.debe === 0 && change.haber === 0) continue;
      different.push(standing);
      for (const account of accounts) {
        const { debe, haber } = ofAccounts.get(account) ?? { debe: 0, haber: 0 };
        const moved = { debe: sum([debe, change.debe]), haber: sum([haber, change.haber]) };
        ofAccounts.set(account, moved);
      }
    }
    await this.context.records.assignEach(
      Subaccount,
      different.map(({ idsubcuenta, now: { debe, haber } }) => [
        idsubcuenta,
        { debe, haber, saldo: balanceOf(debe, haber, this.context) },
      ]),
    );
    await addToAccounts(new Map([...ofAccounts].sort(([a], [b]) => a - b)), this.context);
    await rememberEnds(
      changed.map(({ idsubcuenta, end, now }) => ({ idsubcuenta, end, ...now })),
      this.context,
    );
    for (const standing of changed) standing.stored = standing.now;
  }
}

/** A line stands there, and none behind it. */
function endAt({ fecha, numero }: Position): End {
  return { fecha, numero, loose: false };
}

function disturb(standing: Standing, day: Day): void {
  const { staleFrom } = standing;
  if (staleFrom === null || day < staleFrom) standing.staleFrom = day;
}

function laterThan(stale: readonly Standing[]): Later {
  const [from = ''] = stale.map(({ staleFrom }) => staleFrom ?? '').sort();
  return {
    from,
    subaccounts: stale.map(({ idsubcuenta, codejercicio, now: { debe, haber } }) => ({
      idsubcuenta,
      codejercicio,
      balance: sum([debe, -haber]),
    })),
  };
}

function difference(now: Totals, stored: Totals): Totals {
  return { debe: sum([now.debe, -stored.debe]), haber: sum([now.haber, -stored.haber]) };
}
