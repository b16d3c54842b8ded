import { fold } from '../../kernel/database/fold.js';
import { sql, union } from '../../kernel/database/sql.js';
import { asNumberOrNull, asText, asTextOrNull, select } from '../../kernel/database/sql-table.js';
import { RuleError } from '../../kernel/errors/problem.js';
import { isEmpty, tableOf, type Context } from '../../models/index.js';
import { Tax, Withholding } from '../../taxes/index.js';
import { lockBooks } from '../journal/entry-numbers.js';
import { Account } from './account.entity.js';
import { Subaccount } from './subaccount.entity.js';

/** An account that plays a role. */
export interface TaggedAccount {
  readonly idcuenta: number;
  readonly codcuenta: string;
  readonly descripcion: string;
}

interface Role {
  readonly account: TaggedAccount | null;
  /** Code of the ledger account that is tagged itself. */
  readonly tagged: string | null;
  /** Code of the first ledger account of the account; not read of those with thousands. */
  readonly first: string | null;
}

/** An account that is tagged, with its first ledger account, or a ledger account that is. */
interface TaggedRow {
  readonly idcuenta: number | null;
  readonly codcuenta: string;
  readonly descripcion: string;
  readonly code: string | null;
}

/** In whose place accounts are made that have no account of their own in the chart. */
const STAND_INS: Readonly<Record<string, string>> = { IVARRE: 'IVAREP' };

/** Roles of accounts that have a ledger account for each customer or supplier. */
const CROWDED = ['ACREED', 'ANTCLI', 'ANTPRO', 'CLIENT', 'PROVEE'];

const TAX_COLUMNS = [
  'codsubcuentarep',
  'codsubcuentarepintra',
  'codsubcuentarepre',
  'codsubcuentasop',
  'codsubcuentasopintra',
  'codsubcuentasopre',
] as const;

/**
 * The chart of accounts of one fiscal year as one unit of work asks for it: roles, and which
 * ledger accounts there are. Each question is asked once.
 */
export class YearChart {
  private known: Map<string, string | null> | null = null;
  private roles: Promise<ReadonlyMap<string, Role>> | null = null;

  constructor(
    private readonly codejercicio: string,
    private readonly context: Context,
  ) {}

  static of(codejercicio: string, context: Context): YearChart {
    return context.part(YearCharts).of(codejercicio);
  }

  /**
   * The ledger account of a role: the one that is tagged, else the first one of the account that
   * is; of several the one with the lowest code.
   */
  async special(tag: string): Promise<string | null> {
    const { account = null, tagged = null, first = null } = (await this.allRoles()).get(tag) ?? {};
    if (tagged !== null || first !== null || !account || !CROWDED.includes(tag)) {
      return tagged ?? first;
    }
    const { idcuenta } = account;
    const lowest = { orderBy: ['codsubcuenta'] };
    return (
      (await this.context.records.first(Subaccount, { idcuenta }, lowest))?.codsubcuenta ?? null
    );
  }

  /** The account of a role, the one with the lowest code. */
  async account(tag: string): Promise<TaggedAccount | null> {
    return (await this.allRoles()).get(tag)?.account ?? null;
  }

  /** The code as the ledger account has it; null when the year has no such ledger account. */
  async code(code: string): Promise<string | null> {
    return (await this.codes([code])).get(code) ?? null;
  }

