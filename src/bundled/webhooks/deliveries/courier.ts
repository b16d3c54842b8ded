import { escapeText, Injectable, serverVersion } from 'facturanest/plugin';
import { setTimeout as sleep } from 'node:timers/promises';
import { NoPublicAddress } from '../endpoints/private-addresses.js';
import { post, type Reply } from './sender.js';
import { signatureHeaders } from './signature.js';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import type { WebhookOptions } from '../webhook-options.js';

/** What came of one attempt. */
export interface Outcome {
  readonly delivered: boolean;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** The beginning of what the receiver said. */
  readonly body: string;
  /** Why it was not delivered; null when it was. */
  readonly error: string | null;
  readonly milliseconds: number;
}

/** What happened to a connection, as Node tells it with the address. */
function isOfConnection(
  error: unknown,
): error is Required<Pick<NodeJS.ErrnoException, 'code' | 'syscall'>> {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** What can be sent: it says itself how it is called. */
export interface Parcel {
  readonly id: string;
}

/** When is said that there is no public address, however soon that is known. */
const UNTOLD_MS = 1000;
const LONGEST_ERROR = 200;
const LONGEST_BODY = 100;

/** Takes signed requests to endpoints. */
@Injectable()
export class Courier {
  /** Sends a body once; a receiver that does not take it is no error. */
  async send(
    { url, secret, oldsecret, oldsecretuntil }: Readonly<WebhookEndpoint>,
    parcel: Parcel,
    options: WebhookOptions,
    stop: AbortController,
  ): Promise<Outcome> {
    const start = Date.now();
    const body = JSON.stringify(parcel);
    const isOldValid = oldsecret !== null && (oldsecretuntil ?? 0) > start;
    const timestamp = Math.floor(start / 1000);
    const signed = { id: parcel.id, timestamp, body };
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': `facturanest/${serverVersion()}`,
      ...signatureHeaders(signed, isOldValid ? [secret, oldsecret] : [secret]),
    };
    const timer = setTimeout(() => stop.abort(new TimedOut(options)), options.timeout * 1000);
    try {
      const address = allowed(url, options);
      const { allowprivate: allowPrivate } = options;
      const reply = await post({ url: address, headers, body, allowPrivate, signal: stop.signal });
      return outcomeOf(reply, Date.now() - start);
    } catch (error) {
      const reason = stop.signal.aborted ? (stop.signal.reason as unknown) : error;
      // How long a name took to be looked up tells whether there is one.
      if (reason instanceof NoPublicAddress) await sleep(start + UNTOLD_MS - Date.now());
      const milliseconds = reason instanceof NoPublicAddress ? UNTOLD_MS : Date.now() - start;
      return { delivered: false, status: null, body: '', error: textOf(reason), milliseconds };
    } finally {
      clearTimeout(timer);
    }
  }
}

class TimedOut extends Error {
  constructor({ timeout }: WebhookOptions) {
    super(`No answer within ${timeout} seconds`);
  }
}

/** What was allowed when the endpoint was saved may not be any more. */
function allowed(text: string, { allowhttp }: WebhookOptions): URL {
  const url = new URL(text);
  if (url.protocol !== 'https:' && !allowhttp) throw new Error('The address is not https');
  return url;
}

function outcomeOf({ status, body }: Reply, milliseconds: number): Outcome {
  const delivered = status >= 200 && status < 300;
  const said = body.slice(0, LONGEST_BODY);
  const error = delivered ? null : shortened(`HTTP ${status}${said && ': '}${said}`);
  return { delivered, status, body: printable(body), error, milliseconds };
}

/**
 * Some errors of connections have several reasons, one for each address, and no text of their own.
 * Those addresses are not told, only what happened.
 */
function textOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return shortened([...new Set(error.errors.map(textOf))].join('; '));
  }
  if (isOfConnection(error)) return `${error.syscall} ${error.code}`;
  return shortened(error instanceof Error ? error.message : String(error));
}

/** Entities make a text longer: it is cut behind them. */
function shortened(text: string): string {
  return printable(text).slice(0, LONGEST_ERROR).toWellFormed();
}

/** What a stranger said, as a text that can be kept and shown. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return escapeText(text.toWellFormed().replace(/[\x00-\x1f\x7f\ufffd]+/g, ' '));
}
