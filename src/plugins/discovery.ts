import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config } from '../kernel/config/config.js';
import { definePlugin, isDefinition, type PluginDefinition } from './plugin-definition.js';

/** A plugin that there is, whether or not it can be loaded. */
export interface InstalledPlugin {
  readonly name: string;
  /** Where it was found: its folder or the name of its package. */
  readonly folder: string;
  /** Null when it can not be loaded. */
  readonly definition: PluginDefinition | null;
  /** Why it can not be loaded; empty when it can. */
  readonly error: string;
}

type Options = Pick<Config, 'plugins' | 'pluginsDir'>;

const PACKAGE = 'facturanest';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Finds the plugins: those that come with the server and packages, both by the names in `PLUGINS`,
 * and every folder below `PLUGINS_DIR`. One that can not be loaded is reported, not thrown.
 */
export async function discoverPlugins(
  { plugins, pluginsDir }: Options,
  bundled: readonly PluginDefinition[],
): Promise<readonly InstalledPlugin[]> {
  const found: InstalledPlugin[] = [];
  const bundledOf = (name: string) => bundled.find((definition) => definition.name === name);
  // Packages that npm installed beside the server find it; those that it installed in it do not.
  if (!plugins.every(bundledOf) && !ROOT.includes(`${sep}node_modules${sep}`)) linkServer(ROOT);
  for (const name of plugins) {
    const own = bundledOf(name);
    found.push(own ? loaded(own, name) : await load(name, () => name));
  }
  const folders = foldersOf(pluginsDir);
  if (folders.length > 0) linkServer(pluginsDir);
  for (const folder of folders) {
    found.push(await load(folder, () => folderEntry(join(pluginsDir, folder))));
  }
  return found.map((plugin, index) => {
    const first = found.findIndex(({ name }) => name === plugin.name);
    return first === index
      ? plugin
      : failed(plugin.name, plugin.folder, 'The name is taken twice.');
  });
}

/**
 * Lets plugins below a folder import the server that runs them by its name, wherever it is
 * installed: there must be one copy of what a model is declared with.
 */
export function linkServer(folder: string): void {
  const link = join(folder, 'node_modules', PACKAGE);
  if (existsSync(link)) return;
  try {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    // One that leads nowhere is left from where the server was before.
    rmSync(link, { force: true });
    symlinkSync(ROOT, link, 'junction');
  } catch {
    // A folder that can not be written to holds plugins that find the server some other way.
  }
}

function foldersOf(pluginsDir: string): string[] {
  if (!existsSync(pluginsDir)) return [];
  return readdirSync(pluginsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .sort();
}

async function load(folder: string, entry: () => string): Promise<InstalledPlugin> {
  try {
    const module = (await import(entry())) as { readonly default?: unknown };
    if (!isDefinition(module.default)) {
      return failed(folder, folder, 'Its default export is not what definePlugin makes.');
    }
    return loaded(definePlugin(module.default), folder);
  } catch (error) {
    return failed(folder, folder, error instanceof Error ? error.message : String(error));
  }
}

function loaded(definition: PluginDefinition, folder: string): InstalledPlugin {
  return { name: definition.name, folder, definition, error: '' };
}

function failed(name: string, folder: string, error: string): InstalledPlugin {
  return { name, folder, definition: null, error };
}

/** The file that a package in a folder is entered by. */
function folderEntry(folder: string): string {
  const file = join(folder, 'package.json');
  const main = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { main?: string }).main
    : undefined;
  return pathToFileURL(join(folder, main ?? 'index.js')).href;
}
