import { Inject, Injectable, type CanActivate } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { DefaultSettings } from '../kernel/settings/default-settings.js';

/** The API answers when the settings enable it or a key is configured. */
@Injectable()
export class EnabledGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly settings: DefaultSettings,
  ) {}

  canActivate(): boolean | Promise<boolean> {
    return this.config.apiKey !== null || this.assertEnabled();
  }

  private async assertEnabled(): Promise<boolean> {
    if (!isApiEnabled(await this.settings.read())) throw new ApiError(409, 'api-disabled');
    return true;
  }
}

/** Whether the `default` settings enable the API, however the switch is kept. */
export function isApiEnabled({ enable_api: enabled }: Readonly<Record<string, unknown>>): boolean {
  return Boolean(enabled) && enabled !== '0' && enabled !== 'false';
}
