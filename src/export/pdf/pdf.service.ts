import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import type { DocumentSheet } from '../document-sheet.js';
import { PdfWorkers } from './pdf-workers.js';
import { renderPdf } from './render-pdf.js';

/** Some seconds of work for each thread. */
const MOST_WAITING_PER_THREAD = 100;

/** Makes PDF files, in threads of their own so that other requests are answered meanwhile. */
@Injectable()
export class PdfService implements OnApplicationShutdown {
  /** Null when the sources run as they are: threads need the build. */
  readonly #workers: PdfWorkers | null;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const isBuilt = !import.meta.url.endsWith('.ts');
    const { pdfWorkers } = config;
    this.#workers = isBuilt
      ? new PdfWorkers(
          new URL('./pdf.worker.js', import.meta.url),
          pdfWorkers,
          pdfWorkers * MOST_WAITING_PER_THREAD,
        )
      : null;
  }

  /**
   * Prints a document; the same sheet gives the same bytes.
   *
   * @throws ApiError 503 `pdf-service-busy` when too many documents wait
   */
  async render(sheet: DocumentSheet): Promise<Uint8Array> {
    const task = { sheet, fallback: this.config.language };
    return this.#workers ? this.#workers.run(task) : renderPdf(task.sheet, task.fallback);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#workers?.close();
  }
}
