/**
 * Makes a clone ready to run: checks the Node version, installs the dependencies and builds `dist`,
 * each only when needed. npm runs it before `npm start` and `npm test`, when nothing may be
 * installed yet, so it uses Node's own modules only.
 *
 *   node scripts/prepare.mjs             what `npm start` needs
 *   node scripts/prepare.mjs --no-build  what the tests need
 *   node scripts/prepare.mjs --rebuild   builds even when nothing has changed
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, '.prepare.lock');
const INSTALL_STAMP = join(ROOT, 'node_modules', '.prepare-stamp');
const BUILD_STAMP = join(ROOT, 'dist', '.prepare-stamp');
/** A lock that its holder has not touched for so long belongs to a dead process. */
const LOCK_STALE_MS = 30_000;
const LOCK_TOUCH_MS = 5_000;

/** A step that failed: the sentence for the terminal and the exit code of the process. */
class StepError extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode || 1;
  }
}

async function main(options) {
  checkNode(process.versions.node, readJson('package.json').engines.node);
  const steps = () => [
    ...(installed() ? [] : [install]),
    ...(options.build && (options.rebuild || !built()) ? [build] : []),
  ];
  if (steps().length === 0) return;
  await locked(async () => {
    // Asked again: another process may have done it while this one waited for the lock.
    if (!installed()) await install();
    if (options.build && (options.rebuild || !built())) await build();
  });
}

// ---- Node's version

/**
 * Throws a StepError unless `version` satisfies `range`, alternatives of `^a.b.c` and `>=a.b.c`, all
 * that package.json asks with. It has to do without semver, which is not installed yet.
 */
function checkNode(version, range) {
  const current = numbers(version);
  const alternatives = range.split('||').map((part) => part.trim());
  const fits = alternatives.some((alternative) => {
    const least = numbers(alternative);
    if (alternative.startsWith('^') && least[0] !== current[0]) return false;
    const differing = least.findIndex((part, index) => part !== current[index]);
    return differing < 0 || current[differing] > least[differing];
  });
  if (fits) return;
  const wanted = alternatives.map((alternative) =>
    alternative.startsWith('^')
      ? `${alternative.slice(1)} or a later ${numbers(alternative)[0]}.x`
      : `${alternative.slice(2)} or anything later`,
  );
  throw new StepError(
    `This is Node.js ${version}, which facturanest can not run on: it needs ${wanted.join(', ')}. ` +
      'Get one at https://nodejs.org and try again.',
  );
}

function numbers(version) {
  return version
    .replace(/^[^\d]*/, '')
    .split('.')
    .map((part) => Number.parseInt(part, 10));
}

// ---- dependencies

function installed() {
  const wanted = installStamp();
  if (readIfThere(INSTALL_STAMP) === wanted) return true;
  if (!matchesLockFile()) return false;
  writeFileSync(INSTALL_STAMP, wanted);
  return true;
}

/** The binaries inside node_modules are for one platform: a copied directory is a stale one. */
function installStamp() {
  return hash([readFileSync(join(ROOT, 'package-lock.json')), process.platform, process.arch]);
}

/**
 * Whether an `npm ci` or `npm install` by hand left exactly what package-lock.json asks for: npm
 * writes what it installed into node_modules/.package-lock.json as its last act.
 */
function matchesLockFile() {
  const record = readIfThere(join(ROOT, 'node_modules', '.package-lock.json'));
  if (record === null) return false;
  const present = JSON.parse(record).packages;
  const wanted = readJson('package-lock.json').packages;
  const same = (path) =>
    present[path]
      ? present[path].version === wanted[path].version &&
        present[path].integrity === wanted[path].integrity &&
        existsSync(join(ROOT, path))
      : mayBeAbsent(wanted[path]);
  return (
    Object.keys(wanted).every((path) => path === '' || same(path)) &&
    Object.keys(present).every((path) => path in wanted)
  );
}

/** Whether npm may have left a package out: it is for another platform, or only such ones need it. */
function mayBeAbsent({ optional, os, cpu, libc }) {
  if (!optional) return false;
  const isForHere = os?.includes(process.platform) && cpu?.includes(process.arch) && !libc;
  return !isForHere;
}

