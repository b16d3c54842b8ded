/**
 * Two lint rules for the arrows between files, for values and types alike:
 *
 * - `rooms`: a room imports from those before it in the list of `rooms.mjs` only, and through their
 *   `index.ts`.
 * - `no-cycle`: no file imports itself by way of others.
 *
 * Only relative imports are looked at: nothing of ours is imported by name, but for plugins.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ROOMS } from './rooms.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// ---- rooms

const KERNEL = 'src/kernel/';

/**
 * Why the file `from` must not import the file `to`, or null when it may. Both are paths from the
 * root of the repository, with slashes.
 */
export function refusal(from, to) {
  if (from.startsWith('test/')) return null;
  const isSpec = /\.spec\.m?ts$/.test(from);
  if (isSpec && to.startsWith('test/')) return null;
  if (from.startsWith('src/') && !to.startsWith('src/')) {
    return `Nothing in src imports what lies outside of it, such as ${to}.`;
  }
  const [own, other] = [roomOf(from), roomOf(to)];
  if (other === null || own === other) return null;
  return wrongWay(own, other, isSpec) ?? wrongDoor(to);
}

/** Specs may look at rooms behind their own: what a rule does shows there. */
function wrongWay(own, other, isSpec) {
  if (own === null || isSpec) return null;
  const [here, there] = [ROOMS.indexOf(own), ROOMS.indexOf(other)];
  if (there === -1) return `${other} has no place in the list of rooms (scripts/lint/rooms.mjs).`;
  if (there < here) return null;
  return `${own} comes before ${other} in the list of rooms: own a port that ${other} implements.`;
}

function wrongDoor(to) {
  const folder = folderOf(to);
  if (folder === null || to.startsWith(KERNEL) || to === `${folder}/index.ts`) return null;
  return `${to} is inside another room: import ${folder}/index.js, its front door.`;
}

/** The room that a file of `src` is of, as the list names it; null for one that lies elsewhere. */
function roomOf(path) {
  const name = /^src\/([^/]+)/.exec(path)?.[1] ?? null;
  return name && name.replace(/\.spec\.ts$/, '.ts');
}

/** The top-level folder of `src` that a file lies in; null for a file outside of any. */
function folderOf(path) {
  return /^src\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

const rooms = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports go to earlier rooms, through their front doors.' },
    schema: [],
    messages: { refused: '{{reason}}' },
  },
  create(context) {
    const from = fromRoot(context.filename);
    return eachImport((node, specifier) => {
      const to = specifier.startsWith('.') && targetPath(from, specifier);
      const reason = to && refusal(from, to);
      if (reason) context.report({ node, messageId: 'refused', data: { reason } });
    });
  },
};

// ---- cycles

const noCycle = {
  meta: {
    type: 'problem',
    docs: { description: 'No file imports itself by way of others.' },
    schema: [],
    messages: { cycle: 'Import cycle: {{path}}.' },
  },
  create(context) {
    const own = resolve(context.filename);
    return eachImport((node, specifier) => {
      if (!specifier.startsWith('.')) return;
      const way = shortestWay(sourceFile(own, specifier), own);
      if (!way) return;
      const path = [own, ...way].map(fromRoot).join(' → ');
      context.report({ node, messageId: 'cycle', data: { path } });
    });
  },
};

/** The files on the shortest way of imports between two files, both included; null without one. */
function shortestWay(start, end) {
  if (start === null) return null;
  const cameFrom = new Map([[start, null]]);
  for (const file of cameFrom.keys()) {
    if (file === end) return trace(cameFrom, end);
    for (const next of importsOf(file)) {
      if (!cameFrom.has(next)) cameFrom.set(next, file);
    }
  }
  return null;
}

function trace(cameFrom, end) {
  const way = [];
  for (let file = end; file !== null; file = cameFrom.get(file)) way.unshift(file);
  return way;
}

const remembered = new Map();

/** The files of ours that a file imports; read again when it has changed. */
function importsOf(file) {
  const { mtimeMs } = statSync(file);
  const known = remembered.get(file);
  if (known?.mtimeMs === mtimeMs) return known.files;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023);
  const files = source.statements
    .filter((statement) => statement.moduleSpecifier)
    .map((statement) => statement.moduleSpecifier.text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => sourceFile(file, specifier))
    .filter((found) => found !== null);
  remembered.set(file, { mtimeMs, files });
  return files;
}

// ---- files and imports

/** Calls `visit` with every node of a file that imports, and with what it names. */
function eachImport(visit) {
  const statement = (node) => {
    if (node.source) visit(node, node.source.value);
  };
  const expression = (node) => {
    if (typeof node.source?.value === 'string') visit(node, node.source.value);
  };
  return {
    ImportDeclaration: statement,
    ExportNamedDeclaration: statement,
    ExportAllDeclaration: statement,
    ImportExpression: expression,
    TSImportType: expression,
  };
}

/** The TypeScript file that a specifier such as `../kernel/money.js` stands for; null: not ours. */
function sourceFile(from, specifier) {
  const path = resolve(dirname(from), specifier).replace(/\.js$/, '.ts');
  return path.endsWith('.ts') && existsSync(path) ? path : null;
}

function targetPath(from, specifier) {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function fromRoot(file) {
  return relative(ROOT, resolve(ROOT, file)).split(sep).join('/');
}

/** Absolute path of a file of the repository; the specs name files by it. */
export function inRepository(path) {
  return join(ROOT, path);
}

export default { meta: { name: 'house' }, rules: { rooms, 'no-cycle': noCycle } };
