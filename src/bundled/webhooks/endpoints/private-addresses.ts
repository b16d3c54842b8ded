import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks of IPv4 that are not the public internet (RFC 6890), by their prefixes. */
const IPV4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Where clouds answer about the machine itself, as 168.63.129.16 does at Azure.
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const IPV6: readonly (readonly [network: string, prefix: number])[] = [
  // Unspecified, loopback and the old form of IPv4 addresses.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

/**
 * Ways to write an IPv4 address as one of IPv6: of translators (RFC 6052, RFC 7915); the list itself
 * knows that of `::ffff:`. Those of tunnels, 6to4 and Teredo, are in the list of networks as a whole.
 */
const TRANSLATED = ['64:ff9b::', '::ffff:0:'];

const blocked = new BlockList();
for (const [network, prefix] of IPV4) {
  blocked.addSubnet(network, prefix, 'ipv4');
  for (const before of TRANSLATED) {
    blocked.addSubnet(`${before}${network}`, 96 + prefix, 'ipv6');
  }
}
for (const [network, prefix] of IPV6) blocked.addSubnet(network, prefix, 'ipv6');

/**
 * Thrown instead of a connection to an address that is not public, and for names without any: what
 * names of one's own network stand for, and which of them there are, is nobody's business.
 */
export class NoPublicAddress extends Error {
  constructor() {
    const text = 'The host has no public address';
    super(text);
  }
}

/**
 * Whether a host is written as an address that is not public. Names are none: what they stand for
 * is only known when they are connected to.
 *
 * @param host as `URL.hostname` has it: addresses of IPv6 in brackets
 */
export function isPrivateHost(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && isPrivate(address);
}

function isPrivate(address: string): boolean {
  const [bare = ''] = address.split('%');
  return blocked.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Resolves names for sockets, and refuses those of which any address is not public. It is asked for
 * each connection, so that a name can not stand for one address when it is looked at and for
 * another one when it is connected to.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    const isPublic = !error && first && !addresses.some(({ address }) => isPrivate(address));
    if (!isPublic) callback(new NoPublicAddress(), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
