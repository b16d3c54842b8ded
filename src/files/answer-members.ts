import { hash } from 'node:crypto';
import { Answer } from '../kernel/http/answer.js';
import { ConcurrencyLimit } from '../kernel/concurrency-limit.js';

/**
 * Lists sent in pieces at a time. Each holds one connection of the pool while its members are asked
 * for over another; were the pool full of such, none would ever get it.
 */
const LIMIT = new ConcurrencyLimit(4);

/** A record as answers show it. */
export type Shown = Readonly<Record<string, unknown>>;

/** What further members records get: an object for each, in their order. */
export type MembersOf = (records: readonly Shown[]) => Promise<readonly object[]>;

/**
 * The answer to a read with further members in each of its records, list or one. What is no such
 * answer, such as a list in another format, stays as it is.
 *
 * @param known the `If-None-Match` of the request: the answer is another than without the members
 */
export async function withMembers(
  answer: Answer,
  membersOf: MembersOf,
  known?: string,
): Promise<Answer> {
  const { status, body, headers } = answer;
  if (status !== 200 || 'Content-Type' in headers || body instanceof Uint8Array) return answer;
  if (typeof body !== 'string') {
    return new Answer(status, LIMIT.of(piecesWith(body, membersOf)), headers);
  }
  if (body.startsWith('[')) {
    return new Answer(status, `[${await extended(body.slice(1, -1), membersOf)}]`, headers);
  }
  // The columns of the resource are no record.
  if (!('ETag' in headers)) return answer;
  const record = await extended(body, membersOf);
  const tag = `"${hash('sha1', record, 'base64url')}"`;
  return known?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)
    ? new Answer(304, '', { ...headers, ETag: tag })
    : new Answer(status, record, { ...headers, ETag: tag });
}

/** Each piece of a streamed list is some whole records, after a bracket or a comma. */
async function* piecesWith(
  pieces: AsyncIterable<string | Uint8Array>,
  membersOf: MembersOf,
): AsyncIterable<string> {
  for await (const piece of pieces) {
    const text = String(piece);
    const hasRecords = text.includes('{');
    yield hasRecords ? text.charAt(0) + (await extended(text.slice(1), membersOf)) : text;
  }
}

/** Records as JSON with commas between, and so they come back. */
async function extended(records: string, membersOf: MembersOf): Promise<string> {
  const shown = JSON.parse(`[${records}]`) as Shown[];
  const members = await membersOf(shown);
  return JSON.stringify(shown.map((each, index) => ({ ...each, ...members[index] }))).slice(1, -1);
}
