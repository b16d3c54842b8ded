import { satisfies } from '../kernel/server-version.js';
import type { InstalledPlugin } from './discovery.js';
import type { PluginDefinition } from './plugin-definition.js';
import type { PluginStates } from './plugin-states.js';

/** Which plugins run, and why others that are enabled do not. */
export interface Lineup {
  /** In the order in which they run: a plugin follows those that it requires. */
  readonly active: readonly PluginDefinition[];
  /** Why an enabled plugin does not run, by its name. */
  readonly problems: ReadonlyMap<string, PluginProblem>;
}

/** A message key with its values. */
export interface PluginProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Works out which of the enabled plugins can run on this version of the server. */
export function lineUp(
  installed: readonly InstalledPlugin[],
  states: PluginStates,
  serverVersion: string,
): Lineup {
  const active: PluginDefinition[] = [];
  const problems = new Map<string, PluginProblem>();
  const missing = [...states].filter(([name]) => !installed.some((plugin) => plugin.name === name));
  for (const [name, { enabled }] of missing) {
    if (enabled) problems.set(name, { code: 'plugin-not-found', params: { name } });
  }
  const enabled = installed.filter(({ name }) => states.get(name)?.enabled);
  let waiting = [...enabled].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (let before = -1; before !== active.length;) {
    before = active.length;
    waiting = waiting.filter(({ name, definition, error }) => {
      const runs = (other: string) => active.some((plugin) => plugin.name === other);
      const problem = problemOf(name, definition, error, serverVersion, runs);
      if (problem) problems.set(name, problem);
      else if (definition) {
        problems.delete(name);
        active.push(definition);
      }
      return problem !== null;
    });
  }
  return { active, problems };
}

function problemOf(
  name: string,
  definition: PluginDefinition | null,
  error: string,
  serverVersion: string,
  runs: (name: string) => boolean,
): PluginProblem | null {
  if (!definition) return { code: 'plugin-not-loaded', params: { name, reason: error } };
  const { compatible } = definition;
  if (!isCompatible(definition, serverVersion)) {
    return { code: 'plugin-not-compatible', params: { name, compatible, version: serverVersion } };
  }
  const needed = definition.requires?.find((other) => !runs(other));
  return needed === undefined ? null : { code: 'plugin-needed', params: { name, needed } };
}

/** Whether a plugin works with a version of the server. */
export function isCompatible({ compatible }: PluginDefinition, serverVersion: string): boolean {
  return satisfies(serverVersion, compatible);
}

/** Plugins of the lineup that require another one. */
export function dependentsOf({ active }: Lineup, name: string): string[] {
  return active.filter(({ requires }) => requires?.includes(name)).map((plugin) => plugin.name);
}
