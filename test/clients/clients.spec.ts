import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { KEY, startApi } from '../support/api.js';
import { useApi } from '../support/describe-api.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DOCUMENT = '../../openapi.json';

type Use = (base: string, token: string) => Promise<readonly [string, string, number]>;

/** What is written about the document, or the end of what went wrong. */
async function run(tool: string, ...options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(join(HERE, 'node_modules/.bin', tool), options, {
      cwd: HERE,
      maxBuffer: 1e8,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`, { cause: error });
  }
}

describe('the linters of OpenAPI documents', () => {
  it('find nothing: spectral', async () => {
    const found = await run('spectral', 'lint', DOCUMENT, '--fail-severity', 'hint', '-f', 'json');
    expect(found.slice(0, found.indexOf(']') + 1)).toBe('[]');
  });

  it('find nothing: redocly', async () => {
    const found = JSON.parse(await run('redocly', 'lint', DOCUMENT, '--format', 'json')) as {
      totals: unknown;
    };
    expect(found.totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
  });
});

describe('clients made from the document', () => {
  const api = useApi(() => startApi('embedded'));

  beforeAll(async () => {
    await rm(join(HERE, 'generated'), { recursive: true, force: true });
    await run('openapi-typescript', DOCUMENT, '-o', 'generated/openapi-typescript.ts');
    await run('openapi-ts', '-i', DOCUMENT, '-o', 'generated/hey-api', '--silent');
    await run('orval', '--config', 'orval.config.cjs');
  }, 300_000);

  it('compile without a complaint', async () => {
    expect(await run('tsc', '-p', '.')).toBe('');
  });

  it.each(['openapi-typescript', 'hey-api', 'orval'])(
    'create, list and invoice: %s',
    async (name) => {
      const { use } = (await import(/* @vite-ignore */ `${HERE}use-${name}.ts`)) as { use: Use };
      const [code, first, net] = await use(api.base, KEY);
      expect([first, net]).toEqual(['Ana Ruiz', 299.8]);
      const { body } = await api.get(`/facturaclientes?codcliente=${code}`);
      expect(body).toMatchObject([{ codcliente: code, neto: 299.8 }]);
    },
  );
});
