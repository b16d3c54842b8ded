import { expect } from 'vitest';
import type { Answered } from './api.js';

/** The envelope of every error: all four members, both texts the same, nothing of our insides. */
export function expectRefused(
  answer: Pick<Answered, 'status' | 'body' | 'text'>,
  status: number,
  code: string,
): void {
  const { body } = answer;
  expect({ status: answer.status, code: body.code, text: answer.text }).toMatchObject({
    status,
    code,
  });
  expect(body).toMatchObject({ status: 'error', error: expect.stringMatching(/\S/) });
  expect(body.message).toBe(body.error);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|SQLITE|SELECT |INSERT /);
}

/** The fields that an error answer names. */
export function refusedFields(answer: Pick<Answered, 'body'>): string[] {
  return (answer.body.details ?? []).map(({ field }: { field?: string }) => field);
}
