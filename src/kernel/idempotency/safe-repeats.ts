import { RequestMethod, UseInterceptors } from '@nestjs/common';
import { INTERCEPTORS_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

const READS: readonly unknown[] = [RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS];

/**
 * Lets the writes of a controller be repeated under an `Idempotency-Key`. It goes by handler and
 * not by controller: Nest takes a few microseconds for any interceptor, and reads need none.
 */
export function SafeRepeats(): ClassDecorator {
  return ({ prototype }) => {
    for (let owner = prototype as object; owner !== Object.prototype; owner = parentOf(owner)) {
      for (const [name, handler] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        if (isWrite(handler.value)) UseInterceptors(IdempotencyInterceptor)(owner, name, handler);
      }
    }
  };
}

function parentOf(owner: object): object {
  return Object.getPrototypeOf(owner) as object;
}

/** Whether a member of a controller answers writes, and nobody minds their keys yet. */
function isWrite(member: unknown): member is object {
  if (typeof member !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, member)) return false;
  const known = Reflect.getMetadata(INTERCEPTORS_METADATA, member) as unknown[] | undefined;
  if (known?.includes(IdempotencyInterceptor)) return false;
  return !READS.includes(Reflect.getMetadata(METHOD_METADATA, member));
}
