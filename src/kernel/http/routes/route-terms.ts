import { InvalidRequestError, literally } from '../../errors/refusal.js';
import type { ApiRequest } from '../api-request.js';
import type { Statuses } from './refused-answer.js';
import { unknownResource, wrongMethod } from './route.js';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiRouteOptions {
  /**
   * What may follow the path: `nothing`, not even a slash; `blank`, what an empty piece cuts off; a
   * `key`, which may be empty, and anything behind it; `anything`. By default a slash, as in all of
   * Express.
   */
  readonly tail?: 'nothing' | 'blank' | 'key' | 'anything';
  /** Whether the path is a resource of the generic API, which answers the verbs that are not here. */
  readonly isGeneric?: boolean;
  /** The code of the 400 for an empty key. */
  readonly keyless?: string;
  /** The statuses of refusals, where they are not the usual ones. */
  readonly statuses?: Partial<Statuses>;
  /** The text of a 405 that clients know; null where it is translated. */
  readonly wrongMethod?: string | null;
}

/** What `ApiRoute` says of a handler. */
export interface RouteTerms {
  readonly verbs: readonly Verb[];
  /** All methods of the path. */
  readonly allowed: ReadonlySet<string>;
  /** Pieces of the path. */
  readonly pieces: number;
  readonly options: ApiRouteOptions;
}

/** Where a handler keeps its terms. */
export const ROUTE = Symbol('ApiRoute');

export function termsOf(handler: object): RouteTerms | undefined {
  return Reflect.getMetadata(ROUTE, handler) as RouteTerms | undefined;
}

/**
 * Whether the request is one for the handler: the address first, then the method, then the key.
 *
 * @throws ApiError 404 `api-resource-invalid`, 405 `method-not-allowed`
 * @throws InvalidRequestError with the code for an address without its key
 */
export function assertFits({ apiPath, method }: ApiRequest, terms: RouteTerms): void {
  const { verbs, allowed, options } = terms;
  if (!isAddress(apiPath, terms)) throw unknownResource();
  const verb = method === 'HEAD' ? 'GET' : method;
  if (!(verbs as readonly string[]).includes(verb)) {
    throw wrongMethod(options.wrongMethod, allowed);
  }
  if (options.keyless !== undefined && apiPath.id === '') {
    throw new InvalidRequestError(...literally(options.keyless));
  }
}

/** The parts of `/api/3`, which come first. */
const BEFORE = 2;

function isAddress(
  { depth, resource, id, action }: ApiRequest['apiPath'],
  { pieces, options }: RouteTerms,
): boolean {
  const filled = [resource, id, action].filter((piece) => piece !== '').length;
  switch (options.tail) {
    case 'nothing':
      return depth === BEFORE + pieces && filled === pieces;
    case 'blank':
      return filled === pieces;
    case 'key':
      return depth > BEFORE + pieces;
    default:
      return true;
  }
}
