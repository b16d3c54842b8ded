import { unescapeText } from '../../kernel/text/escape.js';

/** A stored text as a person reads it; nothing is an empty one. */
export function readable(stored: string | null | undefined): string {
  return unescapeText(stored ?? '').trim();
}
