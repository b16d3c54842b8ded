import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../kernel/database/sql.js';
import { asFlag, asNumber, asText, namedTable, select } from '../kernel/database/sql-table.js';
import type { Context } from '../models/index.js';

/*
 * An invoice prints the same as long as it is kept (RD 1619/2012, arts. 19 to 22). What it says of the
 * seller and of how to pay is not stored with it but in records that change; those that it was issued
 * under are kept here when they do. That costs a row for each change of the company, and nothing for
 * an invoice, also where there are millions. Issued before a change are the customer invoices that
 * have a key by then and are no drafts.
 */

const FORMER = namedTable('fn_former_records', {
  tablename: asText,
  code: asText,
  version: asNumber,
  last_invoice: asNumber,
  drafts: asText,
  data: asText,
});
/** The customer invoices, of a later room. */
const INVOICES = namedTable('facturascli', { idfactura: asNumber, editable: asFlag });
/** Older drafts than so many invoices ago are taken for issued ones. */
const MOST_BACK = 10_000;

/** The table of records as they were before they changed. */
export class FormerRecords1795360000021 implements MigrationInterface {
  readonly name = 'FormerRecords1795360000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_former_records (tablename varchar(40) NOT NULL, ' +
        'code varchar(40) NOT NULL, version int NOT NULL, last_invoice int NOT NULL, ' +
        'drafts mediumtext NOT NULL, data mediumtext NOT NULL, ' +
        'PRIMARY KEY (tablename, code, version))',
    );
  }

  /** Data are worth more than a clean slate: nothing is dropped. */
  async down(): Promise<void> {}
}

/** What tells a record apart: its table and its key. */
export interface RecordName {
  readonly table: string;
  readonly code: string | number;
}

/**
 * Keeps a record as it was, for the invoices that were issued under it.
 *
 * @param printed columns that invoices show: a change of others is none
 * @param record as it is now; null where it was deleted
 */
export async function keepFormer<T extends object>(
  { table, code }: RecordName,
  printed: readonly (keyof T & string)[],
  before: Readonly<T>,
  record: Readonly<T> | null,
  { transaction }: Context,
): Promise<void> {
  if (record && printed.every((name) => before[name] === record[name])) return;
  const [last] = await transaction.read(
    select(
      { key: INVOICES.idfactura },
      sql`FROM ${INVOICES} ORDER BY ${INVOICES.idfactura} DESC LIMIT 1`,
    ),
  );
  // Nothing was ever issued.
  if (!last) return;
  const drafts = await transaction.read(
    select(
      { key: INVOICES.idfactura },
      sql`FROM ${INVOICES}
        WHERE ${INVOICES.idfactura} > ${last.key - MOST_BACK} AND ${INVOICES.editable} <> 0`,
    ),
  );
  const versions = await transaction.read(
    select(
      { version: FORMER.version },
      sql`FROM ${FORMER} WHERE ${FORMER.tablename.is(table)} AND ${FORMER.code.is(String(code))}`,
    ),
  );
  const version = Math.max(0, ...versions.map((each) => each.version)) + 1;
  const kept = Object.fromEntries(printed.map((name) => [name, before[name]]));
  const keys = JSON.stringify(drafts.map(({ key }) => key));
  const { tablename, last_invoice, data } = FORMER;
  const columns = [tablename, FORMER.code, FORMER.version, last_invoice, FORMER.drafts, data];
  const values = [table, String(code), version, last.key, keys, JSON.stringify(kept)];
  await transaction.write(sql`INSERT INTO ${FORMER} (${columns}) VALUES (${values})`);
}

/** The records that an invoice was issued under, where they have changed since. */
export class FormerRecords {
  constructor(private readonly records: ReadonlyMap<string, object>) {}

  /** What invoices show of the record, as it was; null where that is what it is. */
  of<T extends object>({ table, code }: RecordName): Partial<T> | null {
    return (this.records.get(`${table} ${code}`) as Partial<T> | undefined) ?? null;
  }
}

/** Of documents that show today's records: all but issued customer invoices. */
export const NO_FORMER = new FormerRecords(new Map());

/** @param idfactura of a customer invoice that is no draft */
export async function formerRecords(
  idfactura: number,
  { transaction }: Context,
): Promise<FormerRecords> {
  const { tablename, code, version, last_invoice, drafts, data } = FORMER;
  const rows = await transaction.read(
    select(
      { tablename, code, drafts, data },
      sql`FROM ${FORMER} WHERE ${last_invoice} >= ${idfactura} ORDER BY ${version}`,
    ),
  );
  const records = new Map<string, object>();
  for (const row of rows) {
    const name = `${row.tablename} ${row.code}`;
    const isDraft = (JSON.parse(row.drafts) as number[]).includes(idfactura);
    if (!isDraft && !records.has(name)) records.set(name, JSON.parse(row.data) as object);
  }
  return new FormerRecords(records);
}
