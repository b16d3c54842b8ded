import type { Language } from '../kernel/config/config.js';
import type { Catalogue } from '../kernel/translation/translator.js';
import { ENGLISH } from './en_EN.js';
import { SPANISH } from './es_ES.js';

/** The texts of every language that the server speaks. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  es_ES: SPANISH,
  en_EN: ENGLISH,
};
