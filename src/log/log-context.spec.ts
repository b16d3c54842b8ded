import { describe, expect, it } from 'vitest';
import { shownContext, storedContext } from './log-context.js';

describe('the context of a message', () => {
  it.each([
    { text: `"<b>" & 'x'` },
    { concepto: 'O&#39;Brien &quot;x&quot;', apikey: 1 },
    { sql: 'SELECT "a"\n', list: [1, null, '&amp;quot;'] },
  ])('is the same JSON after it was stored escaped: %j', (context) => {
    const stored = storedContext(JSON.stringify(context));
    expect(stored).not.toMatch(/[<>"']/);
    expect(storedContext(stored)).toBe(stored);
    expect(JSON.parse(shownContext(stored))).toEqual(context);
    expect(storedContext(shownContext(stored))).toBe(stored);
  });

  it('of other programs is decoded where that makes JSON of it', () => {
    expect(shownContext('{&quot;a&quot;:&quot;it&#39;s&quot;}')).toBe(`{"a":"it's"}`);
    expect(shownContext('{"a":1}')).toBe('{"a":1}');
    expect(shownContext('no &lt;JSON&gt;')).toBe('no &lt;JSON&gt;');
    expect(storedContext('no <JSON> & such')).toBe('no &lt;JSON&gt; & such');
  });
});
