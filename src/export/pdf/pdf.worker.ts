import { parentPort } from 'node:worker_threads';
import type { PdfOutcome, PdfTask } from './pdf-workers.js';
import { renderPdf } from './render-pdf.js';

/** The thread: a task comes in, an outcome goes out; then the next. */
parentPort?.on('message', ({ sheet, fallback }: PdfTask) => {
  renderPdf(sheet, fallback).then(
    (file) => {
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
