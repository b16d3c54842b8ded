import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type Language } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { InvalidRequestError, literally, NotFoundError } from '../kernel/errors/refusal.js';
import type { Origin } from '../kernel/http/api-request.js';
import { Translator } from '../kernel/translation/translator.js';
import type { InstalledPlugin } from './discovery.js';
import type { PluginProblem } from './lineup.js';
import { PluginHost, PluginRefusal } from './plugin-host.js';
import { viewOf, type PluginView } from './plugin-view.js';

/** Lists plugins, and enables and disables them. */
@Injectable()
export class PluginsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly host: PluginHost,
    private readonly translator: Translator,
  ) {}

  /** Those that are shown, by their names. */
  list(language: Language | undefined): PluginView[] {
    const shown = this.host.installed.filter(({ name }) => !this.isHidden(name));
    const sorted = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.map((plugin) => this.view(plugin, language));
  }

  /** @throws NotFoundError `plugin-not-found`; ApiError 403 `plugin-hidden` */
  one(name: string, language: Language | undefined): PluginView {
    return this.view(this.plugin(name), language);
  }

  /**
   * Enables or disables a plugin.
   *
   * @returns what was done, in words
   * @throws InvalidRequestError `invalid-action`, or with the reason when it can not be switched
   * @throws NotFoundError `plugin-not-found`; ApiError 403 `plugin-hidden`
   */
  async act(
    id: string,
    action: string,
    language: Language | undefined,
    origin: Origin,
  ): Promise<string> {
    if (action !== 'enable' && action !== 'disable') {
      throw new InvalidRequestError(...literally('invalid-action'));
    }
    const { name } = this.plugin(id);
    const enabled = action === 'enable';
    const done = enabled ? 'plugin-enabled' : 'plugin-disabled';
    if (this.isDone(name, enabled)) return done;
    try {
      await this.host.change(name, enabled, origin);
    } catch (error) {
      if (!(error instanceof PluginRefusal)) throw error;
      const text = this.explain(error.problem, language);
      throw new InvalidRequestError(error.problem.code, { text });
    }
    return this.explain({ code: `${done}-now`, params: { name } }, language);
  }

  /** One that is enabled but can not run is neither: it may be tried again, or be disabled. */
  private isDone(name: string, enabled: boolean): boolean {
    const { active, problems } = this.host.lineup;
    const runs = active.some((plugin) => plugin.name === name);
    return enabled ? runs : !runs && !problems.has(name);
  }

  private view(plugin: InstalledPlugin, language: Language | undefined): PluginView {
    return viewOf(plugin, this.host.lineup, (code, params) =>
      this.explain({ code, params }, language),
    );
  }

  private plugin(name: string): InstalledPlugin {
    const plugin = this.host.installed.find((each) => each.name === name);
    if (!plugin) throw new NotFoundError('plugin-not-found', { text: `plugin-not-found: ${name}` });
    if (this.isHidden(name)) {
      throw new ApiError(403, 'plugin-hidden', { text: `plugin-hidden: ${name}` });
    }
    return plugin;
  }

  private isHidden(name: string): boolean {
    return this.config.hiddenPlugins.includes(name);
  }

  private explain({ code, params }: PluginProblem, language: Language | undefined): string {
    return this.translator.text(code, params, language);
  }
}
