import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Answer } from '../http/answer.js';
import { isWhole, seal, secretOf, unseal, type WholeAnswer } from './sealed-answer.js';

const SECRET = secretOf('key');

describe('a sealed answer', () => {
  it.each([
    ['plain', Answer.of({ ok: 'Ñ € 😀 \u0001 "' }, 200, { 'X-Ignored-Fields': 'a, b', N: 1 })],
    ['empty', new Answer(204, '')],
    ['long', new Answer(201, 'Ñ"\\😀'.repeat(1_000_000))],
  ])('opens as it was: %s', async (_name, answer) => {
    const sealed = await seal(answer as WholeAnswer, SECRET);
    expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const opened = await unseal(sealed, SECRET);
    expect(opened).toBeInstanceOf(Answer);
    expect(opened.body === answer.body).toBe(true);
    expect([opened.status, opened.headers]).toEqual([answer.status, answer.headers]);
  });

  it('is short where it repeats itself', async () => {
    const answer = new Answer(200, '&quot;'.repeat(5_000_000)) as WholeAnswer;
    expect((await seal(answer, SECRET)).length).toBeLessThan(1_000_000);
  });

  it('opens for nobody else, nor after a change', async () => {
    const sealed = await seal(new Answer(200, '{}') as WholeAnswer, SECRET);
    await expect(unseal(sealed, secretOf('other'))).rejects.toThrow();
    const first = sealed.startsWith('A') ? 'B' : 'A';
    await expect(unseal(first + sealed.slice(1), SECRET)).rejects.toThrow();
    expect(await seal(new Answer(200, '{}') as WholeAnswer, SECRET)).not.toBe(sealed);
  });

  it('does not open with the hash under which a key is stored', () => {
    expect(SECRET).toHaveLength(32);
    expect(SECRET.equals(hash('sha256', 'key', 'buffer'))).toBe(false);
  });
});

it('is made of answers in one piece only', () => {
  async function* pieces() {
    yield 'x';
  }
  expect(isWhole(new Answer(200, ''))).toBe(true);
  for (const other of [new Answer(200, pieces()), { status: 200, body: '' }, null, undefined]) {
    expect(isWhole(other)).toBe(false);
  }
});
