import {
  All,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Patch,
  Post,
  Put,
  Req,
} from '@nestjs/common';
import { hash } from 'node:crypto';
import { ApiPipeline, Permissions } from '../auth/index.js';
import { ActivityLog } from '../kernel/http/activity-log.js';
import { Answer } from '../kernel/http/answer.js';
import { originOf, queryOf, type ApiRequest } from '../kernel/http/api-request.js';
import type { FieldMap } from '../kernel/http/body/form-fields.js';
import { Confirmed, type Reply } from '../kernel/http/routes/reply.js';
import { RequestFields } from '../kernel/http/body/request-fields.js';
import { unknownResource, wrongMethod } from '../kernel/http/routes/route.js';
import type { CustomResource } from '../kernel/openapi/openapi-part.js';
import { AdditionReader } from './expand/additions.js';
import { EXPAND, Expansions } from './expand/expansions.js';
import { IgnoredParameters } from './query/ignored-parameters.js';
import { chosenColumns } from './query/list-query.js';
import { ListReader } from './query/list-reader.js';
import { RecordsService, type Reading, type SentRecord } from './records.service.js';
import type { ModelDefinition } from './registry/model-definition.js';
import { Registry } from './registry/registry.js';
import { RowVisibility } from './visible-rows.js';
import { SCHEMA_SEGMENT, schemaOf } from './schema/schema-answer.js';

/** Nest token of the `CustomResource`s: what other controllers serve. */
export const CUSTOM_RESOURCES = Symbol('CUSTOM_RESOURCES');

const ANY = 'api{/*path}';
/** What a resource of the generic API answers. */
const ALLOWED = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The query of a single record, and what takes the parameters that mean nothing. */
interface AskedRecord {
  readonly query: FieldMap;
  readonly ignored: IgnoredParameters;
}

/** The parameters that a single record can be asked with. */
const OF_RECORDS = ['fields', EXPAND];

/** Everything below `/api` that no other controller serves: the root list and all resources. */
@Controller()
@ApiPipeline()
export class ModelsController {
  private readonly root: Answer;

  constructor(
    private readonly registry: Registry,
    private readonly lists: ListReader,
    private readonly records: RecordsService,
    private readonly expansions: Expansions,
    private readonly additions: AdditionReader,
    private readonly permissions: Permissions,
    private readonly visibility: RowVisibility,
    private readonly activity: ActivityLog,
    private readonly requestFields: RequestFields,
    @Inject(CUSTOM_RESOURCES) custom: readonly CustomResource[],
  ) {
    const listed = custom.filter(({ isListed }) => isListed).map(({ name }) => name);
    const names = new Set([...listed, ...registry.all.map(({ resource }) => resource)]);
    this.root = Answer.of({ resources: [...names].sort() });
  }

  @Get(ANY)
  read(@Req() request: ApiRequest): Promise<Answer> | Answer {
    const { resource, id } = request.apiPath;
    if (resource === '') return this.root;
    const model = this.model(request);
    if (id === SCHEMA_SEGMENT) return Answer.of(schemaOf(model));
    const caughtUp = this.activity.caughtUp(model.resource);
    return caughtUp
      ? caughtUp.then(() => this.readRecords(model, request))
      : this.readRecords(model, request);
  }

  @Post(ANY)
  @HttpCode(200)
  create(@Req() request: ApiRequest): Promise<Reply> | Answer {
    if (request.apiPath.resource === '') return this.root;
    const model = this.model(request);
    return this.saved(model, request, (sent) => this.records.create(model, sent));
  }

  @Put(ANY)
  update(@Req() request: ApiRequest): Promise<Reply> | Answer {
    if (request.apiPath.resource === '') return this.root;
    const model = this.model(request);
    return this.saved(model, request, (sent) => this.records.update(model, sent));
  }

  @Patch(ANY)
  change(@Req() request: ApiRequest): Promise<Reply> | Answer {
    return this.update(request);
  }

  @Delete(ANY)
  async remove(@Req() request: ApiRequest): Promise<Reply | Answer> {
    const { resource, id } = request.apiPath;
    if (resource === '') return this.root;
    const model = this.model(request);
    const visible = this.visibility.of(model, request);
    const data = await this.records.remove(model, id, originOf(request), visible);
    return new Confirmed('record-deleted-correctly', { data });
  }

  @All(ANY)
  other(@Req() request: ApiRequest): Answer {
    if (request.apiPath.resource === '') return this.root;
    this.model(request);
    throw wrongMethod('method-not-allowed', ALLOWED);
  }

  private readRecords(model: ModelDefinition, request: ApiRequest): Promise<Answer> {
    const query = queryOf(request);
    const ignored = new IgnoredParameters(this.additions.parametersOf(model));
    const expanded = this.expansions.chosen(model, query, ignored);
    const added = this.additions.chosen(model, query, expanded);
    const visible = this.visibility.of(model, request);
    const read = async () =>
      ignored.named(
        request.apiPath.id === ''
          ? await this.lists.read(model, query, request, { ignored, added, visible })
          : await this.readRecord(model, request, { query, ignored, added, visible }),
      );
    if (expanded.length === 0) return read();
    const resources = expanded.map(({ child }) => child.resource);
    return this.permissions.assertReadable(request, resources).then(read);
  }

  private async readRecord(
    model: ModelDefinition,
    request: ApiRequest,
    { query, ignored, ...reading }: Reading & AskedRecord,
  ): Promise<Answer> {
    const columns = chosenColumns(model, query, ignored);
    for (const name of query.keys()) if (!OF_RECORDS.includes(name)) ignored.add(name);
    ignored.test(request);
    const text = await this.records.read(model, request.apiPath.id, columns, reading);
    return recordAnswer(text, request);
  }

  private async saved(
    model: ModelDefinition,
    request: ApiRequest,
    save: (sent: SentRecord) => ReturnType<RecordsService['create']>,
  ): Promise<Reply> {
    const fields = await this.requestFields.of(request);
    const { id } = request.apiPath;
    const visible = this.visibility.of(model, request);
    const { record, ignored } = await save({ id, fields, visible, origin: originOf(request) });
    return new Confirmed('record-updated-correctly', { data: record }, { ignored });
  }

  /** @throws ApiError 404 `api-resource-invalid` */
  private model({ apiPath }: ApiRequest): ModelDefinition {
    const model = this.registry.ofResource(apiPath.resource);
    if (!model) throw unknownResource();
    return model;
  }
}

/** A record, or that the client knows it already (RFC 9110, 13.1.2). */
function recordAnswer(body: string, { headers }: ApiRequest): Answer {
  const tag = `"${hash('sha1', body, 'base64url')}"`;
  const known = headers['if-none-match']?.split(',').map((each) => each.trim());
  return known?.some((each) => each === tag || each === `W/${tag}` || each === '*')
    ? new Answer(304, '', { ETag: tag })
    : new Answer(200, body, { ETag: tag });
}
