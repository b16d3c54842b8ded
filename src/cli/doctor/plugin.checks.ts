import { BUNDLED_PLUGINS } from '../../bundled-plugins.js';
import type { Config } from '../../kernel/config/config.js';
import type { Database } from '../../kernel/database/database.js';
import { serverVersion } from '../../kernel/server-version.js';
import {
  discoverPlugins,
  lineUp,
  readPluginStates,
  type PluginStates,
} from '../../plugins/index.js';
import { failure, ok, warning, type Check } from './check.js';

/** Whether every plugin that is there can be loaded, and every enabled one can run. */
export async function pluginsCheck(config: Config, database: Database): Promise<Check> {
  const installed = await discoverPlugins(config, BUNDLED_PLUGINS);
  const known = (await database.tables()).includes('fn_plugins');
  const states: PluginStates = known ? await readPluginStates(database) : new Map();
  const { active, problems } = lineUp(installed, states, serverVersion());
  if (problems.size > 0) {
    const reasons = [...problems].map(([name, { code }]) => `${name} (${code})`).join(', ');
    return failure(
      'Plugins',
      `enabled, but can not run: ${reasons}`,
      'Install what is missing, or disable them: facturanest plugin disable NAME.',
    );
  }
  const broken = installed.find(({ error }) => error !== '');
  if (broken) {
    const message = `${broken.name} can not be loaded: ${broken.error}`;
    return warning('Plugins', message, 'Correct it, or take it away from where plugins are.');
  }
  const names = active.map(({ name }) => name).join(', ');
  return ok('Plugins', `${installed.length} there, enabled: ${names || 'none'}`);
}
