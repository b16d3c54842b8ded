import type { Day, Moment } from './calendar.js';

/** Tells the time of the configured zone. */
export class Clock {
  private readonly format: Intl.DateTimeFormat;
  private second = -1;
  private text: Moment = '';

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  }

  now(): Moment {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.text = this.format.format(second * 1000);
    }
    return this.text;
  }

  today(): Day {
    return this.now().slice(0, 10);
  }

  /** `HH:MM:SS` of now. */
  time(): string {
    return this.now().slice(11);
  }
}
