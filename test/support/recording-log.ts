import { Log } from '../../src/kernel/logging/log.js';

/** Writes nothing and remembers the errors, so that a test can say that there were none. */
export class RecordingLog extends Log {
  readonly errors: unknown[] = [];

  constructor() {
    super('silent');
  }

  override error(values: object | string, message?: unknown): void {
    this.errors.push([values, message]);
  }
}
