/**
 * What the one who asks for a save sent for it, beyond the values of the record. It belongs to that
 * save alone: the records that rules save on their own have been sent nothing.
 */
export interface Sent {
  /** Columns that the request itself names, whether or not their values change. */
  readonly columns: ReadonlySet<string>;
  /** Fields that are no columns, for the rules that asked for them. */
  readonly extra: Extra;
}

export type Extra = Readonly<Record<string, unknown>>;

export const NOTHING_SENT: Sent = { columns: new Set(), extra: {} };
