import { describe, expect, it } from 'vitest';
import { LABELS, labelsFor, TAX_EXCEPTIONS } from './index.js';

/** `titles.sales.quote` … of all texts in a catalogue. */
function texts(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
    typeof item === 'string' ? [[path + name, item]] : texts(item as object, `${path}${name}.`),
  );
}

describe('labels', () => {
  it('are there in nine languages', () => {
    expect([...LABELS.keys()].sort()).toEqual(
      'ca_ES de_DE en_EN es_ES eu_ES fr_FR gl_ES it_IT pt_PT'.split(' '),
    );
  });

  it.each([...LABELS])('of %s all say something', (_, labels) => {
    expect(texts(labels).filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(labels.pageOf).toMatch(/%page%.*%pages%/);
    expect(Intl.NumberFormat.supportedLocalesOf(labels.locale)).toEqual([labels.locale]);
  });

  it.each([...LABELS])('of %s name the law for each reason', (_, { reasons }) => {
    expect(Object.keys(reasons).sort()).toEqual([...TAX_EXCEPTIONS].sort());
    for (const reason of Object.values(reasons)) expect(reason).toContain('37/1992');
    expect(reasons.ES_20).toContain('20');
    expect(reasons.ES_23_24).toMatch(/23.*24/);
    expect(reasons.ES_68_70).toMatch(/68.*69.*70/);
    expect(reasons.ES_84).toContain('84');
  });

  it.each([
    ['fr_FR', 'es_ES', 'fr-FR'],
    ['es_MX', 'en_EN', 'es-ES'],
    ['EN', 'es_ES', 'en-GB'],
    ['ja_JP', 'en_EN', 'en-GB'],
    ['', 'es_ES', 'es-ES'],
    ['xx_XX', 'yy_YY', 'es-ES'],
  ])('of %s with %s behind it are those of %s', (language, fallback, locale) => {
    expect(labelsFor(language, fallback).locale).toBe(locale);
  });
});
