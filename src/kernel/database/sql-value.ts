/** What a statement may be given: everything else is converted by the columns before. */
export type SqlValue = string | number | null;

/** A row in the order of the selected columns; the schema has no binary columns. */
export type SqlRow = SqlValue[];

/**
 * A value that no engine knows was on its way into a statement. NaN and infinite numbers are what a
 * calculation with numbers that a client sent can come to; anything else is a mistake of ours.
 */
export class NoSqlValue extends TypeError {
  constructor(readonly value: unknown) {
    super(
      `${typeof value === 'number' ? value : `A value of type ${typeof value}`} is not for SQL`,
    );
  }
}

/**
 * The values of a statement, on their way to a driver: every one passes here. One driver would write
 * NaN as a name into the text, the other abort the process.
 *
 * @throws NoSqlValue for anything else than texts, finite numbers and null
 */
export function bindable(values: readonly SqlValue[]): SqlValue[] {
  for (const value of values) if (!isSqlValue(value)) throw new NoSqlValue(value);
  return values as SqlValue[];
}

/** Whether both engines can be given the value. */
export function isSqlValue(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || Number.isFinite(value);
}
