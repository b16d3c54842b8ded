import semver from 'semver';
import { serverVersion } from '../kernel/server-version.js';
import type { InstalledPlugin } from './discovery.js';
import { isCompatible, type Lineup } from './lineup.js';

/** A plugin as clients see it. */
export interface PluginView {
  readonly compatible: boolean;
  readonly description: string;
  readonly enabled: boolean;
  readonly folder: string;
  /** Of the server, as a number: `0.1`. */
  readonly min_version: number;
  readonly min_php: number;
  readonly name: string;
  readonly require: readonly string[];
  readonly require_php: readonly string[];
  readonly version: number;
  /** Why it can not run; absent when it can. */
  readonly error?: string;
}

/** @param explain the text of a message key */
export function viewOf(
  { name, folder, definition, error }: InstalledPlugin,
  { active, problems }: Lineup,
  explain: (code: string, params: Readonly<Record<string, string>>) => string,
): PluginView {
  const problem = problems.get(name);
  const reason = problem ? explain(problem.code, problem.params) : error;
  const oldest = definition && semver.minVersion(definition.compatible);
  return {
    compatible: definition !== null && isCompatible(definition, serverVersion()),
    description: definition?.description ?? '',
    enabled: active.some((plugin) => plugin.name === name),
    folder,
    min_version: asNumber(oldest?.version ?? '0.0.0'),
    min_php: 0,
    name,
    require: definition?.requires ?? [],
    require_php: [],
    version: asNumber(definition?.version ?? '0.0.0'),
    ...(reason && { error: reason }),
  };
}

/** `1.2.3` as 1.2. */
function asNumber(version: string): number {
  return Number(version.split('.', 2).join('.'));
}
