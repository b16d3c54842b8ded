import { decodePercent } from './body/form-fields.js';

/** The parts of `/api/{version}/{resource}/{id}/{action}`, each empty when absent. */
export interface ApiPath {
  readonly version: string;
  readonly resource: string;
  /** Also `schema`, or the name of a plugin. */
  readonly id: string;
  readonly action: string;
  /**
   * Pieces between slashes as written, empty ones too. An exact route is one of depth 3:
   * `/api/3/uploadFiles` is, `/api/3/uploadFiles/` is not.
   */
  readonly depth: number;
}

const VERSION_3 = /^\+?0*3(?:\.0*)?$/;

/**
 * Splits the URL of a request below `/api`, the base prefix already removed.
 *
 * The first empty piece ends the path, so that trailing slashes do not count and
 * `/api/3//divisas` is the root. Pieces are decoded after splitting: `%2F` belongs to a key.
 * What follows the action is ignored.
 */
export function parseApiPath(url: string): ApiPath {
  const query = url.indexOf('?');
  const pieces = (query === -1 ? url : url.slice(0, query)).split('/').slice(1);
  const end = pieces.indexOf('');
  const segments = (end === -1 ? pieces : pieces.slice(0, end)).slice(0, 5).map(decodePercent);
  const [, version = '', resource = '', id = '', action = ''] = segments;
  return { version, resource, id, action, depth: pieces.length };
}

/**
 * The same URL with a path that a strict decoder reads as `parseApiPath` does. The router refuses
 * all others before any check of ours, also to clients that should hear of their token first.
 */
export function decodableUrl(url: string): string {
  const start = url.indexOf('?');
  const path = start === -1 ? url : url.slice(0, start);
  if (!path.includes('%') || isDecodable(path)) return url;
  const pieces = path.split('/').map((piece) => encodeURIComponent(decodePercent(piece)));
  return pieces.join('/') + url.slice(path.length);
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** Whether a version segment means 3, compared as a number: `3`, `03`, `3.0` and `+3` do. */
export function isApiVersion(text: string): boolean {
  return VERSION_3.test(text);
}
