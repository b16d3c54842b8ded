import { readFileSync } from 'node:fs';
import semver from 'semver';

interface Package {
  readonly version: string;
  readonly engines: { readonly node: string };
}

const FILE = new URL('../../package.json', import.meta.url);
const { version, engines } = JSON.parse(readFileSync(FILE, 'utf8')) as Package;

/** The version that package.json gives this server. */
export function serverVersion(): string {
  return version;
}

/** The range of versions of Node.js on which package.json lets this server run. */
export function nodeRange(): string {
  return engines.node;
}

/** Whether a version is in a range such as `^20.19.0 || >=24.11.0`, which has its previews too. */
export function satisfies(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}
