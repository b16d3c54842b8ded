interface Waiting {
  readonly come: (turn: Turn) => void;
  readonly timer: NodeJS.Timeout;
}

/** Gives a turn back; further calls do nothing. */
export type Turn = () => void;

/** So many at a time: the others wait in line for their turn, first come first, but not for ever. */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private given = 0;

  /** @param patienceMs how long somebody waits at most */
  constructor(
    private readonly most: number,
    private readonly patienceMs: number,
  ) {}

  /** How many turns are taken now. */
  get taken(): number {
    return this.given;
  }

  /** @returns null when no turn came in time, or none is free for who does not wait */
  take(waits = true): Promise<Turn | null> {
    if (this.given < this.most) {
      this.given += 1;
      return Promise.resolve(this.turn());
    }
    if (!waits) return Promise.resolve(null);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        come: resolve,
        timer: setTimeout(() => {
          this.waiting.splice(this.waiting.indexOf(waiting), 1);
          resolve(null);
        }, this.patienceMs).unref(),
      };
      this.waiting.push(waiting);
    });
  }

  private turn(): Turn {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = this.waiting.shift();
      if (!next) this.given -= 1;
      else {
        clearTimeout(next.timer);
        next.come(this.turn());
      }
    };
  }
}
