/** UAX #15 (D3) calls a text stream-safe whose runs of marks are no longer. */
const LONG_RUN = /\p{M}{30}(?=\p{M})/gu;
/** Has no shape and no class of its own, so that marks are not put in order across it. */
const JOINER = '\u034f';

/**
 * The text in a normal form of Unicode. `String.normalize` alone puts a run of marks in order in a
 * time that grows with its square; here a combining grapheme joiner stands after every 30 of them,
 * which is no language's text.
 */
export function normalForm(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  // eslint-disable-next-line no-restricted-syntax -- here it is
  return text.replace(LONG_RUN, `$&${JOINER}`).normalize(form);
}
