import type { Origin } from '../kernel/http/api-request.js';
import type { InstalledPlugin } from './discovery.js';
import type { Lineup, PluginProblem } from './lineup.js';

/** What runs the application, and can run it with other plugins. */
export abstract class PluginHost {
  abstract readonly installed: readonly InstalledPlugin[];

  /** What runs at the moment. */
  abstract readonly lineup: Lineup;

  /**
   * Enables or disables a plugin: in the database, and here before this returns. Other processes
   * follow within seconds.
   *
   * @throws PluginRefusal when it can not be; then nothing has changed
   */
  abstract change(name: string, enabled: boolean, origin: Origin | null): Promise<void>;
}

/** Why a plugin can not be enabled or disabled. */
export class PluginRefusal extends Error {
  constructor(readonly problem: PluginProblem) {
    super(problem.code);
  }
}
