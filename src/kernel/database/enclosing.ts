import { AsyncLocalStorage } from 'node:async_hooks';

/** Which unit of work encloses the code that runs now, if any. */
export class Enclosing<T extends { open: boolean }> {
  private readonly storage = new AsyncLocalStorage<T>();
  private entered = 0;

  /** The enclosing unit, unless its work has ended: what outlives it is no part of it. */
  current(): T | undefined {
    const unit = this.storage.getStore();
    return unit?.open ? unit : undefined;
  }

  /** Runs `work` inside the unit, and closes the unit after it. */
  async enter<R>(unit: T, work: () => Promise<R>): Promise<R> {
    this.entered += 1;
    try {
      return await this.storage.run(unit, work);
    } finally {
      unit.open = false;
      this.entered -= 1;
      // In use it makes Node 20 and 22 follow every promise of the process: `await` costs thrice.
      if (this.entered === 0) this.storage.disable();
    }
  }
}
