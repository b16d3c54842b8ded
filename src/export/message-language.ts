import { LANGUAGES, type Language } from '../kernel/config/config.js';
import type { Translator } from '../kernel/translation/translator.js';

/** The language of the catalogues that is that of a document; else that of the server. */
export function messageLanguage(langcode: string, { language }: Translator): Language {
  return LANGUAGES.find((each) => each.slice(0, 2) === langcode.slice(0, 2)) ?? language;
}
