import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { Answer } from '../http/answer.js';
import { tokenOf, type ApiRequest } from '../http/api-request.js';
import { RequestFields } from '../http/body/request-fields.js';
import { AnswerStore, keyInUse, type Claim } from './answer-store.js';
import { fingerprintOf } from './fingerprint.js';
import { isWhole, secretOf } from './sealed-answer.js';

/** The request header, as Node names it. */
export const IDEMPOTENCY_KEY = 'idempotency-key';

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Writes that may be sent again: the first request with a key has its effect, and every repeat
 * gets the answer to the first.
 */
@Injectable()
export class Idempotency {
  /** Keys that this process works on: others need not queue behind their transactions. */
  private readonly running = new Set<string>();

  constructor(
    private readonly units: UnitOfWork,
    private readonly answers: AnswerStore,
    private readonly requestFields: RequestFields,
  ) {}

  /**
   * The answer of `handle`, or the one that an earlier request with the same key got. `handle` and
   * all that it writes belong to one unit of work, and are repeated with it.
   *
   * @throws ApiError 400 `invalid-idempotency-key`, 409 `idempotency-key-in-use`,
   *   422 `idempotency-key-reused`; RequestError as `readBody`; what `handle` throws, when nothing
   *   was stored
   */
  async answer(request: ApiRequest, handle: () => Promise<unknown>): Promise<unknown> {
    const name = nameOf(request);
    const secret = secretOf(tokenOf(request));
    const { method, url } = request;
    const body = await this.requestFields.hold(request);
    try {
      const fingerprint = await fingerprintOf({ method, url, body }, secret);
      return await this.alone({ name, fingerprint, secret }, handle);
    } finally {
      await body.dispose();
    }
  }

  private async alone(claim: Claim, handle: () => Promise<unknown>): Promise<unknown> {
    if (this.running.has(claim.name)) throw keyInUse();
    this.running.add(claim.name);
    try {
      return await this.units.enclose(
        async (transaction) =>
          (await this.answers.claim(claim, transaction)) ??
          (await this.first(claim, handle, transaction)),
      );
    } catch (error) {
      if (error instanceof ErrorAnswer) return error.answer;
      throw error;
    } finally {
      this.running.delete(claim.name);
    }
  }

  private async first(
    claim: Claim,
    handle: () => Promise<unknown>,
    transaction: Transaction,
  ): Promise<unknown> {
    const answer = await handle();
    if (answer instanceof Answer && answer.status >= 400) throw new ErrorAnswer(answer);
    if (isWhole(answer)) await this.answers.keep(claim, answer, transaction);
    else await this.answers.release(claim, transaction);
    return answer;
  }
}

/** Rolls back what led to an answer that is an error. */
class ErrorAnswer extends Error {
  constructor(readonly answer: Answer) {
    super(`Answered ${answer.status}`);
  }
}

/** The key of a request, together with its caller: others may use the same. */
function nameOf({ headersDistinct, caller }: ApiRequest): string {
  const sent = headersDistinct[IDEMPOTENCY_KEY] ?? [];
  const [key = ''] = sent;
  if (sent.length !== 1 || !KEY.test(key)) throw new ApiError(400, 'invalid-idempotency-key');
  return `${caller?.id ?? ''}:${key}`;
}
