import { Inject, Injectable } from '@nestjs/common';
import { Permissions } from '../auth/index.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { ActivityLog } from '../kernel/http/activity-log.js';
import { Answer } from '../kernel/http/answer.js';
import { queryOf, type ApiRequest } from '../kernel/http/api-request.js';
import type { FieldMap } from '../kernel/http/form-fields.js';
import { wrongMethod } from '../kernel/http/route.js';
import type { CustomResource } from '../kernel/openapi/openapi-part.js';
import type { ResolvedExpansion } from './expand/expansion.js';
import { Expansions } from './expand/expansions.js';
import { ListReader } from './query/list-reader.js';
import { RecordsService } from './records.service.js';
import type { ModelDefinition } from './registry/model-definition.js';
import { Registry } from './registry/registry.js';
import { SCHEMA_SEGMENT, schemaOf } from './schema/schema-answer.js';

/** Nest token of the `CustomResource`s: what other controllers serve. */
export const CUSTOM_RESOURCES = Symbol('CUSTOM_RESOURCES');

/** Sends a request below `/api/3` to what answers it. */
@Injectable()
export class ModelsService {
  private readonly root: Answer;

  constructor(
    private readonly registry: Registry,
    private readonly lists: ListReader,
    private readonly records: RecordsService,
    private readonly expansions: Expansions,
    private readonly permissions: Permissions,
    private readonly activity: ActivityLog,
    @Inject(CUSTOM_RESOURCES) custom: readonly CustomResource[],
  ) {
    const listed = custom.filter(({ isListed }) => isListed).map(({ name }) => name);
    const names = new Set([...listed, ...registry.all.map(({ resource }) => resource)]);
    this.root = Answer.of({ resources: [...names].sort() });
  }

  /** @throws ApiError 400 as `Expansions.chosen`, `ListReader.read` and `RecordsService.read` */
  read(request: ApiRequest): Promise<Answer> | Answer {
    const { resource, id } = request.apiPath;
    if (resource === '') return this.root;
    const model = this.model(request);
    if (id === SCHEMA_SEGMENT) return Answer.of(schemaOf(model));
    const caughtUp = this.activity.caughtUp(model.resource);
    return caughtUp
      ? caughtUp.then(() => this.readRecords(model, request))
      : this.readRecords(model, request);
  }

  create(request: ApiRequest): Promise<Answer> | Answer {
    return this.orRoot(request, (model) => this.records.create(model, request));
  }

  update(request: ApiRequest): Promise<Answer> | Answer {
    return this.orRoot(request, (model) => this.records.update(model, request));
  }

  remove(request: ApiRequest): Promise<Answer> | Answer {
    return this.orRoot(request, (model) => this.records.remove(model, request));
  }

  /** @throws ApiError 405 `method-not-allowed` */
  other(request: ApiRequest): Answer {
    if (request.apiPath.resource === '') return this.root;
    this.model(request);
    throw wrongMethod();
  }

  private readRecords(model: ModelDefinition, request: ApiRequest): Promise<Answer> {
    const query = queryOf(request);
    const expanded = this.expansions.chosen(model, query);
    return expanded.length > 0
      ? this.readExpanded(model, request, query, expanded)
      : this.readRows(model, request, query);
  }

  /** @throws ApiError 403 `forbidden` when the key may not read what is to be expanded */
  private async readExpanded(
    model: ModelDefinition,
    request: ApiRequest,
    query: FieldMap,
    expanded: readonly ResolvedExpansion[],
  ): Promise<Answer> {
    const resources = expanded.map(({ child }) => child.resource);
    await this.permissions.assertReadable(request, resources);
    return this.readRows(model, request, query, expanded);
  }

  private readRows(
    model: ModelDefinition,
    request: ApiRequest,
    query: FieldMap,
    expanded?: readonly ResolvedExpansion[],
  ): Promise<Answer> {
    return request.apiPath.id === ''
      ? this.lists.read(model, query, request, expanded)
      : this.records.read(model, request, query, expanded);
  }

  private orRoot(
    request: ApiRequest,
    answer: (model: ModelDefinition) => Promise<Answer> | Answer,
  ): Promise<Answer> | Answer {
    return request.apiPath.resource === '' ? this.root : answer(this.model(request));
  }

  /** @throws ApiError 404 `api-resource-invalid` */
  private model({ apiPath }: ApiRequest): ModelDefinition {
    const model = this.registry.ofResource(apiPath.resource);
    if (!model) throw new ApiError(404, 'api-resource-invalid');
    return model;
  }
}
