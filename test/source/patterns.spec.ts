import { checkSync } from 'recheck';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** A regular expression of the sources. */
interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly file: string;
}

/**
 * Patterns put together at run time, as the call that makes them, with one that they come to.
 * Whatever else a pattern is made of is not looked through, so there should be no others.
 */
const MADE: Readonly<Record<string, RegExp>> = {
  "new RegExp(`^[A-Z0-9_+.\\\\-${extra}]{1,${max}}$`, 'i')": /^[A-Z0-9_+.\-\s]{1,30}$/i,
};

/** Patterns that take more than linear time on some text, each with why that text never comes. */
const SLOW: Readonly<Record<string, string>> = {};

function sourceFiles(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
}

/** All regular expressions of a text in TypeScript, and the calls that make some. */
function patternsOf(file: string, text: string): { literals: Pattern[]; made: string[] } {
  const literals: Pattern[] = [];
  const made: string[] = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      literals.push({ source, flags, file });
    }
    const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
    if (isCall && node.expression.getText(tree) === 'RegExp') made.push(node.getText(tree));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { literals, made };
}

/** Null for a pattern that takes linear time, else why not. */
function slowness({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string | null {
  const result = checkSync(source, flags, { checker: 'automaton', timeout: 10_000 });
  if (result.status === 'safe') return null;
  return result.status === 'vulnerable' ? result.complexity.summary : result.error.kind;
}

describe('the regular expressions of the sources', () => {
  const found = sourceFiles().map((file) => patternsOf(file, readFileSync(SOURCES + file, 'utf8')));
  const literals = found.flatMap((each) => each.literals);
  const written = new Map(literals.map((each) => [`/${each.source}/${each.flags}`, each]));

  it('are found', () => {
    const text = 'const a = /x+y/gi; const b = new RegExp("z"); RegExp(`${a}`);';
    expect(patternsOf('a.ts', text)).toEqual({
      literals: [{ source: 'x+y', flags: 'gi', file: 'a.ts' }],
      made: ['new RegExp("z")', 'RegExp(`${a}`)'],
    });
    expect(literals.length).toBeGreaterThan(100);
  });

  it.each([[' +$'], ['(a+)+$'], ['<[^>]*>'], ['^\\d+\\.?\\d*$'], ['(a)\\1+b']])(
    'are told apart: /%s/ is slow',
    (source) => {
      expect(slowness({ source, flags: '' })).not.toBeNull();
    },
  );

  it('take linear time, whatever the text', () => {
    const slow = [...written].flatMap(([text, pattern]) => {
      const reason = slowness(pattern);
      return reason === null ? [] : [[text, pattern.file, reason]];
    });
    expect(slow.filter(([text = '']) => !Object.hasOwn(SLOW, text))).toEqual([]);
    expect(Object.keys(SLOW).filter((text) => !slow.some(([own]) => own === text))).toEqual([]);
  }, 60_000);

  it('are seldom put together at run time, and then known here', () => {
    const made = found.flatMap((each) => each.made);
    expect(made.toSorted()).toEqual(Object.keys(MADE).toSorted());
    for (const { source, flags } of Object.values(MADE)) {
      expect(slowness({ source, flags }), source).toBeNull();
    }
  });
});
