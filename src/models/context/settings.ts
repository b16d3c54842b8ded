import { decimalsOf } from '../../kernel/settings/default-settings.js';
import { isSwitchedOn } from '../../kernel/settings/properties.js';

/** The `default` settings as one unit of work found them. */
export class Settings {
  constructor(private readonly properties: Readonly<Record<string, unknown>>) {}

  /** Null when it is not set. */
  value(name: string): unknown {
    return this.properties[name] ?? null;
  }

  /** Empty when it is not set. */
  text(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** Whether a switch is on, however it is kept. */
  isOn(name: string): boolean {
    return isSwitchedOn(this.value(name));
  }

  /** Decimals to which amounts are rounded, 2 unless the settings say otherwise. */
  get decimals(): number {
    return decimalsOf(this.properties);
  }
}
