import { readFileSync } from 'node:fs';

const FILE = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly version: string };

/** The version that package.json gives this server. */
export function serverVersion(): string {
  return version;
}
