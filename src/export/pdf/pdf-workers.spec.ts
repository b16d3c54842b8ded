import { afterEach, describe, expect, it } from 'vitest';
import { readSheet } from '../../../test/golden/sheets.mjs';
import { PdfWorkers, type PdfTask } from './pdf-workers.js';

const SHEET = readSheet('refund');
const opened: PdfWorkers[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((workers) => workers.close()));
});

/** Threads that run `body` for each task (`sheet`, `fallback`) and may `post` and count `tasks`. */
function threads(body: string, size = 1, mostWaiting = 10, seconds = 60): PdfWorkers {
  const script = `
    import { parentPort, threadId } from 'node:worker_threads';
    let tasks = 0;
    const post = (outcome) => parentPort.postMessage(outcome);
    const bytes = (...all) => post({ pdf: new Uint8Array(all) });
    parentPort.on('message', ({ sheet, fallback }) => { tasks += 1; ${body} });`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  const workers = new PdfWorkers(url, size, mostWaiting, seconds);
  opened.push(workers);
  return workers;
}

function task(fallback = 'es_ES'): PdfTask {
  return { sheet: SHEET, fallback };
}

describe('PDF threads', () => {
  it('answer each task with its own file', async () => {
    const workers = threads('bytes(Number(fallback), sheet.lines.length)', 2);
    const files = await Promise.all(
      Array.from({ length: 9 }, (_, place) => workers.run(task(String(place)))),
    );
    expect(files.map((file) => [...file])).toEqual(
      Array.from({ length: 9 }, (_, place) => [place, SHEET.lines.length]),
    );
  });

  it('are kept: one thread takes one task after the other', async () => {
    const workers = threads('bytes(tasks)');
    const files = [await workers.run(task()), await workers.run(task()), await workers.run(task())];
    expect(files.map(([count]) => count)).toEqual([1, 2, 3]);
  });

  it('are no more than they may be', async () => {
    const workers = threads('setTimeout(() => bytes(threadId), 5)', 2);
    const files = await Promise.all(Array.from({ length: 8 }, () => workers.run(task())));
    expect(new Set(files.map(([thread]) => thread)).size).toBe(2);
  });

  it('pass an error on and go on', async () => {
    const workers = threads(
      `fallback === 'bad' ? post({ failure: 'It went wrong.' }) : bytes(tasks)`,
    );
    await expect(workers.run(task('bad'))).rejects.toThrow('It went wrong.');
    expect([...(await workers.run(task()))]).toEqual([2]);
  });

  it('are replaced when they die, and the task is done by the next', async () => {
    const workers = threads(`
      if (fallback === 'dies once' && !process.env.PDF_WORKERS_SPEC) process.exit(3);
      bytes(tasks);`);
    // A thread takes its environment from the process when it starts.
    const first = workers.run(task('dies once'));
    process.env.PDF_WORKERS_SPEC = 'second thread';
    try {
      const file = await first;
      expect([...file]).toEqual([1]);
    } finally {
      delete process.env.PDF_WORKERS_SPEC;
    }
  });

  it('give up a task that two of them died of, and do the others', async () => {
    const workers = threads(`if (fallback === 'deadly') throw new Error('boom'); bytes(7);`);
    const [deadly, other] = [workers.run(task('deadly')), workers.run(task())];
    await expect(deadly).rejects.toMatchObject({
      message: 'The thread that made a PDF ended.',
      cause: { message: 'boom' },
    });
    expect([...(await other)]).toEqual([7]);
  });

  it('end with a task that takes too long, and others do the rest', async () => {
    const body = `if (fallback === 'slow') for (;;); bytes(tasks);`;
    const workers = threads(body, 1, 10, 0.3);
    const [slow, other] = [workers.run(task('slow')), workers.run(task())];
    await expect(slow).rejects.toMatchObject({
      status: 503,
      code: 'pdf-timeout',
      options: { headers: { 'Retry-After': '30' } },
    });
    expect([...(await other)]).toEqual([1]);
  });

  it('forget what nobody waits for any longer', async () => {
    const workers = threads(`if (fallback === 'endless') for (;;); bytes(tasks);`);
    const [first, second] = [new AbortController(), new AbortController()];
    const running = workers.run(task('endless'), first.signal);
    const waiting = workers.run(task('endless'), second.signal);
    const last = workers.run(task());
    for (const [each, controller] of [[waiting, second] as const, [running, first] as const]) {
      controller.abort(new Error('gone'));
      await expect(each).rejects.toThrow('gone');
    }
    expect([...(await last)]).toEqual([1]);
    await expect(workers.run(task(), first.signal)).rejects.toThrow('gone');
  });

  it('refuse what would wait too long', async () => {
    const workers = threads('setTimeout(() => bytes(1), 20)', 1, 2);
    const accepted = [workers.run(task()), workers.run(task()), workers.run(task())];
    await expect(workers.run(task())).rejects.toMatchObject({
      status: 503,
      code: 'pdf-service-busy',
      options: { headers: { 'Retry-After': '2' } },
    });
    expect(await Promise.all(accepted)).toHaveLength(3);
    expect([...(await workers.run(task()))]).toEqual([1]);
  });

  it('end with what was not made refused', async () => {
    const workers = threads('');
    const [running, waiting] = [workers.run(task()), workers.run(task())];
    const refused = Promise.all([
      expect(running).rejects.toMatchObject({ code: 'pdf-service-busy' }),
      expect(waiting).rejects.toMatchObject({ code: 'pdf-service-busy' }),
    ]);
    await workers.close();
    await refused;
    await expect(workers.run(task())).rejects.toThrow('pdf-service-busy');
  });
});
