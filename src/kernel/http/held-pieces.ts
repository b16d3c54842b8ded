/**
 * A text that is made in pieces: whole when it is short, else its pieces as they are asked for.
 *
 * @param longest in characters
 */
export async function heldPieces(
  pieces: AsyncGenerator<string, void>,
  longest: number,
): Promise<string | AsyncIterable<string>> {
  const read: string[] = [];
  for (let length = 0; length < longest; length += read.at(-1)?.length ?? 0) {
    const next = await pieces.next();
    if (next.done) return read.join('');
    read.push(next.value);
  }
  return continued(read, pieces);
}

/**
 * No generator: one that nobody has begun to read does not hear that its reader went away, and the
 * rows behind it would hold their connection for ever.
 */
function continued(read: string[], pieces: AsyncGenerator<string, void>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const value = read.shift();
        return value === undefined ? pieces.next() : { done: false, value };
      },
      return: (value) => pieces.return(value as undefined),
    }),
  };
}
