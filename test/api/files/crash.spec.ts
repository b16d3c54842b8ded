import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDatabaseAsIs } from '../../../src/cli/database-access.js';
import { runCommand } from '../../support/command-line.js';
import { openFileStorage } from '../../../src/files/index.js';
import { readConfig } from '../../../src/kernel/config/config.js';
import { KEY } from '../../support/api.js';
import { describeEngines, usePlace } from '../../support/describe-api.js';
import { killProcesses, prepareBuild, startProcess } from '../../support/server-process.js';
import { formWith } from './files.js';

const CLIENTS = 8;
/** So many answers come before the server is killed. */
const BEFORE_CRASH = 60;
/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 240_000;
/** Large enough to be cut in the middle. */
const BYTES = 400_000;

describeEngines('a server that is killed while files come and go', (engine) => {
  const place = usePlace(engine);
  beforeAll(prepareBuild, LONG_MS);
  afterAll(killProcesses);

  const rows = (sql: string) =>
    onDatabaseAsIs(readConfig(place.environment), (database) => database!.rows(sql));
  const stored = async () => {
    const sizes = new Map<string, number>();
    for await (const { key, size } of openFileStorage(readConfig(place.environment)).list(
      'MyFiles/',
    )) {
      sizes.set(key, size);
    }
    return sizes;
  };
  const doctor = (...options: string[]) =>
    runCommand(['doctor', '--files', ...options], place.environment);

  it('has all bytes of what it has, and is rid of the others', { timeout: LONG_MS }, async () => {
    const server = await startProcess(place.environment);
    const clients = new Clients();
    await Promise.all([clients.work(server.base), clients.reach(BEFORE_CRASH).then(server.kill)]);
    expect(clients.kept.size).toBeGreaterThan(0);

    const records = new Map(
      (await rows('SELECT path, size FROM attached_files')).map(([path, size]) => [path, size]),
    );
    const bytes = await stored();
    for (const [path, size] of records)
      expect([path, bytes.get(String(path))]).toEqual([path, size]);
    for (const path of clients.kept) expect([path, records.get(path)]).toEqual([path, BYTES]);
    for (const path of clients.gone) expect([path, records.has(path)]).toEqual([path, false]);
    expect((await doctor()).exitCode).toBe(0);

    // A server that starts finishes what was committed; what no record came to grows old.
    const again = await startProcess(place.environment);
    await new Clients(1).work(again.base);
    await again.kill();
    const long = new Date(Date.now() - 2 * 3_600_000);
    for (const key of (await stored()).keys()) utimesSync(join(place.folder, key), long, long);
    const repaired = await doctor('--repair');
    expect(repaired).toMatchObject({ exitCode: 0, out: expect.stringContaining('✓ Orphans') });
    const left = await rows('SELECT path FROM attached_files');
    expect([...(await stored()).keys()].sort()).toEqual(left.map(([path]) => path).sort());
  });
});

/** Clients that upload, and delete every third file again, until nobody answers any more. */
class Clients {
  /** Places of the files whose upload was answered and whose deletion was not asked for. */
  readonly kept = new Set<string>();
  readonly gone = new Set<string>();
  private answers = 0;
  private aim: { readonly count: number; readonly reached: () => void } | null = null;

  constructor(private readonly rounds = Infinity) {}

  reach(count: number): Promise<void> {
    return new Promise((reached) => (this.aim = { count, reached }));
  }

  async work(base: string): Promise<void> {
    await Promise.all(Array.from({ length: CLIENTS }, () => this.client(base)));
  }

  private async client(base: string): Promise<void> {
    try {
      for (let round = 1; round <= this.rounds; round++) await this.round(base, round);
    } catch {
      // The server was killed.
    }
  }

  private async round(base: string, round: number): Promise<void> {
    const headers = { Token: KEY };
    const body = formWith([['f', `file ${round}.txt`, 'x'.repeat(BYTES)]]);
    const made = await fetch(`${base}/attachedfiles`, { method: 'POST', headers, body });
    const { data } = (await made.json()) as { data: { idfile: number; path: string } };
    if (round % 3 === 0) {
      await fetch(`${base}/attachedfiles/${data.idfile}`, { method: 'DELETE', headers });
      this.gone.add(data.path);
    } else this.kept.add(data.path);
    this.answers += 1;
    if (this.answers === this.aim?.count) this.aim.reached();
  }
}
