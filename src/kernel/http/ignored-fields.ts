import { LONGEST_HEADER } from './header-value.js';

/**
 * The header that names the fields of a body that mean nothing; none without any. Names that no
 * longer fit are left out.
 */
export function ignoredFields(names: Iterable<string>): Readonly<Record<string, string>> {
  let text = '';
  for (const name of names) {
    const next = (text && ', ') + encodeURIComponent(name);
    if (text.length + next.length <= LONGEST_HEADER) text += next;
  }
  return text ? { 'X-Ignored-Fields': text } : {};
}
