import { Command, InvalidArgumentError } from 'commander';
import { Translator } from '../kernel/translation/translator.js';
import { PluginHost, PluginRefusal } from '../plugins/index.js';
import { CATALOGUES } from '../translations/index.js';
import { inInstalledApplication } from './database-access.js';
import { CommandFailure } from './failure.js';
import { newPlugin } from './plugin-new.js';
import { skeletonNames, type SkeletonNames } from './plugin-skeleton/index.js';
import { configOf, type Shell } from './shell.js';
import { aligned } from './terminal.js';

const SOON = 'A running server follows within seconds.';

export function pluginCommand(shell: Shell): Command {
  return new Command('plugin')
    .description('list, switch and begin plugins')
    .addCommand(listCommand(shell))
    .addCommand(switchCommand(shell, true))
    .addCommand(switchCommand(shell, false))
    .addCommand(newCommand(shell));
}

// ---- list

const LIST_HELP = `
Plugins are found by the names in PLUGINS (those that come with the server, and packages) and in the
folders below PLUGINS_DIR.

Example:
  $ facturanest plugin list
`;

/** A plugin as the list shows it. */
interface PluginRow {
  readonly name: string;
  readonly version: string;
  readonly state: 'enabled' | 'disabled' | 'not running' | 'not loaded';
  readonly description: string;
  /** Why it does not run. */
  readonly problem: string;
}

function listCommand(shell: Shell): Command {
  return new Command('list')
    .description('list the plugins that there are')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', LIST_HELP)
    .action(({ json = false }: { json?: boolean }) => listPlugins(shell, json));
}

async function listPlugins(shell: Shell, json: boolean): Promise<void> {
  const { terminal } = shell;
  const rows = await onHost(shell, rowsOf);
  if (json) {
    terminal.print(JSON.stringify(rows, null, 2));
    return;
  }
  if (rows.length === 0) {
    terminal.say('There are none: see PLUGINS, PLUGINS_DIR and "facturanest plugin new".');
    return;
  }
  const cells = rows.map(({ name, version, state, description, problem }) => [
    name,
    version,
    state,
    problem || description,
  ]);
  for (const line of aligned([['NAME', 'VERSION', 'STATE', 'WHAT'], ...cells])) {
    terminal.print(line);
  }
}

function rowsOf({ installed, lineup }: PluginHost): PluginRow[] {
  const rows = installed.map(({ name, definition, error }): PluginRow => {
    const { version = '', description = '' } = definition ?? {};
    const problem = lineup.problems.get(name);
    const isActive = lineup.active.some((plugin) => plugin.name === name);
    const idle = definition ? 'disabled' : 'not loaded';
    const state = isActive ? 'enabled' : problem ? 'not running' : idle;
    return { name, version, state, description, problem: problem ? textOf(problem) : error };
  });
  const gone = [...lineup.problems]
    .filter(([name]) => !installed.some((plugin) => plugin.name === name))
    .map(([name, problem]): PluginRow => {
      return { name, version: '', state: 'not running', description: '', problem: textOf(problem) };
    });
  return [...rows, ...gone].sort((a, b) => (a.name < b.name ? -1 : 1));
}

// ---- enable and disable

const SWITCH_HELP = {
  enable: `
Its tables are created where they are missing. A plugin that can not run is not enabled, and the
message says why.

Example:
  $ facturanest plugin enable webhooks
`,
  disable: `
Its tables and what is in them stay. A plugin that others need is not disabled.

Example:
  $ facturanest plugin disable webhooks
`,
};

function switchCommand(shell: Shell, enabled: boolean): Command {
  const verb = enabled ? 'enable' : 'disable';
  return new Command(verb)
    .description(`${verb} a plugin`)
    .argument('<name>', 'name of the plugin')
    .addHelpText('after', SWITCH_HELP[verb])
    .action((name: string) => switchPlugin(shell, name, enabled));
}

/** @throws CommandFailure when there is no such plugin, or with what keeps it from being switched */
async function switchPlugin(shell: Shell, name: string, enabled: boolean): Promise<void> {
  const word = enabled ? 'enabled' : 'disabled';
  const isNew = await onHost(shell, async (host) => {
    const { active, problems } = host.lineup;
    const isActive = active.some((plugin) => plugin.name === name);
    const isKnown = problems.has(name) || host.installed.some((plugin) => plugin.name === name);
    if (!isKnown) {
      const reason = textOf({ code: 'plugin-not-found', params: { name } });
      const where = '"facturanest plugin list" shows those that PLUGINS and PLUGINS_DIR name.';
      throw new CommandFailure(`${reason} ${where}`);
    }
    // One that is enabled but can not run is tried again, or taken out of the way.
    if (isActive === enabled && !problems.has(name)) return false;
    try {
      await host.change(name, enabled, null);
    } catch (error) {
      if (!(error instanceof PluginRefusal)) throw error;
      throw new CommandFailure(textOf(error.problem));
    }
    return true;
  });
  shell.terminal.say(
    isNew ? `Plugin ${name} is ${word}. ${SOON}` : `Plugin ${name} is ${word} already.`,
  );
}

// ---- new

const NEW_HELP = `
Writes a small plugin in TypeScript that works as it is: a model with rules, a veto, something done
after a commit, a route. Nothing is overwritten.

Examples:
  $ facturanest plugin new follow-up
  $ facturanest plugin new follow-up --dir ~/my-plugins
`;

function newCommand(shell: Shell): Command {
  return new Command('new')
    .description('write the skeleton of a plugin')
    .argument('<name>', 'such as follow-up; files, classes and table are named after it', names)
    .option('--dir <folder>', 'folder of plugins (default: PLUGINS_DIR, which is ./plugins)')
    .addHelpText('after', NEW_HELP)
    .action((wanted: SkeletonNames, { dir }: { dir?: string }) => newPlugin(shell, wanted, dir));
}

function names(text: string): SkeletonNames {
  const found = skeletonNames(text);
  if (found) return found;
  throw new InvalidArgumentError(
    'It is made of letters and digits with hyphens between, begins with a letter, and is at most ' +
      '40 long.',
  );
}

// ---- for all of them

function onHost<R>(shell: Shell, work: (host: PluginHost) => R | Promise<R>): Promise<R> {
  const config = configOf(shell);
  // Plugins that do not run are what these commands speak of themselves.
  const logLevel = config.logLevel === 'info' ? 'fatal' : config.logLevel;
  return inInstalledApplication({ ...config, logLevel }, async (app) => work(app.get(PluginHost)));
}

function textOf({ code, params }: PluginRefusal['problem']): string {
  return new Translator(CATALOGUES, 'en_EN').text(code, params);
}
