import { RequestMethod, UseInterceptors, type NestInterceptor, type Type } from '@nestjs/common';
import { INTERCEPTORS_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';

const READS: readonly unknown[] = [RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS];

/**
 * Interceptors of the handlers of a controller that answer writes, the outermost first. It goes by
 * handler and not by controller: Nest takes a few microseconds for any interceptor, and reads need
 * none.
 */
export function ForWrites(...interceptors: readonly Type<NestInterceptor>[]): ClassDecorator {
  return ({ prototype }) => {
    for (let owner = prototype as object; owner !== Object.prototype; owner = parentOf(owner)) {
      for (const [name, handler] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        const member: unknown = handler.value;
        if (!isWrite(member)) continue;
        const known = interceptorsOf(member);
        const missing = interceptors.filter((each) => !known.includes(each));
        if (missing.length === 0) continue;
        // What a handler has of its own stays inside of what all have.
        Reflect.deleteMetadata(INTERCEPTORS_METADATA, member);
        UseInterceptors(...missing, ...known)(owner, name, handler);
      }
    }
  };
}

function parentOf(owner: object): object {
  return Object.getPrototypeOf(owner) as object;
}

function isWrite(member: unknown): member is object {
  if (typeof member !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, member)) return false;
  return !READS.includes(Reflect.getMetadata(METHOD_METADATA, member));
}

/** What a handler that controllers inherit may have already. */
function interceptorsOf(handler: object): readonly Type<NestInterceptor>[] {
  const known: unknown = Reflect.getMetadata(INTERCEPTORS_METADATA, handler);
  return (known as Type<NestInterceptor>[] | undefined) ?? [];
}
