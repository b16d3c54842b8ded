import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { FreshValues } from '../database/fresh-values.js';
import { sql } from '../database/sql.js';
import { asText, asTextOrNull, namedTable, select } from '../database/sql-table.js';
import { TableVersions } from '../database/table-versions.js';
import { AMOUNT_DECIMALS } from '../money/amounts.js';
import { propertiesOf } from './properties.js';

const FRESH_MS = 1000;

type Settings = Readonly<Record<string, unknown>>;

const SETTINGS = namedTable('settings', { name: asText, properties: asTextOrNull });

/** The properties of one row of the settings, whatever they are. */
export function settingsNamed(name: string) {
  const { properties, name: own } = SETTINGS;
  return select({ properties }, sql`FROM ${SETTINGS} WHERE ${own.is(name)}`);
}

/**
 * The `default` row of the settings table. Remembered for a second at most, and forgotten at once
 * when this server writes settings.
 */
@Injectable()
export class DefaultSettings {
  private readonly known: FreshValues<'default', Promise<Settings>>;

  constructor(
    private readonly database: Database,
    versions: TableVersions,
  ) {
    this.known = new FreshValues(versions, { forMs: FRESH_MS });
  }

  /** The properties by name; none when the row is absent or no JSON object. */
  read(): Promise<Settings> {
    // Such a unit sees what it wrote itself, and waits for no connection but its own.
    if (this.database.enclosing.current()) return this.load();
    return this.known.of('default', ['settings'], () => this.load());
  }

  private async load(): Promise<Settings> {
    const [row] = await this.database.read(settingsNamed('default'));
    return propertiesOf(row?.properties);
  }
}

/** Decimals to which amounts are rounded: those of the `default` settings, `AMOUNT_DECIMALS` else. */
export function decimalsOf({ decimals }: Settings): number {
  const text = typeof decimals === 'number' || typeof decimals === 'string' ? String(decimals) : '';
  return /^\d$/.test(text) ? Number(text) : AMOUNT_DECIMALS;
}
