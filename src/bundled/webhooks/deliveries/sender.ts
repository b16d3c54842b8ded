import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isPrivateHost, NoPublicAddress, publicLookup } from '../endpoints/private-addresses.js';

/** How long and how much of an answer is read once its status has come. */
const BODY_MS = 1000;
const MOST_BYTES = 4096;

export interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether addresses may be connected to that are not public. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** The beginning of the body, as far as it came in time. */
  readonly body: string;
}

/**
 * Sends one request over a connection of its own. Redirects are not followed: where they lead was
 * never allowed.
 *
 * @throws NoPublicAddress, or what the connection or the signal throws
 */
export function post({ url, headers, body, allowPrivate, signal }: Posting): Promise<Reply> {
  return new Promise((resolve, reject) => {
    // A socket resolves names only: an address would go past the look-up.
    if (!allowPrivate && isPrivateHost(url.hostname)) throw new NoPublicAddress();
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      agent: false,
      ...(!allowPrivate && { lookup: publicLookup }),
      signal,
    });
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      void beginningOf(response).then((text) => {
        resolve({ status: response.statusCode ?? 0, body: text });
      });
    });
    request.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, body: '' });
    });
    const fail = (error = new Error('The connection was closed without an answer')) => {
      if (!answered) reject(error);
    };
    request.on('error', fail);
    request.on('close', fail);
    request.end(body);
  });
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const timer = setTimeout(() => response.destroy(), BODY_MS);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_BYTES) break;
    }
  } catch {
    // The status decides; what came of the body is for people.
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString();
}
