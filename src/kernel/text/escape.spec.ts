import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, meetsEntities, storedForms, unescapeText, withEntities } from './escape.js';

describe('escapeText', () => {
  it.each([
    [`M3 <b>"x"</b> 'q' & z `, 'M3 &lt;b&gt;&quot;x&quot;&lt;/b&gt; &#39;q&#39; & z'],
    ['Café "x" / <b>', 'Café &quot;x&quot; / &lt;b&gt;'],
    ['  two  spaces\n', 'two  spaces'],
    ['&lt;', '&lt;'],
    ['&amp;', '&amp;'],
    ['', ''],
    ['   ', ''],
  ])('%j becomes %j', (typed, stored) => {
    expect(escapeText(typed)).toBe(stored);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeText(escapeText(text))).toBe(escapeText(text));
      }),
    );
  });
});

describe('unescapeText', () => {
  it.each([
    ['&lt;b&gt; &quot;x&quot; &#39;q&#39; & z', `<b> "x" 'q' & z`],
    ['&amp;lt;', '&amp;lt;'],
    ['&eacute; &', '&eacute; &'],
    ['', ''],
  ])('%j becomes %j', (stored, typed) => {
    expect(unescapeText(stored)).toBe(typed);
  });

  it('gives back what was typed without entities', () => {
    expect(unescapeText(escapeText(`O'Neil & "Sons" <1 & >2`))).toBe(`O'Neil & "Sons" <1 & >2`);
  });
});

describe('storedForms', () => {
  it('are the text alone, or with its entities too', () => {
    expect(storedForms(' a & b ')).toEqual([' a & b ']);
    expect(storedForms(" it's ")).toEqual([" it's ", ' it&#39;s ']);
    expect(withEntities(' <"> ')).toBe(' &lt;&quot;&gt; ');
  });
});

describe('meetsEntities', () => {
  it.each(["o'b", '"', '<', 'a & b', 'a;', 'a_b', '39', '%QUOT%', 'x%t', 'lt', '#3'])(
    'holds for %j, which could match an entity or a part of one',
    (pattern) => {
      expect(meetsEntities(pattern)).toBe(true);
    },
  );

  it.each(['', '%', '%garcia%', 'lts', '393', '100%', '-'])('does not hold for %j', (pattern) => {
    expect(meetsEntities(pattern)).toBe(false);
  });
});
