import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { RequestBody, UploadedFile } from '../http/body/body-reader.js';

/** What a request asks for: its method, its path and query as sent, its fields and files. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: Pick<RequestBody, 'fields' | 'files'>;
}

/**
 * 64 hexadecimal digits that are the same for the same request. The order of fields and their
 * encoding do not count, but the types of JSON values do: `1` is not the text `1` everywhere.
 *
 * @param secret of the caller, without which nobody can try out what the fields were: passwords
 *   are among them
 */
export async function fingerprintOf({ method, url, body }: Asked, secret: Buffer): Promise<string> {
  const files = await Promise.all(body.files.map(fileMark));
  const text = JSON.stringify([method, url, body.fields, files], sorted);
  return createHmac('sha256', secret).update(text).digest('hex');
}

async function fileMark({ field, name, type, path }: UploadedFile): Promise<string[]> {
  const content = createHash('sha256');
  await pipeline(createReadStream(path), content);
  return [field, name, type, content.digest('hex')];
}

/** Names of fields in one order, on every level; the order of lists means something. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
