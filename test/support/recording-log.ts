import { Log } from '../../src/kernel/logging/log.js';

/** Writes nothing and remembers errors and warnings, so that a test can say which there were. */
export class RecordingLog extends Log {
  readonly errors: unknown[] = [];
  readonly warnings: unknown[] = [];

  constructor() {
    super('silent');
  }

  override error(values: object | string, message?: unknown): void {
    this.errors.push([values, message]);
  }

  override warn(values: object | string, message?: unknown): void {
    this.warnings.push([values, message]);
  }
}
