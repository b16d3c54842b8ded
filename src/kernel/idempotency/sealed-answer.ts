import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Answer, type HeaderMap } from '../http/answer.js';

/** An answer whose body is in one piece. */
export type WholeAnswer = Answer & { readonly body: string };

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/** Whether an answer is a whole one. */
export function isWhole(answer: unknown): answer is WholeAnswer {
  return answer instanceof Answer && typeof answer.body === 'string';
}

/** What only the holder of an API key knows; not the hash under which the key itself is stored. */
export function secretOf(apiKey: string): Buffer {
  return createHmac('sha256', apiKey).update('facturanest stored answers').digest();
}

/**
 * An answer as it may be stored. Some show a secret once, of which the database only has a hash:
 * only the caller that got the answer can open it. It is packed, because a database takes no
 * statements of any length.
 */
export async function seal(
  { status, headers, body }: WholeAnswer,
  secret: Buffer,
): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce);
  const text = await deflated(JSON.stringify([status, headers, body]));
  const sealed = [nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64');
}

/** The answer that was sealed; an error where the secret is another. */
export async function unseal(sealed: string, secret: Buffer): Promise<WholeAnswer> {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(CIPHER, secret, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  const whole = await inflated(Buffer.concat([text, decipher.final()]));
  const [status, headers, body] = JSON.parse(whole.toString()) as [number, HeaderMap, string];
  return new Answer(status, body, headers) as WholeAnswer;
}
