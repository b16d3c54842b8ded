import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress, compileTrust, networkOf } from './client-address.js';

const trusted = compileTrust(['loopback', '10.0.0.0/8']);

function from(
  peer: string | undefined,
  headers: IncomingHttpHeaders = {},
  cloudflare = false,
): string {
  const request: unknown = { headers, socket: { remoteAddress: peer } };
  return clientAddress(request as IncomingMessage, { proxies: trusted, cloudflare });
}

describe('clientAddress', () => {
  it('is the peer address, IPv4 in dotted form', () => {
    expect(from('9.9.9.9')).toBe('9.9.9.9');
    expect(from('::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(from('2001:DB8::1')).toBe('2001:db8::1');
    expect(from('fe80::1%eth0')).toBe('fe80::1');
    expect(from(undefined)).toBe('::1');
  });

  it('ignores the headers of a stranger', () => {
    const headers = { 'cf-connecting-ip': '1.1.1.1', 'x-forwarded-for': '2.2.2.2' };
    expect(from('9.9.9.9', headers)).toBe('9.9.9.9');
    expect(from('::ffff:9.9.9.9', headers)).toBe('9.9.9.9');
  });

  it('believes a configured proxy, and its CF-Connecting-IP only where that is said', () => {
    const headers = { 'cf-connecting-ip': '1.1.1.1', 'x-forwarded-for': '2.2.2.2' };
    expect(from('127.0.0.1', headers)).toBe('2.2.2.2');
    expect(from('127.0.0.1', headers, true)).toBe('1.1.1.1');
    expect(from('9.9.9.9', headers, true)).toBe('9.9.9.9');
    const list = { ...headers, 'cf-connecting-ip': 'x, 1.1.1.1' };
    expect(from('127.0.0.1', list, true)).toBe('2.2.2.2');
  });

  it.each([
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8::0.0.0.1', '2001:db8::1'],
    ['::0:1', '::1'],
    ['::ffff:0a00:0001', '10.0.0.1'],
    ['0:0:0:0:0:FFFF:9.9.9.9', '9.9.9.9'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ])('spells %s as %s', (written, address) => {
    expect(from(written)).toBe(address);
    expect(from('127.0.0.1', { 'x-forwarded-for': `[${written}]:443` })).toBe(address);
  });

  it.each([
    ['2.2.2.2', '2.2.2.2'],
    ['6.6.6.6, 2.2.2.2', '2.2.2.2'],
    ['6.6.6.6, 2.2.2.2, 10.0.0.1', '2.2.2.2'],
    ['2.2.2.2, ::ffff:10.0.0.1', '2.2.2.2'],
    ['10.0.0.2, 10.0.0.1', '10.0.0.2'],
    ['6.6.6.6,unknown,<script>,', '6.6.6.6'],
    ['2.2.2.2:443', '2.2.2.2'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['::ffff:2.2.2.2', '2.2.2.2'],
    ['', '::1'],
    ['garbage', '::1'],
  ])('takes from X-Forwarded-For "%s" %s', (header, address) => {
    expect(from('::1', { 'x-forwarded-for': header })).toBe(address);
  });

  it('never throws nor exceeds the column', () => {
    const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constant(', '));
    const header = fc.array(text).map((parts) => parts.join(''));
    fc.assert(
      fc.property(header, header, (cloudflare, forwarded) => {
        const headers = { 'cf-connecting-ip': cloudflare, 'x-forwarded-for': forwarded };
        expect(from('127.0.0.1', headers, true)).toMatch(/^[\da-f.:]{2,45}$/);
      }),
    );
  });
});

describe('networkOf', () => {
  it.each([
    ['9.9.9.9', '9.9.9.9'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
    ['1:0:0:2::3', '1:0:0:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('compileTrust', () => {
  it('takes addresses, ranges and names', () => {
    const trusts = compileTrust(['192.168.1.7', ' 172.16.0.0/12', 'fd00::/8', 'loopback']);
    const mapped = compileTrust(['::ffff:10.0.0.0/104', '2001:0DB8:0::/48']);
    expect([mapped('10.1.2.3'), mapped('2001:db8:0:1::1'), mapped('11.0.0.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(['192.168.1.7', '172.20.1.1', 'fd12::1', '::1'].map(trusts)).not.toContain(false);
    expect(['192.168.1.8', '172.40.1.1', '2001::1', 'x', ''].map(trusts)).not.toContain(true);
  });

  it('trusts nobody when empty', () => {
    expect(compileTrust([])('127.0.0.1')).toBe(false);
  });

  it.each(['', 'nginx', '10.0.0.0/33', '10.0.0.0/x', '300.1.1.1'])('names "%s"', (entry) => {
    expect(() => compileTrust(['loopback', entry])).toThrow(`The trusted proxy "${entry}" is`);
  });
});
