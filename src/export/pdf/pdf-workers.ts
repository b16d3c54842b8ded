import { Worker } from 'node:worker_threads';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { DocumentSheet } from '../document-sheet.js';

/** What a thread is given. */
export interface PdfTask {
  readonly sheet: DocumentSheet;
  /** Language of a sheet whose own has no labels. */
  readonly fallback: string;
}

/** What a thread answers. */
export type PdfOutcome = { readonly pdf: Uint8Array } | { readonly failure: string };

/** What a thread says before it answers: characters that no font has a glyph for. */
export interface MissingGlyphs {
  readonly missing: string;
}

interface Job {
  readonly task: PdfTask;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  /** Threads that died of it. */
  deaths: number;
  /** Whoever asked for it has gone. */
  isLeft: boolean;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  /** Ends the thread when its job takes too long. */
  deadline?: NodeJS.Timeout;
}

/** A job that two threads die of will kill a third. */
const MOST_DEATHS = 2;
const RETRY_AFTER_SECONDS = '2';
/** What nobody waits for is nearly always done before; a new thread would take longer to start. */
const MS_FOR_NOBODY = 1000;

/**
 * Threads that make documents, one at a time each. They start when they are first needed, and do
 * not keep the process alive.
 */
export class PdfWorkers {
  readonly #threads = new Set<Thread>();
  readonly #waiting: Job[] = [];
  #isClosed = false;

  /**
   * @param script module that each thread runs
   * @param size threads at most
   * @param mostWaiting documents that may wait for one
   * @param seconds that a thread may take for a document
   * @param tellMissing is told the characters that could not be printed
   */
  constructor(
    readonly script: URL,
    readonly size: number,
    readonly mostWaiting: number,
    readonly seconds: number,
    readonly tellMissing: (characters: string) => void = () => undefined,
  ) {}

  /**
   * Makes a document.
   *
   * @param signal says that nobody waits for it any longer: it is given up
   * @throws ApiError 503 `pdf-service-busy` when too many wait, or the server stops; `pdf-timeout`
   *   when it takes too long
   * @throws the reason of the signal; Error when the thread fails
   */
  async run(task: PdfTask, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    if (this.#isClosed || this.#waiting.length >= this.mostWaiting) throw busy();
    return new Promise((resolve, reject) => {
      const job: Job = { task, resolve, reject, deaths: 0, isLeft: false };
      // A job that is done is found nowhere any more.
      signal?.addEventListener('abort', () => this.#leave(job, signal.reason), { once: true });
      this.#waiting.push(job);
      this.#assign();
    });
  }

  /** Ends the threads; what is not made is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.reject(busy());
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  /** Gives waiting jobs to idle threads, and to new ones while there may be more. */
  #assign(): void {
    while (this.#waiting.length > 0) {
      const thread = [...this.#threads].find(({ job }) => job === null) ?? this.#start();
      const job = thread && this.#waiting.shift();
      if (!job) return;
      thread.job = job;
      this.#limit(thread, this.seconds * 1000);
      thread.worker.postMessage(job.task);
    }
  }

  /** Gives a job up that nobody waits for, at once or when it takes long; others have their turn. */
  #leave(job: Job, reason: unknown): void {
    job.isLeft = true;
    job.reject(reason);
    const place = this.#waiting.indexOf(job);
    if (place !== -1) this.#waiting.splice(place, 1);
    const thread = [...this.#threads].find((each) => each.job === job);
    if (thread) this.#limit(thread, Math.min(MS_FOR_NOBODY, this.seconds * 1000));
  }

  #limit(thread: Thread, milliseconds: number): void {
    clearTimeout(thread.deadline);
    thread.deadline = setTimeout(() => this.#giveUp(thread), milliseconds);
    thread.deadline.unref();
  }

  /** Ends a thread with its job; another one takes its place. */
  #giveUp(thread: Thread): void {
    thread.job?.reject(tooLong());
    thread.job = null;
    this.#threads.delete(thread);
    void thread.worker.terminate();
    this.#assign();
  }

  #start(): Thread | null {
    if (this.#threads.size >= this.size) return null;
    const thread: Thread = { worker: new Worker(this.script), job: null };
    this.#threads.add(thread);
    thread.worker.unref();
    thread.worker.on('message', (outcome: PdfOutcome | MissingGlyphs) => {
      if ('missing' in outcome) {
        this.tellMissing(outcome.missing);
        return;
      }
      const { job } = thread;
      thread.job = null;
      clearTimeout(thread.deadline);
      if ('pdf' in outcome) job?.resolve(outcome.pdf);
      else job?.reject(new Error(outcome.failure));
      this.#assign();
    });
    let cause: unknown;
    thread.worker.on('error', (error) => (cause = error));
    // It follows the error, if there was one.
    thread.worker.on('exit', () => {
      this.#threads.delete(thread);
      clearTimeout(thread.deadline);
      if (thread.job) this.#revive(thread.job, cause);
      if (!this.#isClosed) this.#assign();
    });
    return thread;
  }

  /** A job whose thread died may be innocent: it is tried once more. */
  #revive(job: Job, cause: unknown): void {
    job.deaths += 1;
    if (this.#isClosed || job.isLeft) job.reject(busy());
    else if (job.deaths < MOST_DEATHS) this.#waiting.unshift(job);
    else job.reject(new Error('The thread that made a PDF ended.', { cause }));
  }
}

function busy(): ApiError {
  return new ApiError(503, 'pdf-service-busy', { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
}

function tooLong(): ApiError {
  return new ApiError(503, 'pdf-timeout', { headers: { 'Retry-After': '30' } });
}
