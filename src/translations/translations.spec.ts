import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUNDLED_PLUGINS } from '../bundled-plugins.js';
import { CATALOGUES } from './index.js';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

/** Where a message key stands in the source: a call that refuses, or the code of a problem. */
const USES = [
  /\brefuse\(\s*'([^']+)'/g,
  /\bApiError\(\s*[\w.]+,\s*'([^']+)'/g,
  /\bRequestError\(\s*\d+,\s*'([^']+)'/g,
  /\bcode: '([a-z0-9]+-[a-z0-9-]+)'/g,
  /\bproblem: (?:[^'{};]*\? )?'([^']+)'(?: : '([^']+)')?/g,
  /\b(?:filled|typedTime)\([^()]*(?:\([^()]*\))?[^()]*, '([^']+)'\)/g,
  /\b(?:InvalidRequest|NotFound|Save)Error\(\s*(?:\.\.\.literally\(\s*)?'([^']+)'/g,
  /\b(?:constructor\(|super\()(?:code = )?'([^']+)'/g,
  /\bConfirmed\(\s*'([^']+)'/g,
  /\bcontext\.text\(\s*'([^']+)'/g,
  /\btranslator\.text\(\s*'([^']+)'/g,
];

/** The templates of `facturanest plugin new` are no source of the server. */
const ELSEWHERE = ['translations/', 'cli/plugin-skeleton/'];

const [spanish, english] = (['es_ES', 'en_EN'] as const).map((language) => {
  const ofPlugins = BUNDLED_PLUGINS.flatMap(({ texts }) => Object.entries(texts?.[language] ?? {}));
  return { ...CATALOGUES[language], ...Object.fromEntries(ofPlugins) };
}) as [Record<string, string>, Record<string, string>];

describe('catalogues', () => {
  it('have texts for the same keys', () => {
    expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
  });

  it('have the same places in both languages', () => {
    const shared = Object.keys(english).filter((key) => spanish[key] !== undefined);
    const placesIn = (catalogue: typeof english) =>
      Object.fromEntries(shared.map((key) => [key, placesOf(catalogue[key] ?? '')]));
    expect(placesIn(spanish)).toEqual(placesIn(english));
  });

  it('have keys in one grammar, and no empty text', () => {
    for (const catalogue of [spanish, english]) {
      for (const [key, text] of Object.entries(catalogue)) {
        expect(key).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(text.trim()).toBe(text);
        expect(text).not.toBe('');
      }
    }
  });

  it.each([
    ['Spanish', spanish],
    ['English', english],
  ] as const)('have a %s text for every message of the source', (_language, catalogue) => {
    const missing = [...usedKeys()].filter(([key]) => !Object.hasOwn(catalogue, key));
    expect(missing.map(([key, file]) => `${key} (${file})`)).toEqual([]);
  });

  it('are found out about', () => {
    const keys = usedKeys();
    for (const key of ['record-not-found', 'invalid-web', 'invalid-date', 'duplicated-value']) {
      expect(keys.has(key), key).toBe(true);
    }
    expect(keys.size).toBeGreaterThan(60);
  });
});

function placesOf(text: string): string[] {
  return [...text.matchAll(/%\w+%/g)].map(([place]) => place).sort();
}

/** The message keys that the source uses, each with a file that does. */
function usedKeys(): Map<string, string> {
  const keys = new Map<string, string>();
  for (const path of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.endsWith('.spec.ts')) continue;
    if (ELSEWHERE.some((folder) => path.startsWith(folder))) continue;
    const text = readFileSync(SOURCE + path, 'utf8');
    for (const use of USES) {
      for (const [, ...found] of text.matchAll(use)) {
        for (const key of found) if (key) keys.set(key, path);
      }
    }
  }
  return keys;
}
