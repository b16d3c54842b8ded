import type { FieldValue } from '../../kernel/http/body/form-fields.js';
import { LABELS } from '../labels/index.js';

/** The first of these languages that there are labels for, of whatever country. */
export function languageOf(wanted: readonly (FieldValue | null | undefined)[]): string {
  const known = new Set([...LABELS.keys()].map(letters));
  const found = wanted.find((each) => typeof each === 'string' && known.has(letters(each)));
  return typeof found === 'string' ? found : '';
}

/** `es` of `es_ES`; a text that is no `langcode` at all is no language. */
function letters(langcode: string): string {
  return /^([a-z]{2})(?:[_-][a-z]{2})?$/i.exec(langcode)?.[1]?.toLowerCase() ?? '';
}
