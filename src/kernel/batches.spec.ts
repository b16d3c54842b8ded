import { describe, expect, it } from 'vitest';
import { inBatches } from './batches.js';

describe('inBatches', () => {
  it.each([
    [[], 2, []],
    [[1], 2, [[1]]],
    [[1, 2], 2, [[1, 2]]],
    [[1, 2, 3, 4, 5], 2, [[1, 2], [3, 4], [5]]],
  ])('%j by %d', (items, most, batches) => {
    expect([...inBatches(items, most)]).toEqual(batches);
  });

  it('ends a batch with the item that makes it large enough', () => {
    const size = { of: (text: string) => text.length, most: 5 };
    const texts = ['a', 'bc', 'defgh', 'i', 'j', 'k', 'lmnopq', 'r'];
    expect([...inBatches(texts, 3, size)]).toEqual([
      ['a', 'bc', 'defgh'],
      ['i', 'j', 'k'],
      ['lmnopq'],
      ['r'],
    ]);
  });

  it('takes no more items than the batches that are asked for', () => {
    const taken: number[] = [];
    function* numbers() {
      for (let number = 1; ; number++) {
        taken.push(number);
        yield number;
      }
    }
    for (const batch of inBatches(numbers(), 3)) {
      expect(batch).toEqual([1, 2, 3]);
      break;
    }
    expect(taken).toEqual([1, 2, 3]);
  });
});