  /** Of these codes those that are ledger accounts, as they have them; one query for all. */
  async codes(codes: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(codes)];
    this.known ??= new Map<string, string | null>();
    const known = this.known;
    if (wanted.some((code) => !known.has(fold(code)))) {
      // Those of taxes come along, since nearly every entry has some.
      const configured = known.size > 0 ? [] : await configuredCodes(this.context);
      await this.learn([...wanted, ...configured]);
    }
    return new Map(
      wanted.flatMap((code) => {
        const found = known.get(fold(code)) ?? null;
        return found === null ? [] : [[code, found] as const];
      }),
    );
  }

  /**
   * The ledger account with this code, made when it is missing, under the account of this role.
   * For that the books of the year become this unit of work's alone: parallel ones would make it
   * twice, or wait for each other crosswise at the totals of the account.
   *
   * @param description that of the account when it is left out
   * @returns null when there is no such account or the code is none for a ledger account
   */
  async open(tag: string, code: string, description?: string | null): Promise<string | null> {
    const known = await this.code(code);
    if (known !== null) return known;
    const account = (await this.account(tag)) ?? (await this.account(STAND_INS[tag] ?? ''));
    if (!account) return null;
    await lockBooks(this.codejercicio, this.context);
    await this.learn([code], true);
    return (await this.code(code)) ?? this.create(account, code, description);
  }

  private async create(
    { idcuenta, codcuenta, descripcion }: TaggedAccount,
    codsubcuenta: string,
    description?: string | null,
  ): Promise<string | null> {
    const { codejercicio } = this;
    const name = isEmpty(description) ? descripcion : description;
    try {
      const made = await this.context.records.insert(Subaccount, {
        codejercicio,
        codsubcuenta,
        descripcion: name === '' ? codsubcuenta : name,
        idcuenta,
        codcuenta,
      });
      this.known?.set(fold(codsubcuenta), made.codsubcuenta);
      this.roles = null;
      return made.codsubcuenta;
    } catch (error) {
      if (error instanceof RuleError) return null;
      throw error;
    }
  }

  private async learn(codes: readonly string[], anew = false): Promise<void> {
    const known = (this.known ??= new Map<string, string | null>());
    const unknown = [...new Set(codes.map((code) => fold(code)))].filter(
      (code) => anew || !known.has(code),
    );
    if (unknown.length === 0) return;
    const subaccounts = tableOf(Subaccount);
    const { codsubcuenta, codejercicio } = subaccounts;
    const rows = await this.context.transaction.read(
      select(
        { codsubcuenta },
        sql`FROM ${subaccounts}
          WHERE ${codejercicio.is(this.codejercicio)} AND ${codsubcuenta.in(unknown)}`,
      ),
    );
    for (const code of unknown) known.set(code, null);
    for (const row of rows) known.set(fold(row.codsubcuenta), row.codsubcuenta);
  }

  private allRoles(): Promise<ReadonlyMap<string, Role>> {
    return (this.roles ??= this.readRoles());
  }

  private async readRoles(): Promise<ReadonlyMap<string, Role>> {
    const a = tableOf(Account, 'a');
    const [s, t] = [tableOf(Subaccount, 's'), tableOf(Subaccount, 't')];
    const first = sql`SELECT MIN(${s.codsubcuenta}) FROM ${s} WHERE ${s.idcuenta} = ${a.idcuenta}`;
    const accounts = select(
      {
        tag: [a.codcuentaesp, asText],
        codejercicio: a.codejercicio,
        idcuenta: [a.idcuenta, asNumberOrNull],
        codcuenta: a.codcuenta,
        descripcion: [a.descripcion, asText],
        code: [
          sql`CASE WHEN ${a.codcuentaesp} IN (${CROWDED}) THEN NULL ELSE (${first}) END`,
          asTextOrNull,
        ],
      },
      sql`FROM ${a} WHERE ${a.codejercicio.is(this.codejercicio)}
        AND ${a.codcuentaesp} IS NOT NULL`,
    );
    // Few ledger accounts are tagged, in whatever year; a year may have very many.
    const tagged: typeof accounts = select(
      {
        tag: [t.codcuentaesp, asText],
        codejercicio: t.codejercicio,
        idcuenta: [sql`NULL`, asNumberOrNull],
        codcuenta: [sql`NULL`, asText],
        descripcion: [sql`NULL`, asText],
        code: [t.codsubcuenta, asTextOrNull],
      },
      sql`FROM ${t} WHERE ${t.codcuentaesp} IS NOT NULL`,
    );
    const roles = new Map<string, Role>();
    for (const row of await this.context.transaction.read(union([accounts, tagged]))) {
      if (row.codejercicio.toLowerCase() !== this.codejercicio.toLowerCase()) continue;
      roles.set(row.tag, withRow(roles.get(row.tag), row));
    }
    return roles;
  }
}

/** The charts that one unit of work asks, by fiscal year. */
class YearCharts {
  private readonly charts = new Map<string, YearChart>();

  constructor(private readonly context: Context) {}

  of(codejercicio: string): YearChart {
    const chart = this.charts.get(codejercicio) ?? new YearChart(codejercicio, this.context);
    this.charts.set(codejercicio, chart);
    return chart;
  }
}

/** All codes that taxes and withholdings name. */
async function configuredCodes(context: Context): Promise<string[]> {
  const taxes = (await context.records.all(Tax)).flatMap((tax) =>
    TAX_COLUMNS.map((name) => tax[name]),
  );
  const withholdings = (await context.records.all(Withholding)).flatMap((each) => [
    each.codsubcuentaret,
    each.codsubcuentaacr,
  ]);
  return [...taxes, ...withholdings].filter((code): code is string => !isEmpty(code));
}

/** A role with one more account or ledger account that is tagged with it. */
function withRow(known: Role | undefined, row: TaggedRow): Role {
  const { idcuenta, codcuenta, descripcion, code } = row;
  const { account = null, tagged = null, first = null } = known ?? {};
  if (idcuenta === null) {
    const isLower = code !== null && (tagged === null || code < tagged);
    return { account, first, tagged: isLower ? code : tagged };
  }
  if (account && account.codcuenta <= codcuenta) return { account, first, tagged };
  return { account: { idcuenta, codcuenta, descripcion }, first: code, tagged };
}
