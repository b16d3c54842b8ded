import {
  Catch,
  HttpException,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Response } from 'express';
import { NoSqlValue } from '../database/sql-value.js';
import { ApiError } from '../errors/api-error.js';
import type { Problem } from '../errors/problem.js';
import { Log } from '../logging/log.js';
import { Translator } from '../translation/translator.js';
import { ActivityLog } from './activity-log.js';
import { languageOf, type ApiRequest } from './api-request.js';
import { Answer } from './answer.js';
import { send } from './answer-sender.js';
import { closeIfUnread } from './body/body-reader.js';
import { JsonWriter, withMembers } from './routes/json-writer.js';
import { refusedAnswer } from './routes/refused-answer.js';
import { RequestError } from './request-error.js';
import { troubledAnswer } from './troubled-answer.js';
import { unknownResource } from './routes/route.js';

/** Who is refused entry is worth a line in the log; who sent a bad value is not. */
const REFUSALS = new Set([401, 403, 429]);

/** Every error that leaves the server passes here and takes the one envelope. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly translator: Translator,
    private readonly log: Log,
    private readonly activity: ActivityLog,
    private readonly json: JsonWriter,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<ApiRequest>();
    if (response.headersSent) {
      this.log.error({ error }, 'An answer broke off');
      response.destroy();
      return;
    }
    if (error instanceof RequestError && error.code === 'request-aborted') {
      response.destroy();
      return;
    }
    const known = this.known(error, request);
    const { status, code } = known;
    if (status >= 500 || error instanceof NoSqlValue)
      this.log.error({ error, url: request.url }, 'A request failed');
    else if (REFUSALS.has(status)) {
      const { method, address, path } = request;
      this.log.warn({ status, code, method, path, address, key: request.caller?.id }, 'Refused');
    }
    const told = this.told(known, request);
    this.activity.failed(request, { status, code, message: told.message, cause: error });
    closeIfUnread(request, response);
    await send(response, this.answer(known, told));
  }

  /** Any error as one of ours; what is unknown says nothing of itself. */
  private known(error: unknown, request: ApiRequest): ApiError {
    if (error instanceof ApiError) return error;
    const refused = refusedAnswer(error);
    if (refused) return refused;
    if (error instanceof RequestError) {
      const problem: Problem = { code: error.code, ...(error.field && { field: error.field }) };
      return new ApiError(error.status, error.code, { problems: error.field ? [problem] : [] });
    }
    if (error instanceof HttpException && error.getStatus() < 500) {
      const underApi = request.url.startsWith('/api/');
      if (error.getStatus() !== 404) return new ApiError(error.getStatus(), 'bad-request');
      return underApi ? unknownResource() : new ApiError(404, 'page-not-found');
    }
    if (error instanceof URIError || statusOf(error) === 400)
      return new ApiError(400, 'bad-request');
    return troubledAnswer(error) ?? new ApiError(500, 'api-error');
  }

  /** What the answer says in words, in the language of the request. */
  private told({ code, options }: ApiError, request: ApiRequest): Told {
    const { problems = [], params, text } = options;
    const language = languageOf(request);
    const reasons = problems.map((problem) => this.translator.problem(problem, language));
    const own = this.translator.text(code, params, language);
    const details = problems.map((problem, index) => ({
      ...(problem.field && { field: problem.field }),
      code: problem.code,
      message: reasons[index],
    }));
    // A text that clients compare stays as it is; the reasons are in the details.
    return { message: text ?? [...new Set([own, ...reasons])].join(' - '), details };
  }

  private answer({ status, code, options }: ApiError, { message, details }: Told): Answer {
    const { data, headers } = options;
    const error = { status: 'error', error: message, message, code };
    const body = JSON.stringify(details.length > 0 ? { ...error, details } : error);
    if (data === undefined) return new Answer(status, body, headers);
    const record = typeof data === 'string' ? data : this.json.text(data);
    return new Answer(status, withMembers(body, `,"data":${record}`), headers);
  }
}

interface Told {
  readonly message: string;
  /** A member for each problem. */
  readonly details: readonly object[];
}

function statusOf(error: unknown): number | undefined {
  return (error as { status?: number } | null)?.status;
}