async function install() {
  say('Installing the dependencies (npm ci) …');
  // No dependency needs its install script; the only one there is reports statistics.
  const npmArguments = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const [command, prefix] = npmCommand();
  const exitCode = await run(command, [...prefix, ...npmArguments], {
    // npm's own last line ("added 371 packages") would only repeat ours.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: cleanEnvironment(process.env),
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (exitCode !== 0) {
    throw new StepError(
      `The dependencies could not be installed: npm ci ended with code ${exitCode}.`,
      exitCode,
    );
  }
  writeFileSync(INSTALL_STAMP, installStamp());
}

/** The npm that runs this script, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const beside = join(dirname(dirname(process.execPath)), 'lib/node_modules/npm/bin/npm-cli.js');
  const script = [process.env.npm_execpath, beside].find(
    (path) => path?.endsWith('npm-cli.js') && existsSync(path),
  );
  return script ? [process.execPath, [script]] : ['npm', []];
}

/**
 * What `npm start --omit=dev`, `npm_config_global` or NODE_ENV say is meant for another command;
 * where the registry, the cache and the certificates are is meant for every npm.
 */
function cleanEnvironment(environment) {
  const network =
    /^npm_config_(\/\/|@|_?auth|registry$|replace_registry_host$|cache$|userconfig$|globalconfig$|proxy$|http_proxy$|https_proxy$|noproxy$|ca$|cafile$|strict_ssl$|cert$|key$|fetch_|maxsockets$|offline$|prefer_offline$)/;
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => {
      const lower = name.toLowerCase();
      if (lower === 'node_env' || lower === 'init_cwd') return false;
      return !lower.startsWith('npm_') || network.test(lower);
    }),
  );
}

// ---- build

function built() {
  return existsSync(join(ROOT, 'dist', 'main.js')) && readIfThere(BUILD_STAMP) === buildStamp();
}

/** Size and time of every source file, and what else decides how they are compiled. */
function buildStamp() {
  const sources = filesUnder(join(ROOT, 'src')).map((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${relative(ROOT, path)} ${size} ${mtimeMs}`;
  });
  const compiler = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  return hash([...sources.sort(), ...compiler.map((name) => readFileSync(join(ROOT, name)))]);
}

function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith('.spec.ts') ? [] : [path];
  });
}

/** Builds beside `dist` and puts it in its place at the end: `dist` is never half a build. */
async function build() {
  say('Building (tsc) …');
  const stamp = buildStamp();
  const fresh = join(ROOT, '.dist-new');
  const old = join(ROOT, '.dist-old');
  removeAll(fresh, old);
  const exitCode = await run(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (exitCode !== 0) {
    removeAll(fresh);
    throw new StepError(`The build failed: tsc ended with code ${exitCode}.`, exitCode);
  }
  writeFileSync(join(fresh, '.prepare-stamp'), stamp);
  const dist = join(ROOT, 'dist');
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  removeAll(old);
}

// ---- one at a time

/** Runs `work` while this process holds the lock directory. */
async function locked(work) {
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  const release = () => {
    if (lockOwner(LOCK) === owner) removeAll(LOCK);
  };
  let told = false;
  while (!takeLock(owner)) {
    if (removeStaleLock()) continue;
    if (!told) say('Waiting for another preparation of this directory to end …');
    told = true;
    await sleep(200);
  }
  const touching = setInterval(() => {
    const now = new Date();
    if (existsSync(LOCK)) utimesSync(LOCK, now, now);
  }, LOCK_TOUCH_MS);
  process.once('exit', release);
  try {
    await work();
  } finally {
    clearInterval(touching);
    release();
  }
}

function takeLock(owner) {
  try {
    mkdirSync(LOCK);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(LOCK, 'owner'), owner);
  return true;
}

/** Whether the lock may be asked for again, because a dead process held it or it is gone. */
function removeStaleLock() {
  const seen = lockOwner(LOCK);
  const touched = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return true;
  if (Date.now() - touched < LOCK_STALE_MS && !ownerIsDead(seen)) return false;
  // Moved aside first: of two processes that see the same dead lock only one can move it.
  const aside = `${LOCK}-${randomUUID()}`;
  try {
    renameSync(LOCK, aside);
  } catch {
    return true;
  }
  if (lockOwner(aside) === seen) {
    removeAll(aside);
    return true;
  }
  // It was taken anew between the look and the move: its owner gets it back.
  renameSync(aside, LOCK);
  return false;
}

function lockOwner(lock) {
  return readIfThere(join(lock, 'owner'));
}

function ownerIsDead(owner) {
  if (!owner) return false;
  const { pid, host } = JSON.parse(owner);
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

// ---- small things

/** The exit code of a child process; 128 and the signal's usual number when a signal ended it. */
function run(command, commandArguments, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, { cwd: ROOT, ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.once('error', (error) => {
      reject(new StepError(`${command} could not be started: ${error.message}.`));
    });
    child.once('close', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? { SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1);
    });
  });
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\n');
  return sum.digest('hex');
}

function readJson(name) {
  return JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function removeAll(...paths) {
  for (const path of paths) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

const given = process.argv.slice(2);
const unknown = given.find((option) => !['--no-build', '--rebuild'].includes(option));
try {
  if (unknown) throw new StepError(`prepare does not know the option ${unknown}.`, 2);
  await main({ build: !given.includes('--no-build'), rebuild: given.includes('--rebuild') });
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
