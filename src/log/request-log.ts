import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { codeOf, statementOf } from '../kernel/database/database-error.js';
import { Clock } from '../kernel/dates/clock.js';
import { ActivityLog, type Failure } from '../kernel/http/activity-log.js';
import { isApiVersion } from '../kernel/http/api-path.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { networkOf } from '../kernel/http/client-address.js';
import { Translator } from '../kernel/translation/translator.js';
import { Registry } from '../models/index.js';
import { LogMessage } from './log-message.entity.js';
import { logRow, type LogEntry } from './log-row.js';
import { LogWriter } from './log-writer.js';
import { Refusals } from './refusals.js';

const REFUSED_ENTRY: ReadonlySet<number> = new Set([401, 403, 429]);
/** Seldom enough that who goes on for days leaves little. */
const REFUSALS_EVERY_MS = 60_000;
const LONGEST_STATEMENT = 2000;

/**
 * What came of requests, in the table `logs`: the writes and the errors of the resources of models,
 * who was refused entry, and statements that failed. Routes with behaviour of their own leave no
 * row but what their rules write.
 */
@Injectable()
export class RequestLog extends ActivityLog implements BeforeApplicationShutdown {
  private readonly refusals = new Refusals();
  private timer?: NodeJS.Timeout | undefined;

  constructor(
    private readonly writer: LogWriter,
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly translator: Translator,
  ) {
    super();
  }

  confirmed(request: ApiRequest, message: string): void {
    if (this.isOfModel(request)) this.add(request, 'notice', message);
  }

  failed(request: ApiRequest, failure: Failure): void {
    const { status, message, cause } = failure;
    if (status >= 500) this.addStatement(request, cause);
    if (REFUSED_ENTRY.has(status)) this.addRefusal(request, failure);
    else if (this.isOfModel(request)) this.add(request, 'error', message);
  }

  caughtUp(resource: string): Promise<void> | undefined {
    const { resource: own } = this.registry.of(LogMessage);
    if (resource !== own || this.writer.isFailing) return undefined;
    this.handOver();
    return this.writer.write();
  }

  /** The writer stores it when the last request is answered. */
  beforeApplicationShutdown(): void {
    this.handOver();
  }

  /** Whether the request came as far as the records of a model. */
  private isOfModel({ caller, apiPath }: ApiRequest): boolean {
    const { version, resource } = apiPath;
    return !!caller && isApiVersion(version) && this.registry.ofResource(resource) !== undefined;
  }

  private add(request: ApiRequest, level: string, message: string): void {
    this.writer.add(logRow(this.entry(request, { channel: 'api', level, message })));
  }

  private addRefusal(request: ApiRequest, { status, code, message }: Failure): void {
    const { address, caller, apiPath } = request;
    const entry = this.entry(request, { channel: 'api', level: 'warning', message }, { code });
    const network = networkOf(address);
    this.refusals.add([network, status, code, apiPath.resource, caller?.id].join(' '), entry);
    this.timer ??= setTimeout(() => this.handOver(), REFUSALS_EVERY_MS).unref();
  }

  /** A statement that should have worked; the values that it was given stay out of the log. */
  private addStatement(request: ApiRequest, cause: unknown): void {
    const sql = statementOf(cause)?.slice(0, LONGEST_STATEMENT);
    if (sql === undefined) return;
    const message = this.translator.text('database-error', { code: codeOf(cause) });
    const what = { channel: 'database', level: 'error', message };
    this.writer.add(logRow(this.entry(request, what, { sql })));
  }

  private handOver(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const entries = this.refusals.take();
    if (entries.length > 0) this.writer.add(...entries.map(logRow));
  }

  private entry(
    { address, path, caller }: ApiRequest,
    what: Pick<LogEntry, 'channel' | 'level' | 'message'>,
    more: Readonly<Record<string, unknown>> = {},
  ): LogEntry {
    const { channel, level, message } = what;
    const context = caller ? { apikey: caller.id, ...more } : more;
    return { channel, level, message, time: this.clock.now(), context, address, uri: path };
  }
}
