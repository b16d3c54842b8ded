/** Lets so many sources be read at a time; the others wait for their turn, first come first. */
export class ConcurrencyLimit {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** The same source, which begins when it is its turn and ends it however the reader leaves. */
  async *of<T>(source: AsyncIterable<T>): AsyncIterable<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      yield* source;
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
