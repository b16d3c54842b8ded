import { LONGEST_HEADER } from './header-value.js';

/**
 * The header that names the fields of a body that mean nothing; none without any. Names that no
 * longer fit are left out.
 */
export function ignoredFields(names: Iterable<string>): Readonly<Record<string, string>> {
  let text = '';
  for (const name of names) {
    const next = (text && ', ') + encoded(name);
    if (text.length + next.length <= LONGEST_HEADER) text += next;
  }
  return text ? { 'X-Ignored-Fields': text } : {};
}

/** Brackets need no encoding in a header: `lineas[0].price` stays what people look for. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
}
