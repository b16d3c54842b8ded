import type { NextFunction, Request, Response } from 'express';
import { LANGUAGES, type Language } from '../config/config.js';
import { ApiError } from '../errors/api-error.js';
import { decodableUrl, parseApiPath, type ApiPath } from './api-path.js';
import { clientAddress, type Forwarding } from './client-address.js';
import { parseFields, type FieldMap } from './body/form-fields.js';

/** Who calls: the configured key, or a row of `api_keys`. */
export interface Caller {
  /** Null for the configured key. */
  readonly id: number | null;
  readonly fullAccess: boolean;
}

/** What the server knows of a request beyond Express's own. */
export interface ApiRequest extends Request {
  apiPath: ApiPath;
  address: string;
  /** Set by the token guard. */
  caller?: Caller;
  /** Names of the fields of its body that meant nothing to its DTO. */
  ignored?: readonly string[];
  /** Codes of what was done and yet hardly meant. */
  warnings?: Set<string>;
}

/** Where a change comes from, for the log. */
export interface Origin {
  readonly address: string;
  /** The path of the request, without its query. */
  readonly uri: string;
  /** Number of the API key; null for the configured one. */
  readonly keyId: number | null;
  /** Takes codes of what is allowed and yet hardly meant; the answer names them in `X-Warnings`. */
  readonly warnings?: Set<string>;
}

/** What precedes the path where a client writes the whole address, as to a proxy (RFC 9112, 3.2.2). */
const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** Reads path and address of each request once. */
export function prepareRequest(forwarding: Forwarding) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const prepared = request as ApiRequest;
    prepared.url = decodableUrl(request.url.replace(ORIGIN, ''));
    prepared.apiPath = parseApiPath(request.url);
    prepared.address = clientAddress(request, forwarding);
    const { host } = request.headers;
    next(host === undefined && request.httpVersion === '1.1' ? badRequest() : undefined);
  };
}

/** RFC 9112, 3.2: Node would refuse a request without `Host` in an empty answer of its own. */
function badRequest(): ApiError {
  return new ApiError(400, 'bad-request');
}

/** Where the changes that a request makes come from. */
export function originOf(request: ApiRequest): Origin {
  const { address, path, caller } = request;
  const warnings = (request.warnings ??= new Set());
  return { address, uri: path, keyId: caller?.id ?? null, warnings };
}

/** The query string of a request, in its order. */
export function queryOf(request: Request): FieldMap {
  const start = request.url.indexOf('?');
  return parseFields(start === -1 ? '' : request.url.slice(start + 1));
}

/** The language that the `fsLang` cookie asks for; undefined without a known one. */
export function languageOf(request: Request): Language | undefined {
  const cookie = request.headers.cookie;
  const wanted = cookie && /(?:^|;\s*)fsLang=([A-Za-z]{2}_[A-Za-z]{2})/.exec(cookie)?.[1];
  return LANGUAGES.find((language) => language === wanted);
}

/** The API key that a request shows; `X-Auth-Token` wins even when it is empty. */
export function tokenOf({ headers }: Request): string {
  const token = headers['x-auth-token'] ?? headers.token ?? '';
  return Array.isArray(token) ? (token[0] ?? '') : token;
}
