import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { CONFIG, type Config } from '../../config/config.js';
import type { ApiRequest } from '../api-request.js';
import { holdBody, readBody, type BodyLimits, type RequestBody } from './body-reader.js';
import { FIELD_LIMITS } from './form-fields.js';

/** Where files wait while their request runs: on the disk of the store, not in memory as `/tmp`. */
export function uploadFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'uploads');
}

/** The fields of request bodies, whatever their encoding, within the configured limits. */
@Injectable()
export class RequestFields {
  private readonly limits: BodyLimits;

  constructor(@Inject(CONFIG) config: Config) {
    this.limits = {
      ...FIELD_LIMITS,
      bytes: config.bodyLimit,
      upload: Math.max(config.bodyLimit, config.uploadLimit),
      folder: uploadFolder(config),
    };
  }

  /**
   * Reads the body once and for all: whoever asks for it again gets the same.
   *
   * @throws RequestError as `readBody`
   */
  hold(request: ApiRequest): Promise<RequestBody> {
    return holdBody(request, this.limits);
  }

  /** @throws RequestError as `readBody` */
  async of(request: ApiRequest): Promise<Readonly<Record<string, unknown>>> {
    const body = await readBody(request, this.limits);
    await body.dispose();
    return body.fields;
  }
}
