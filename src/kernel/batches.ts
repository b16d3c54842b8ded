/** How large a batch may grow beside its count. */
export interface BatchSize<T> {
  readonly of: (item: T) => number;
  /** A batch ends with the item that reaches it. */
  readonly most: number;
}

/**
 * The items in their order, so many at a time; nothing of none. For what a database or another
 * server takes at once, and for work between which others get their turn.
 *
 * @param most how many items a batch has, 1 or more
 * @param size where items may be so large that fewer of them are enough
 */
export function* inBatches<T>(
  items: Iterable<T>,
  most: number,
  size?: BatchSize<T>,
): Generator<T[]> {
  let batch: T[] = [];
  let reached = 0;
  for (const item of items) {
    batch.push(item);
    if (size) reached += size.of(item);
    if (batch.length < most && !(size && reached >= size.most)) continue;
    yield batch;
    batch = [];
    reached = 0;
  }
  if (batch.length > 0) yield batch;
}
