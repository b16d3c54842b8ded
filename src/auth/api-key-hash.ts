import { createHash } from 'node:crypto';

/** Marks a stored key as a hash; keys that another program stored as they are lack it. */
export const API_KEY_HASH_PREFIX = 'sha256$';

/**
 * What is stored of an API key. Keys are long random texts and are looked up on every request, so
 * a fast hash without salt is right for them, as it would not be for passwords.
 */
export function hashApiKey(plain: string): string {
  return API_KEY_HASH_PREFIX + createHash('sha256').update(plain).digest('hex');
}
