import { hash } from 'bcryptjs';
import { refuse } from '../kernel/errors/problem.js';

const COST = 10;
const SHORTEST = 8;

/**
 * The bcrypt hash of a password that somebody typed twice.
 *
 * @throws RuleError `different-passwords`, or `weak-password`: under eight characters, or without
 * a letter or a digit
 */
export async function newPasswordHash(password: unknown, again: unknown): Promise<string> {
  if (typeof password !== 'string' || password !== again) {
    refuse('different-passwords', 'newPassword');
  }
  const strong = /\p{L}/u.test(password) && /\d/.test(password);
  if ([...password].length < SHORTEST || !strong) {
    refuse('weak-password', 'newPassword', { min: SHORTEST });
  }
  return hash(password, COST);
}
