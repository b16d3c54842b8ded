/** `?, ?, ?`: a place in a statement for each of the values. */
export function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
