import { CONFIG, Inject, Injectable, type Config } from 'facturanest/plugin';

/** Writes moments as the server keeps them: `YYYY-MM-DD HH:MM:SS` of its time zone. */
@Injectable()
export class Moments {
  private readonly format: Intl.DateTimeFormat;

  constructor(@Inject(CONFIG) { timezone }: Config) {
    this.format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  }

  /** @param ms since 1970 */
  of(ms: number): string {
    return this.format.format(ms);
  }
}
