import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { Log } from '../../kernel/logging/log.js';
import type { DocumentSheet } from '../document-sheet.js';
import { takeMissing } from './paper/missing-glyphs.js';
import { PdfWorkers } from './pdf-workers.js';
import { renderPdf } from './render-pdf.js';

/** Some seconds of work for each thread. */
const MOST_WAITING_PER_THREAD = 100;

/** Makes PDF files, in threads of their own so that other requests are answered meanwhile. */
@Injectable()
export class PdfService implements OnApplicationShutdown {
  /** Null when the sources run as they are: threads need the build. */
  readonly #workers: PdfWorkers | null;

  /** Characters that the log has already: threads do not know of each other. */
  readonly #told = new Set<string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {
    const isBuilt = !import.meta.url.endsWith('.ts');
    const { pdfWorkers, pdfTimeout } = config;
    this.#workers = isBuilt
      ? new PdfWorkers(
          new URL('./pdf.worker.js', import.meta.url),
          pdfWorkers,
          pdfWorkers * MOST_WAITING_PER_THREAD,
          pdfTimeout,
          (characters) => this.#tellMissing(characters),
        )
      : null;
  }

  /**
   * Prints a document; the same sheet gives the same bytes.
   *
   * @param signal says that nobody waits for it any longer
   * @throws ApiError 503 `pdf-service-busy` when too many documents wait, `pdf-timeout` when this one
   *   takes too long; the reason of the signal
   */
  async render(sheet: DocumentSheet, signal?: AbortSignal): Promise<Uint8Array> {
    const task = { sheet, fallback: this.config.language };
    if (this.#workers) return this.#workers.run(task, signal);
    const file = await renderPdf(task.sheet, task.fallback);
    this.#tellMissing(takeMissing());
    return file;
  }

  #tellMissing(characters: string): void {
    const fresh = [...characters].filter((character) => !this.#told.has(character));
    if (fresh.length === 0) return;
    for (const character of fresh) this.#told.add(character);
    const codes = fresh.map((each) => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    this.log.warn({ characters: codes }, 'No font has these characters; documents show a box.');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#workers?.close();
  }
}
