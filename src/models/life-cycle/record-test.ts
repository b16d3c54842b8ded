import { foldCode } from '../../kernel/database/fold.js';
import { isCode } from '../../kernel/text/alphanumeric-code.js';
import { isLongerThan } from '../../kernel/text/cut-text.js';
import { isEmail } from '../../kernel/text/email.js';
import { escapeText, unescapeText } from '../../kernel/text/escape.js';
import { isWebAddress } from '../../kernel/text/web-address.js';
import { refuse, RuleError, type Problem } from '../../kernel/errors/problem.js';
import type { ColumnDefinition, ColumnValue } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Context } from '../context/context.js';
import { NOTHING_SENT, type Sent } from '../context/sent.js';

type Names<T> = (keyof T & string)[];
type Values = Record<string, ColumnValue>;

/** The steps that the tests of many models share, over one record that is about to be saved. */
export class RecordTest<T extends object> {
  private columnsTested = false;

  constructor(
    readonly record: T,
    private readonly model: ModelDefinition<T>,
    readonly context: Context,
    readonly isNew: boolean,
    readonly sent: Sent = NOTHING_SENT,
  ) {}

  /** Trims and escapes texts; null stays null. */
  escape(...names: Names<T>): void {
    const values = this.values;
    for (const name of names) {
      if (typeof values[name] === 'string') values[name] = escapeText(values[name]);
    }
  }

  /** Trims and escapes texts; null becomes an empty text. */
  escapeOrEmpty(...names: Names<T>): void {
    for (const name of names) this.values[name] ??= '';
    this.escape(...names);
  }

  /** Empty texts become null. */
  emptyToNull(...names: Names<T>): void {
    for (const name of names) if (this.values[name] === '') this.values[name] = null;
  }

  /** Refuses a code that is not 1 to `max` letters, digits or `_+.-`; a missing one passes. */
  code(name: keyof T & string, max: number, extra?: string): void {
    const value = this.text(name);
    if (value === '' || isCode(value, max, extra)) return;
    refuse('invalid-alphanumeric-code', name, { value, column: name, min: 1, max });
  }

  /** Refuses a missing or empty value. */
  filled(name: keyof T & string, code = 'field-can-not-be-null'): void {
    if (isEmpty(this.values[name])) refuse(code, name, { table: this.model.table });
  }

  /** Refuses a web address that is none; empty passes. */
  webAddress(name: keyof T & string): void {
    const web = this.text(name);
    if (web !== '' && !isWebAddress(web)) refuse('invalid-web', name, { web });
  }

  /** Telephone numbers escaped, then the e-mail address in lower case and checked. */
  emailAndPhones(...phones: Names<T>): void {
    this.escapeOrEmpty(...phones);
    const { values } = this;
    // A record that is saved again has its entities.
    const email = unescapeText(this.text('email')).trim().toLowerCase();
    values.email = '';
    if (email !== '' && !isEmail(email)) refuse('not-valid-email', 'email', { email });
    values.email = escapeText(email);
    for (const name of ['email' as keyof T & string, ...phones]) this.fits(name);
  }

  /**
   * The generic test: an empty key becomes null, required columns must have a value, texts must
   * fit, and an empty text that no rule gave a meaning is no number, day or truth value.
   *
   * @param later columns that get their value in `beforeInsert`
   */
  columns(...later: Names<T>): void {
    this.columnsTested = true;
    const values = this.values;
    const { key } = this.model;
    if ([null, '', 0, '0'].includes(values[key.name] as null)) values[key.name] = null;
    const problems = this.model.columns
      .filter(({ name }) => !isEmpty(values[name]) || !(later as string[]).includes(name))
      .flatMap((column) => this.problemOf(column) ?? []);
    const [first, ...others] = problems;
    if (first) throw new RuleError(first, ...others);
  }

  /** The generic test, unless the rules of the model ran it already at their place. */
  finish(): void {
    if (!this.columnsTested) this.columns();
  }

  /** Refuses a text that grew over the length of its column. */
  fits(name: keyof T & string): void {
    const column = this.model.column(name);
    const problem = column && this.problemOf(column);
    if (problem) throw new RuleError(problem);
  }

  private problemOf(column: ColumnDefinition): Problem | null {
    const { name } = column;
    const value = this.values[name];
    if (value === null || value === undefined) {
      const required = !column.nullable && column.default === null && !column.key;
      return required
        ? { code: 'field-can-not-be-null', field: name, params: { table: this.model.table } }
        : null;
    }
    if (column.kind === 'json' || column.kind === 'longText') return this.tooManyBytes(column);
    if (column.generated && this.isNew && Number(value) < 0) {
      return { code: 'number-out-of-range', field: name, params: { value: Number(value) } };
    }
    if (typeof value !== 'string') return null;
    if (value === '' && column.kind in EMPTY) {
      return { code: EMPTY[column.kind] ?? '', field: name, params: { value: '' } };
    }
    const { length: max } = column;
    if (max !== undefined && isLongerThan(value, max)) {
      const params = { table: this.model.table, length: [...value].length, max };
      return { code: 'field-value-too-long', field: name, params };
    }
    if (
      column.kind === 'code' &&
      column.key &&
      this.isNew &&
      foldCode(value) !== value.toLowerCase()
    ) {
      // It would be equal to another key on one engine and not on the other.
      const params = { value, column: name, min: 1, max: max ?? 0 };
      return { code: 'invalid-alphanumeric-code', field: name, params };
    }
    return null;
  }

  /** A text column of MySQL holds bytes, not letters. */
  private tooManyBytes({ name, kind }: ColumnDefinition): Problem | null {
    const value = this.values[name];
    const text = kind === 'json' || typeof value !== 'string' ? JSON.stringify(value) : value;
    if (text.length * 3 <= MOST_BYTES) return null;
    const length = Buffer.byteLength(text);
    const params = { table: this.model.table, length, max: MOST_BYTES };
    return length > MOST_BYTES ? { code: 'field-value-too-long', field: name, params } : null;
  }

  private text(name: string): string {
    const value = this.values[name];
    return value === null || typeof value === 'object' ? '' : String(value ?? '');
  }

  private get values(): Values {
    return this.record as Values;
  }
}

const MOST_BYTES = 65_535;

/** What an empty text is called in a column that can not hold one. */
const EMPTY: Partial<Record<ColumnDefinition['kind'], string>> = {
  integer: 'invalid-integer',
  real: 'invalid-number',
  money: 'invalid-number',
  boolean: 'invalid-boolean',
  day: 'invalid-date',
  moment: 'invalid-date',
  time: 'invalid-time',
};

/** Null, undefined or an empty text. */
export function isEmpty(value: unknown): value is null | undefined | '' {
  return value === null || value === undefined || value === '';
}
