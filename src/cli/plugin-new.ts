import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { newRegistry } from '../schema.js';
import { resourcesOf } from '../kernel/openapi/openapi-part.js';
import { OPEN_API_PARTS } from '../openapi/index.js';
import { linkServer } from '../plugins/index.js';
import { CommandFailure } from './failure.js';
import { meansSomething, skeletonFiles, type SkeletonNames } from './plugin-skeleton/index.js';
import { configOf, type Shell } from './shell.js';

/**
 * Writes the skeleton of a plugin, and links the server beside it so that it can be imported.
 *
 * @param dir folder of plugins; `PLUGINS_DIR` unless given
 * @throws CommandFailure when the name or the folder is taken
 */
export function newPlugin(shell: Shell, names: SkeletonNames, dir: string | undefined): void {
  const { pluginsDir } = configOf(shell);
  const plugins = dir === undefined ? pluginsDir : resolve(dir);
  const folder = join(plugins, names.name);
  assertFree(names);
  if (existsSync(folder)) {
    throw new CommandFailure(`${folder} is there already: choose another name, or remove it.`);
  }
  for (const [path, text] of skeletonFiles(names)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
    shell.terminal.print(relative('', file));
  }
  linkServer(plugins);
  for (const line of nextSteps(names, folder, plugins === pluginsDir)) shell.terminal.say(line);
}

/** @throws CommandFailure when the server has something of that name itself */
function assertFree(names: SkeletonNames): void {
  const { className, resource, table } = names;
  const routes = OPEN_API_PARTS.flatMap(resourcesOf).map(({ name }) => name.toLowerCase());
  const isTaken =
    routes.includes(resource) ||
    newRegistry().all.some(
      (model) =>
        model.name.toLowerCase() === className.toLowerCase() ||
        model.resource === resource ||
        model.table === table,
    );
  if (!isTaken && !meansSomething(names)) return;
  throw new CommandFailure(`${names.name} means something else here: choose another name.`);
}

function nextSteps({ name }: SkeletonNames, folder: string, isFound: boolean): string[] {
  return [
    '',
    'Next:',
    `  cd ${relative('', folder) || folder} && npm run build`,
    ...(hasCompiler(folder)
      ? []
      : [
          '  (no TypeScript is installed above that folder: npm install --save-dev typescript ' +
            '@types/node in it first)',
        ]),
    ...(isFound ? [] : [`  set PLUGINS_DIR=${dirname(folder)}, so that the server finds it`]),
    '  start the server again, so that it loads the plugin',
    `  facturanest plugin enable ${name}`,
  ];
}

/** Whether npm, which looks in the folders above too, finds the compiler. */
function hasCompiler(folder: string): boolean {
  const above = dirname(folder);
  if (existsSync(join(folder, 'node_modules', '.bin', 'tsc'))) return true;
  return above !== folder && hasCompiler(above);
}
