import { HttpCode, RequestMapping, RequestMethod, UseInterceptors } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { ROUTE, type ApiRouteOptions, type RouteTerms, type Verb } from './route-terms.js';

const ROUTES = Symbol('ApiRoutes');

interface Registered {
  readonly paths: readonly string[];
  readonly verbs: readonly Verb[];
  readonly handler: object;
  /** Methods of the path, of this handler and of others. */
  readonly allowed: Set<string>;
}

/**
 * A route below `/api/3`: `@ApiRoute('POST, PUT', 'pagarFacturaCliente/:id')`. What the handler
 * returns is the answer: a value as JSON, records as a GET shows them, or a `Reply` that says more.
 * Other verbs are answered with a 405 that names those that there are.
 *
 * Of several handlers for one path, only the last can serve several verbs.
 *
 * @param verbs with commas between; GET answers HEAD too
 * @param path one or several, as Express writes them
 */
export function ApiRoute(
  verbs: string,
  path: string | readonly string[],
  options: ApiRouteOptions = {},
): MethodDecorator {
  const served = verbs.split(', ') as Verb[];
  const paths = typeof path === 'string' ? [path] : path;
  const followed = (options.tail ?? 'nothing') === 'nothing' ? '' : '{/*rest}';
  return (prototype, name, descriptor) => {
    const handler = descriptor.value as object;
    const route = { paths, verbs: served, handler };
    const allowed = options.isGeneric
      ? new Set<string>(served)
      : joined(prototype.constructor, route);
    const pieces = paths[0]?.split('/').length ?? 0;
    const terms: RouteTerms = { verbs: served, allowed, pieces, options };
    Reflect.defineMetadata(ROUTE, terms, handler);
    const full = paths.map((each) => `api/:version/${each}${followed}`);
    const method = options.isGeneric ? methodOf(served) : RequestMethod.ALL;
    RequestMapping({ path: full, method })(prototype, name, descriptor);
    HttpCode(200)(prototype, name, descriptor);
    UseInterceptors(AnswerInterceptor)(prototype, name, descriptor);
  };
}

/**
 * Takes a handler in among those of its controller. The last one for a path hears of every verb,
 * those before it of their own.
 */
function joined(controller: object, route: Omit<Registered, 'allowed'>): ReadonlySet<string> {
  const known = (Reflect.getOwnMetadata(ROUTES, controller) ?? []) as readonly Registered[];
  const before = known.filter(({ paths }) => paths.some((path) => route.paths.includes(path)));
  const allowed = before[0]?.allowed ?? new Set<string>();
  for (const { verbs, handler } of before) {
    Reflect.defineMetadata(METHOD_METADATA, methodOf(verbs), handler);
  }
  for (const verb of route.verbs) {
    allowed.add(verb);
    if (verb === 'GET') allowed.add('HEAD');
  }
  Reflect.defineMetadata(ROUTES, [...known, { ...route, allowed }], controller);
  return allowed;
}

/** @throws Error at the start for a handler that serves several verbs where others follow it */
function methodOf([verb, another]: readonly Verb[]): RequestMethod {
  if (!verb || another) throw new Error('Only the last handler for a path serves several verbs');
  return RequestMethod[verb];
}
