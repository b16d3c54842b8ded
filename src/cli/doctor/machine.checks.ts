import {
  accessSync,
  constants,
  existsSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../kernel/config/config.js';
import { Clock } from '../../kernel/dates/clock.js';
import { nodeRange, satisfies } from '../../kernel/server-version.js';
import { failure, ok, warning, type Check } from './check.js';

const MEGABYTE = 1024 ** 2;
const LITTLE_SPACE = 1024 * MEGABYTE;
const NO_SPACE = 50 * MEGABYTE;
/** No server of this version ran before it, and a clock far in the future is as wrong. */
const SANE_YEARS = { first: 2025, last: 2099 };

export function nodeCheck(version = process.versions.node): Check {
  const range = nodeRange();
  return satisfies(version, range)
    ? ok('Node.js', version)
    : failure('Node.js', `${version} is too old or untried`, `Install one of ${range}.`);
}

export function clockCheck({ timezone }: Config, year = new Date().getFullYear()): Check {
  const now = `${new Clock(timezone).now()} in ${timezone}`;
  return year >= SANE_YEARS.first && year <= SANE_YEARS.last
    ? ok('Clock', now)
    : failure(
        'Clock',
        `it says ${now}`,
        'Set the clock of this machine; use a time service (NTP).',
      );
}

/** The folder of the embedded database and of files: whether it can be written, and how full it is. */
export function dataFolderCheck({ dataDir }: Config): Check {
  const name = 'Data folder';
  const folder = nearestFolder(dataDir);
  if (!statSync(folder).isDirectory()) {
    return failure(name, `${folder} is a file`, 'Set DATA_DIR to a folder.');
  }
  if (!isWritable(folder)) {
    return failure(
      name,
      `${folder} can not be written to`,
      'Give it to the user that runs the server, or set DATA_DIR to another.',
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const message = `${dataDir}${folder === dataDir ? '' : ' (made at the first start)'}, ${size(free)} free`;
  if (free < NO_SPACE) return failure(name, message, 'Free space on this disk now.');
  return free < LITTLE_SPACE
    ? warning(name, message, 'Free space on this disk.')
    : ok(name, message);
}

function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Rights alone do not tell: a disk may be mounted for reading only. */
function isWritable(folder: string): boolean {
  const trial = join(folder, `.doctor-${process.pid}`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    writeFileSync(trial, '', { flag: 'wx' });
    rmSync(trial);
    return true;
  } catch {
    return false;
  }
}

function size(bytes: number): string {
  const gigabytes = bytes / 1024 / MEGABYTE;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.floor(bytes / MEGABYTE)} MB`;
}
