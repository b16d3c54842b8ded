import { Inject, Injectable } from '@nestjs/common';
import { Answer } from '../kernel/http/answer.js';
import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import { serverVersion } from '../kernel/server-version.js';
import { Expansions, LifeCycle, Registry } from '../models/index.js';
import { openApiDocument } from './document.js';
import { OPEN_API_PARTS } from './parts.js';

/** Nest token of the parts that plugins add. */
export const PLUGIN_PARTS = Symbol('PLUGIN_PARTS');

/** The document of the running server: its columns are those of the live tables. */
@Injectable()
export class OpenApiService {
  private made: Answer | undefined;

  constructor(
    private readonly registry: Registry,
    private readonly lifeCycle: LifeCycle,
    private readonly expansions: Expansions,
    @Inject(PLUGIN_PARTS) private readonly pluginParts: readonly OpenApiPart[],
  ) {}

  /** Made once, by the first who asks: the registry is complete when the server listens. */
  answer(): Answer {
    this.made ??= Answer.of(
      openApiDocument({
        registry: this.registry,
        rulesOf: (model) => this.lifeCycle.rulesOf(model),
        expansions: this.expansions,
        parts: [...OPEN_API_PARTS, ...this.pluginParts],
        version: serverVersion(),
      }),
    );
    return this.made;
  }
}
