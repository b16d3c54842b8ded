import { Controller } from '@nestjs/common';
import { ApiChecks } from '../auth/index.js';
import type { Language } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { literally } from '../kernel/errors/refusal.js';
import type { Origin } from '../kernel/http/api-request.js';
import { ApiRoute } from '../kernel/http/routes/api-route.js';
import type { FieldMap } from '../kernel/http/body/form-fields.js';
import { Reply } from '../kernel/http/routes/reply.js';
import {
  CallLanguage,
  CallOrigin,
  FullAccess,
  PathPart,
  QueryFields,
  RecordKey,
} from '../kernel/http/routes/request-parameters.js';
import { chosenPlugins } from './plugin-list-query.js';
import type { PluginView } from './plugin-view.js';
import { PluginsService } from './plugins.service.js';

/** The version of the other program whose API this one speaks. */
const CORE_VERSION = '2026.65';

/**
 * The plugins of the server: what there is, what runs, and the switch. To switch twice is to switch
 * once, and a new application can not start inside the unit of work of an `Idempotency-Key`.
 */
@Controller()
@ApiChecks()
export class PluginsController {
  constructor(private readonly plugins: PluginsService) {}

  @ApiRoute('POST', 'plugins/:name/:action', { tail: 'anything' })
  async act(
    @RecordKey() name: string,
    @PathPart('action') action: string,
    @FullAccess() isAllowed: boolean,
    @CallLanguage() language: Language | undefined,
    @CallOrigin() origin: Origin,
  ): Promise<object> {
    if (!isAllowed) throw new ApiError(403, ...literally('full-access-required'));
    const message = await this.plugins.act(name, action, language, origin);
    return { status: 'success', message };
  }

  @ApiRoute('GET', 'plugins/:name', { tail: 'blank' })
  one(@RecordKey() name: string, @CallLanguage() language: Language | undefined): PluginView {
    return this.plugins.one(name, language);
  }

  @ApiRoute('GET', 'plugins', { tail: 'blank' })
  list(@QueryFields() query: FieldMap, @CallLanguage() language: Language | undefined): Reply {
    const chosen = chosenPlugins(this.plugins.list(language), query);
    return new Reply(chosen, { headers: { 'X-Core-Version': CORE_VERSION } });
  }
}
