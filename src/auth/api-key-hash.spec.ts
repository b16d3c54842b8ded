import { describe, expect, it } from 'vitest';
import { API_KEY_HASH_PREFIX, hashApiKey } from './api-key-hash.js';

describe('hash of an API key', () => {
  it('is the prefix and the SHA-256 in hexadecimal', () => {
    expect(hashApiKey('abc')).toBe(
      'sha256$ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('tells keys apart by case and fits the column', () => {
    expect(hashApiKey('limitedkey0001')).not.toBe(hashApiKey('LIMITEDKEY0001'));
    expect(hashApiKey('x'.repeat(99))).toHaveLength(API_KEY_HASH_PREFIX.length + 64);
  });

  it('hashes a hash again: a stolen row opens nothing', () => {
    expect(hashApiKey(hashApiKey('abc'))).not.toBe(hashApiKey('abc'));
  });
});
