import type { Abstract, FactoryProvider, InjectionToken, Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

/** What stands in for a service of the server, by the class that it is asked for by. */
export type Replacements = ReadonlyMap<Abstract<unknown>, Type>;

/** Nest token of the `Replacements`. */
export const REPLACEMENTS = Symbol('REPLACEMENTS');

/** How a service is made that is not made of a class alone. */
export interface Making<T> {
  readonly inject: readonly InjectionToken[];
  readonly useFactory: (...values: never[]) => T | Promise<T>;
}

/**
 * A service that a plugin may replace: it is asked for by an abstract class, and made the standard
 * way unless there is a replacement for it. Either is given what it wants, as seen from the module
 * that provides the service.
 */
export function replaceable<T>(
  token: Abstract<T>,
  standard: Type<T> | Making<T>,
): FactoryProvider<T> {
  const making = typeof standard === 'function' ? null : standard;
  return {
    provide: token,
    inject: [ModuleRef, REPLACEMENTS, ...(making?.inject ?? [])],
    useFactory: (module: ModuleRef, replacements: Replacements, ...values: unknown[]) => {
      const other = replacements.get(token) as Type<T> | undefined;
      if (!other && making) return making.useFactory(...(values as never[]));
      return module.create<T>(other ?? (standard as Type<T>));
    },
  };
}
