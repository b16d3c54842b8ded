const patterns = new Map<string, RegExp>();

/**
 * Whether the text is a code of 1 to `max` letters, digits and `_` `+` `.` `-` (ASCII, either
 * case). `extra` adds to the character class and is written as in a regular expression: `@` for
 * nicks, `\\s` for payment methods. It comes from code, never from a request.
 */
export function isCode(text: string, max: number, extra = ''): boolean {
  return patternOf(max, extra).test(text);
}

/** What of a text can stand in such a code, in upper case. */
export function codeLetters(text: string): string {
  return text.replace(/[^A-Z0-9_+.-]/gi, '').toUpperCase();
}

function patternOf(max: number, extra: string): RegExp {
  const key = `${max} ${extra}`;
  let pattern = patterns.get(key);
  if (pattern === undefined) {
    pattern = new RegExp(`^[A-Z0-9_+.\\-${extra}]{1,${max}}$`, 'i');
    patterns.set(key, pattern);
  }
  return pattern;
}
