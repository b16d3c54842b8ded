import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, defer, lastValueFrom, map, type Observable } from 'rxjs';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { Translator } from '../../translation/translator.js';
import { Answer, Confirmation } from '../answer.js';
import { languageOf, type ApiRequest } from '../api-request.js';
import { RequestFields } from '../body/request-fields.js';
import { ignoredFields } from '../ignored-fields.js';
import { isStrict, refuseIgnored } from '../strictness.js';
import { JsonWriter } from './json-writer.js';
import { refusedAnswer } from './refused-answer.js';
import { Confirmed, Reply } from './reply.js';
import { assertFits, termsOf } from './route-terms.js';

/**
 * The door of the handlers of `ApiRoute`, and of all that write: it lets in what is for them, and
 * makes answers of what they return or refuse.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly json: JsonWriter,
    private readonly translator: Translator,
    private readonly units: UnitOfWork,
    private readonly requestFields: RequestFields,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (!isStrict(request)) return this.answered(context, next);
    return defer(() => this.asOne(request, () => lastValueFrom(this.answered(context, next))));
  }

  /** What was ignored is known when all is written: its refusal takes everything back. */
  private async asOne(request: ApiRequest, answer: () => Promise<unknown>): Promise<unknown> {
    const body = await this.requestFields.hold(request);
    try {
      return await this.units.enclose(answer);
    } finally {
      await body.dispose();
    }
  }

  private answered(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const terms = termsOf(context.getHandler());
    if (!terms) return next.handle().pipe(map((result) => this.answer(result, request)));
    assertFits(request, terms);
    return next.handle().pipe(
      map((result) => this.answer(result instanceof Answer ? result : asReply(result), request)),
      catchError((error: unknown) => {
        throw refusedAnswer(error, terms.options.statuses) ?? error;
      }),
    );
  }

  /** What is no reply belongs to a handler that is none of ours, or is an answer already. */
  private answer(result: unknown, request: ApiRequest): unknown {
    if (!(result instanceof Reply)) return result;
    const { headers } = result.options;
    const ignored = [...(result.options.ignored ?? request.ignored ?? [])];
    refuseIgnored(request, ignored);
    const further = {
      ...headers,
      ...ignoredFields(ignored),
      ...(request.warnings?.size && { 'X-Warnings': [...request.warnings].join(', ') }),
    };
    const value = this.json.text(result.value);
    if (!(result instanceof Confirmed)) return new Answer(200, value, further);
    const said = this.translator.text(result.code, result.params, languageOf(request));
    return new Confirmation(said, value, further);
  }
}

function asReply(result: unknown): Reply {
  return result instanceof Reply ? result : new Reply(result as object);
}
