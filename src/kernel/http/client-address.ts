import type { IncomingMessage } from 'node:http';
import { isIP, isIPv4 } from 'node:net';
import proxyAddr from 'proxy-addr';

/** Says whether an address belongs to a configured proxy. */
export type Trust = (address: string) => boolean;

/** The width of the column `lastip`, and the longest text of an IPv6 address. */
const ADDRESS_LENGTH_MAX = 45;
const MAPPED_IPV4 = '::ffff:';
const BRACKETED = /^\[([^\]]*)\](?::\d+)?$/;
const IPV4_WITH_PORT = /^([\d.]+):\d+$/;

/**
 * Compiles the configured proxies: addresses, ranges (`10.0.0.0/8`) and the names `loopback`,
 * `linklocal`, `uniquelocal`. An empty list trusts nobody.
 *
 * @throws Error whose sentence names the entry that is none of these
 */
export function compileTrust(list: readonly string[]): Trust {
  const entries = list.map((entry) => entry.trim());
  entries.forEach(assertTrustable);
  const trusts = proxyAddr.compile(entries);
  return (address) => trusts(address, 0);
}

/**
 * The address of the client, at most 45 characters, an IPv4 one always in dotted form.
 *
 * A configured proxy may name its client in `CF-Connecting-IP`, or else by the right-most
 * entry of `X-Forwarded-For` that is not a proxy itself; such a proxy must not pass on a
 * `CF-Connecting-IP` it did not check. From anyone else both headers are ignored, and entries
 * that are no address always are.
 */
export function clientAddress(request: IncomingMessage, trusted: Trust): string {
  const peer = normalAddress(request.socket.remoteAddress ?? '') || '::1';
  if (!trusted(peer)) return peer;
  return (
    normalAddress(headerText(request, 'cf-connecting-ip')) ||
    forwardedAddress(headerText(request, 'x-forwarded-for'), trusted) ||
    peer
  );
}

/** When all entries are proxies, the farthest one; empty when there is no address. */
function forwardedAddress(header: string, trusted: Trust): string {
  let farthest = '';
  for (const entry of header.split(',').reverse()) {
    const address = normalAddress(entry);
    if (address === '') continue;
    farthest = address;
    if (!trusted(address)) break;
  }
  return farthest;
}

/** Without port, brackets and zone; empty when the text is no address. */
function normalAddress(text: string): string {
  const trimmed = text.trim();
  const match = BRACKETED.exec(trimmed) ?? IPV4_WITH_PORT.exec(trimmed);
  const [address = ''] = (match?.[1] ?? trimmed).toLowerCase().split('%');
  if (isIP(address) === 0) return '';
  const tail = address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.length) : '';
  return isIPv4(tail) ? tail : address.slice(0, ADDRESS_LENGTH_MAX);
}

function headerText(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function assertTrustable(entry: string): void {
  try {
    proxyAddr.compile([entry]);
  } catch {
    throw new Error(
      `The trusted proxy "${entry}" is neither an IP address, nor a range such as 10.0.0.0/8, ` +
        'nor one of loopback, linklocal, uniquelocal.',
    );
  }
}
