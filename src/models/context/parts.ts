/** What a unit of work remembers for one purpose: made by `context.part` on first use. */
export type PartClass<P extends object, C> = new (context: C) => P;

/** A part that puts work off, to do it once for everything that the unit of work changed. */
export interface SettlingPart {
  /** Whether there is work that was put off. */
  readonly isUnsettled: boolean;
  /** Does what was put off. It may refuse like any rule. */
  settle(): Promise<void>;
}

/** The parts of one unit of work, each of its class once, and the order in which they settle. */
export class Parts<C> {
  private readonly made = new Map<PartClass<object, C>, object>();

  /** @param order the classes of the parts that settle, first to last */
  constructor(private readonly order: readonly PartClass<SettlingPart, C>[]) {}

  /** @throws Error for a part that settles but has no place in the order */
  of<P extends object>(type: PartClass<P, C>, context: C): P {
    const known = this.made.get(type);
    if (known) return known as P;
    const part = new type(context);
    if (isSettling(part) && !this.order.some((each) => (each as unknown) === type)) {
      throw new Error(`${type.name} settles, but has no place in the order of settling`);
    }
    this.made.set(type, part);
    return part;
  }

  /** Settles them in their order, and again from its beginning when one gave another one work. */
  async settle(): Promise<void> {
    for (let part = this.first(); part; part = this.first()) await part.settle();
  }

  private first(): SettlingPart | undefined {
    for (const type of this.order) {
      const part = this.made.get(type) as SettlingPart | undefined;
      if (part?.isUnsettled) return part;
    }
    return undefined;
  }
}

function isSettling(part: object): part is SettlingPart {
  return 'settle' in part && typeof part.settle === 'function';
}
