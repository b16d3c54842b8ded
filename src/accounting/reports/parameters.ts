import { parseDay, type Day } from '../../kernel/dates/calendar.js';
import type { Problem } from '../../kernel/errors/problem.js';
import { InvalidRequestError } from '../../kernel/errors/refusal.js';

const TRUE = ['1', 'true', 't', 'yes', 'on', 'si'];
const FALSE = ['0', 'false', 'f', 'no', 'off'];

/** The parameters of one request, of its query or of its body, read by name and type. */
export class Parameters {
  private readonly values: ReadonlyMap<string, unknown>;
  private readonly problems: Problem[] = [];

  /** @param known every name that means something; any other one is a problem */
  constructor(sent: Iterable<readonly [string, unknown]>, known: readonly string[]) {
    this.values = new Map(sent);
    const names = known.join(', ');
    for (const field of this.values.keys()) {
      if (!known.includes(field)) this.problem('unknown-parameter', field, { known: names });
    }
  }

  /** The trimmed text; null when the parameter is absent or empty. */
  text(name: string): string | null {
    const value = this.values.get(name) ?? '';
    if (typeof value === 'object') {
      this.problem('scalar-expected', name);
      return null;
    }
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- no object comes this far
    const text = String(value).trim();
    if (text.includes('\0')) {
      this.problem('invalid-character', name);
      return null;
    }
    return text === '' || text === 'null' ? null : text.toWellFormed();
  }

  day(name: string): Day | null {
    const text = this.text(name);
    const day = text && parseDay(text);
    if (text && !day) this.problem('invalid-date', name, { value: text });
    return day;
  }

  /** A whole number from 1 to `max`. */
  number(name: string, max = 2_147_483_647): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= 1 && value <= max) return value;
    this.problem(Number.isNaN(value) ? 'invalid-integer' : 'number-out-of-range', name, {
      value: text,
    });
    return null;
  }

  /** A switch, spelt in any of the usual ways. */
  flag(name: string, absent: boolean): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return absent;
    if (TRUE.includes(text)) return true;
    if (!FALSE.includes(text)) this.problem('invalid-boolean', name, { value: text });
    return false;
  }

  problem(code: string, field: string, params?: Problem['params']): void {
    this.problems.push({ code, field, ...(params && { params }) });
  }

  /** @throws InvalidRequestError `invalid-parameters` when there was a problem, each in its details */
  check(): void {
    if (this.problems.length === 0) return;
    throw new InvalidRequestError('invalid-parameters', { problems: this.problems });
  }
}
