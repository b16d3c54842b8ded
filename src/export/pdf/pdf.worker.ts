import { parentPort } from 'node:worker_threads';
import { takeMissing } from './paper/missing-glyphs.js';
import type { MissingGlyphs, PdfOutcome, PdfTask } from './pdf-workers.js';
import { renderPdf } from './render-pdf.js';

/** The thread: a task comes in, an outcome goes out; then the next. */
parentPort?.on('message', ({ sheet, fallback }: PdfTask) => {
  renderPdf(sheet, fallback).then(
    (file) => {
      const missing = takeMissing();
      if (missing) parentPort?.postMessage({ missing } satisfies MissingGlyphs);
      // Buffers may share memory, which can not be handed over.
      const pdf = new Uint8Array(file);
      parentPort?.postMessage({ pdf } satisfies PdfOutcome, [pdf.buffer]);
    },
    (error: unknown) => {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ failure } satisfies PdfOutcome);
    },
  );
});
