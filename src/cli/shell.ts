import { readConfig, type Config } from '../kernel/config/config.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface Shell {
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws ConfigError when a setting can not be used */
export function configOf({ environment }: Shell): Config {
  return readConfig(environment);
}
