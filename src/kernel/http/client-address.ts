import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/** Says whether an address belongs to a configured proxy. */
export type Trust = (address: string) => boolean;

/** Whose word counts about where a request comes from. */
export interface Forwarding {
  readonly proxies: Trust;
  /** Whether those proxies name their client in `CF-Connecting-IP`. */
  readonly cloudflare: boolean;
}

/** An IPv4 address as one of IPv6 (RFC 4291, 2.5.5.2), in the one spelling of `URL`. */
const MAPPED_IPV4 = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;
/** The groups of the network of a customer, of which every address may be one machine's. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;
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
 * The address of the client in its one spelling: IPv4 in dotted form, IPv6 as RFC 5952 has it.
 *
 * A configured proxy may name its client by the right-most entry of `X-Forwarded-For` that is not a
 * proxy itself; where Cloudflare is in front, first of all in `CF-Connecting-IP`. From anyone else
 * both headers are ignored, and entries that are no address always are.
 */
export function clientAddress(
  request: IncomingMessage,
  { proxies, cloudflare }: Forwarding,
): string {
  const peer = normalAddress(request.socket.remoteAddress ?? '') || '::1';
  if (!proxies(peer)) return peer;
  return (
    (cloudflare && normalAddress(headerText(request, 'cf-connecting-ip'))) ||
    forwardedAddress(headerText(request, 'x-forwarded-for'), proxies) ||
    peer
  );
}

/**
 * What is counted as one client: an address of IPv4, or the /64 of one of IPv6, as providers give
 * out (RFC 6177).
 *
 * @param address as `clientAddress` has it
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: GROUPS - head.length - tail.length }, () => '0');
  const groups = [...head, ...zeros, ...tail];
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
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

/** In its one spelling, without port, brackets and zone; empty when the text is no address. */
function normalAddress(text: string): string {
  const trimmed = text.trim();
  const match = BRACKETED.exec(trimmed) ?? IPV4_WITH_PORT.exec(trimmed);
  const [address = ''] = (match?.[1] ?? trimmed).toLowerCase().split('%');
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : '';
  const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED_IPV4.exec(spelled) ?? [];
  if (high === undefined || low === undefined) return spelled;
  return [high, low].flatMap(bytesOf).join('.');
}

/** The two bytes of a group of an IPv6 address. */
function bytesOf(group: string): [number, number] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
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
