import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { asText, asTextOrNull, namedTable, select } from '../database/sql-table.js';
import { TableVersions } from '../database/table-versions.js';
import { propertiesOf } from './properties.js';

const FRESH_MS = 1000;
const USUAL_DECIMALS = 2;

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
  private known: Promise<Readonly<Record<string, unknown>>> | null = null;
  private version = -1;
  private readAt = 0;

  constructor(
    private readonly database: Database,
    private readonly versions: TableVersions,
  ) {}

  /** The properties by name; none when the row is absent or no JSON object. */
  read(): Promise<Readonly<Record<string, unknown>>> {
    // Such a unit sees what it wrote itself, and waits for no connection but its own.
    if (this.database.enclosing.current()) return this.load();
    const version = this.versions.of('settings');
    const now = performance.now();
    if (!this.known || version !== this.version || now - this.readAt > FRESH_MS) {
      this.version = version;
      this.readAt = now;
      const reading = this.load();
      this.known = reading;
      reading.catch(() => (this.known = null));
    }
    return this.known;
  }

  private async load(): Promise<Readonly<Record<string, unknown>>> {
    const [row] = await this.database.read(settingsNamed('default'));
    return propertiesOf(row?.properties);
  }
}

/** Decimals to which amounts are rounded, 2 unless the `default` settings say otherwise. */
export function decimalsOf({ decimals }: Readonly<Record<string, unknown>>): number {
  const text = typeof decimals === 'number' || typeof decimals === 'string' ? String(decimals) : '';
  return /^\d$/.test(text) ? Number(text) : USUAL_DECIMALS;
}
