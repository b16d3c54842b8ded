import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMailbox, type Mailbox } from '../api/export/smtp.js';
import { KEY } from '../support/api.js';
import { describeEngines, usePlace } from '../support/describe-api.js';
import { killProcesses, prepareBuild, startProcess } from '../support/server-process.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 300_000;

/** Ends at the first command that fails; an answer that is an error fails its curl. */
const PRELUDE = `
set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body "$@"; }
npm() {
  [ "$1 $2 $3" = "run cli --" ]
  node "$ROOT/dist/cli/main.js" "\${@:4}"
}
set -x
`;

describeEngines('the commands of the README', (engine) => {
  const place = usePlace(engine);
  let mailbox: Mailbox;
  let base: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    await prepareBuild();
    mailbox = await startMailbox();
    environment = { ...place.environment, SMTP_URL: mailbox.url, DATA_DIR: place.folder };
    ({ base } = await startProcess(environment));
    const picture = join(ROOT, 'docs/pictures/refund.png');
    for (const name of ['logo.png', 'b.png', 'photo.jpg']) {
      await copyFile(picture, join(place.folder, name));
    }
    for (const name of ['receipt.pdf', 'a.pdf']) {
      await writeFile(join(place.folder, name), '%PDF-1.4\n%%EOF\n');
    }
    await writeFile(join(place.folder, 'ciudades.csv'), 'ciudad;provincia\nMislata;Valencia\n');
  }, LONG_MS);
  afterAll(async () => {
    await killProcesses();
    await mailbox.stop();
  });

  it('can be copied one after the other', { timeout: LONG_MS }, async () => {
    const blocks = [...README.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, commands]) => commands);
    expect(blocks.length).toBeGreaterThan(10);
    const script = blocks
      .join('\n')
      .replace('KEY=the-key-that-was-printed', `KEY=${KEY}`)
      .replace('URL=http://127.0.0.1:3000/api/3', `URL=${base}`);
    await promisify(execFile)('bash', ['-c', PRELUDE + script], {
      cwd: place.folder,
      env: { ...process.env, ...environment, ROOT },
      maxBuffer: 1e8,
    });
    const pdf = await readFile(join(place.folder, 'F2026A1.pdf').replace('2026', year()));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(mailbox.received).toHaveLength(1);
  });
});

function year(): string {
  return String(new Date().getFullYear());
}
