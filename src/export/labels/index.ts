import { ca_ES } from './ca_ES.js';
import { de_DE } from './de_DE.js';
import { en_EN } from './en_EN.js';
import { es_ES } from './es_ES.js';
import { eu_ES } from './eu_ES.js';
import { fr_FR } from './fr_FR.js';
import { gl_ES } from './gl_ES.js';
import { it_IT } from './it_IT.js';
import type { Labels } from './labels.js';
import { pt_PT } from './pt_PT.js';

export { MENTIONS, mentionText, type Mention } from './mentions.js';
export { TAX_EXCEPTIONS, type Labels } from './labels.js';

export const LABELS: ReadonlyMap<string, Labels> = new Map(
  Object.entries({ es_ES, en_EN, ca_ES, gl_ES, eu_ES, fr_FR, de_DE, it_IT, pt_PT }),
);

/**
 * The labels of a `langcode`; of another one of the same language (`es_MX`), else of `fallback`,
 * else Spanish ones.
 */
export function labelsFor(language: string, fallback: string): Labels {
  return known(language) ?? known(fallback) ?? es_ES;
}

function known(language: string): Labels | undefined {
  const exact = LABELS.get(language);
  if (exact) return exact;
  const letters = language.slice(0, 2).toLowerCase();
  return [...LABELS].find(([code]) => code.startsWith(`${letters}_`))?.[1];
}
