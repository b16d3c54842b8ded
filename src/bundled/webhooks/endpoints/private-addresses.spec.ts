import { describe, expect, it } from 'vitest';
import { isPrivateHost, NoPublicAddress, publicLookup } from './private-addresses.js';

const hostOf = (address: string) => new URL(`http://${address}/`).hostname;

describe('isPrivateHost', () => {
  it.each([
    ...['127.0.0.1', '127.255.0.1', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1'],
    ...['172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.127.255.255'],
    ...['192.0.0.192', '198.18.0.1', '224.0.0.1', '239.1.1.1', '255.255.255.255', '168.63.129.16'],
    // Other ways to write them, which URLs understand.
    ...['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:a00:1]'],
    ...['[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a00:1]', '[2002:7f00:1::]'],
    ...['[::ffff:0:10.0.0.1]', '[::ffff:0:7f00:1]', '[64:ff9b:1::1]', '[2001:0:1::1]'],
    ...['[fc00::1]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[2001::1]'],
  ])('holds for %s', (address) => {
    expect(isPrivateHost(hostOf(address))).toBe(true);
  });

  it.each([
    ...['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1'],
    ...['192.167.1.1', '169.253.1.1', '223.255.255.255', '[2606:4700::1]', '[2a00:1450::1]'],
    ...[
      '[::ffff:8.8.8.8]',
      '[64:ff9b::8.8.8.8]',
      '[::ffff:0:8.8.8.8]',
      'example.com',
      'localhost',
      '10.example.com',
    ],
  ])('does not hold for %s', (address) => {
    expect(isPrivateHost(hostOf(address))).toBe(false);
  });
});

describe('publicLookup', () => {
  it.each([true, false])('refuses names of this machine, all asked for: %s', async (all) => {
    const error = await new Promise((resolve) => publicLookup('localhost', { all }, resolve));
    expect(error).toEqual(new NoPublicAddress());
  });

  it.each([
    [true, [{ address: '8.8.8.8', family: 4 }], undefined],
    [false, '8.8.8.8', 4],
  ])('gives what sockets ask for, all: %s', async (all, expectedAddress, expectedFamily) => {
    const found = await new Promise((resolve) =>
      publicLookup('8.8.8.8', { all }, (...given) => resolve(given)),
    );
    const given = [null, expectedAddress, expectedFamily];
    expect(found).toEqual(given.filter((value) => value !== undefined));
  });

  it('tells names that there are not in the same words', async () => {
    const error = await new Promise((resolve) => publicLookup('nowhere.invalid', {}, resolve));
    expect(error).toEqual(new NoPublicAddress());
    expect(String(error)).not.toContain('nowhere');
  });
});
