/** The number of the other party in the text of an entry: ` (REF77)`, nothing without one. */
export function referenceOf({ reference }: { reference: string | null }): string {
  return reference ? ` (${reference})` : '';
}
