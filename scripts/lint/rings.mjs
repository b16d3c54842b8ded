/**
 * Two lint rules for the arrows between files (DESIGN: "arrows point inwards only"):
 *
 * - `rings`: the kernel imports only itself; one folder of `src` sees another only through its
 *   `index.ts`; the outermost files (`main`, `server`, `app.module`, `cli`) are seen by nobody inside.
 * - `no-cycle`: no file imports itself by way of others. Imports of types alone leave no trace in
 *   the compiled code and do not count.
 *
 * Only relative imports are looked at: nothing of ours is imported by name.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// ---- rings

const KERNEL = 'src/kernel/';
const OUTERMOST =
  /^ormconfig\.ts$|^src\/((main|server|generations|foundation|app\.module)(\.spec)?\.ts|cli\/.*)$/;

/**
 * Why the file `from` must not import the file `to`, or null when it may. Both are paths from the
 * root of the repository, with slashes.
 */
export function refusal(from, to) {
  if (from.startsWith('test/')) return null;
  const isSpec = /\.spec\.m?ts$/.test(from);
  if (isSpec && to.startsWith('test/')) return null;
  if (from.startsWith(KERNEL) && !to.startsWith(KERNEL)) {
    return `The kernel imports nothing but itself, not ${to}.`;
  }
  if (from.startsWith('src/') && !to.startsWith('src/')) {
    return `Nothing in src imports what lies outside of it, such as ${to}.`;
  }
  if (OUTERMOST.test(to) && !OUTERMOST.test(from)) {
    return `${to} belongs to the outermost ring: only main, cli and the tests import it.`;
  }
  if (OUTERMOST.test(from) && to.startsWith('src/cli/')) return null;
  const folder = folderOf(to);
  if (folder === null || to.startsWith(KERNEL) || folder === folderOf(from)) return null;
  if (to === `${folder}/index.ts`) return null;
  return `${to} is inside another module: import ${folder}/index.js, its front door.`;
}

/** The top-level folder of `src` that a file lies in; null for a file outside of any. */
function folderOf(path) {
  return /^src\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

const rings = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports point inwards and go through the front door of a module.' },
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
      if (!specifier.startsWith('.') || isTypeOnly(node)) return;
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

/** The files of ours that a file imports at run time; read again when it has changed. */
function importsOf(file) {
  const { mtimeMs } = statSync(file);
  const known = remembered.get(file);
  if (known?.mtimeMs === mtimeMs) return known.files;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023);
  const files = source.statements
    .filter((statement) => statement.moduleSpecifier && !isErased(statement))
    .map((statement) => statement.moduleSpecifier.text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => sourceFile(file, specifier))
    .filter((found) => found !== null);
  remembered.set(file, { mtimeMs, files });
  return files;
}

/** As `isTypeOnly`, on the nodes of TypeScript's own parser. */
function isErased(statement) {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  if (clause.name) return false;
  const elements = (clause.namedBindings ?? clause.exportClause)?.elements;
  return Boolean(elements?.length) && elements.every((element) => element.isTypeOnly);
}

/** Whether an import or export of ESLint's tree names types alone and is left out of the output. */
function isTypeOnly(node) {
  if (['ImportExpression', 'TSImportType'].includes(node.type)) return true;
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const kinds = (node.specifiers ?? []).map((part) => part.importKind ?? part.exportKind);
  return kinds.length > 0 && kinds.every((kind) => kind === 'type');
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

export default { meta: { name: 'house' }, rules: { rings, 'no-cycle': noCycle } };
