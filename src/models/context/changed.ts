/** A record with its new values, and as it was. */
export interface Changed<T> {
  readonly record: T;
  readonly before: Readonly<T>;
}
