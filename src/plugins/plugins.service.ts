import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { Answer } from '../kernel/http/answer.js';
import { languageOf, originOf, queryOf, type ApiRequest } from '../kernel/http/api-request.js';
import { wrongMethod } from '../kernel/http/route.js';
import { Translator } from '../kernel/translation/translator.js';
import type { InstalledPlugin } from './discovery.js';
import type { PluginProblem } from './lineup.js';
import { PluginHost, PluginRefusal } from './plugin-host.js';
import { chosenPlugins } from './plugin-list-query.js';
import { viewOf } from './plugin-view.js';

/** The version of the other program whose API this one speaks. */
const CORE_VERSION = '2026.65';

/** Lists plugins, and enables and disables them. */
@Injectable()
export class PluginsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly host: PluginHost,
    private readonly translator: Translator,
  ) {}

  /** @throws ApiError 404 `plugin-not-found`, 403 `plugin-hidden`, 405 for the address of an action */
  read(request: ApiRequest): Answer {
    const { id, action } = request.apiPath;
    if (action !== '') throw wrongMethod();
    const view = (plugin: InstalledPlugin) => this.view(plugin, request);
    if (id !== '') return Answer.of(view(this.plugin(id)));
    const shown = this.host.installed.filter(({ name }) => !this.isHidden(name));
    const views = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1)).map(view);
    const headers = { 'X-Core-Version': CORE_VERSION };
    return Answer.of(chosenPlugins(views, queryOf(request)), 200, headers);
  }

  /**
   * `POST /plugins/{name}/enable` and `/disable`.
   *
   * @throws ApiError 405 without an action, 403 `full-access-required`, 400 `invalid-action`, 404
   *   `plugin-not-found`, 403 `plugin-hidden`, 400 with the reason when it can not be switched
   */
  async act(request: ApiRequest): Promise<Answer> {
    const { id, action } = request.apiPath;
    if (action === '') throw wrongMethod();
    if (!request.caller?.fullAccess) throw fixed(403, 'full-access-required');
    if (action !== 'enable' && action !== 'disable') throw fixed(400, 'invalid-action');
    const { name } = this.plugin(id);
    const enabled = action === 'enable';
    const done = enabled ? 'plugin-enabled' : 'plugin-disabled';
    if (this.isDone(name, enabled)) return success(done);
    try {
      await this.host.change(name, enabled, originOf(request));
    } catch (error) {
      if (!(error instanceof PluginRefusal)) throw error;
      const text = this.explain(error.problem, request);
      throw new ApiError(400, error.problem.code, { text });
    }
    return success(this.explain({ code: `${done}-now`, params: { name } }, request));
  }

  /** One that is enabled but can not run is neither: it may be tried again, or be disabled. */
  private isDone(name: string, enabled: boolean): boolean {
    const { active, problems } = this.host.lineup;
    const runs = active.some((plugin) => plugin.name === name);
    return enabled ? runs : !runs && !problems.has(name);
  }

  private view(plugin: InstalledPlugin, request: ApiRequest) {
    return viewOf(plugin, this.host.lineup, (code, params) =>
      this.explain({ code, params }, request),
    );
  }

  private plugin(name: string): InstalledPlugin {
    const plugin = this.host.installed.find((each) => each.name === name);
    if (!plugin) throw fixed(404, 'plugin-not-found', name);
    if (this.isHidden(name)) throw fixed(403, 'plugin-hidden', name);
    return plugin;
  }

  private isHidden(name: string): boolean {
    return this.config.hiddenPlugins.includes(name);
  }

  private explain({ code, params }: PluginProblem, request: ApiRequest): string {
    return this.translator.text(code, params, languageOf(request));
  }
}

/** A refusal whose text clients compare. */
function fixed(status: number, code: string, name?: string): ApiError {
  return new ApiError(status, code, { text: name === undefined ? code : `${code}: ${name}` });
}

function success(message: string): Answer {
  return Answer.of({ status: 'success', message });
}
