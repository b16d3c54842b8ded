import { troubleOf } from '../../kernel/database/database-error.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { Problem } from '../../kernel/errors/problem.js';
import type { ColumnDefinition } from '../registry/column.js';
import { isoDay } from './filter-value.js';

/*
 * A pattern is compared with every place of every text, which costs the product of their lengths;
 * the embedded engine answers nobody else meanwhile.
 */
const LONGEST = 200;
const MOST_WILDCARDS = 10;
/** Of all patterns of a request together, with the wildcards around them. */
const LONGEST_TOGETHER = 500;

/** Comparisons that look at every place of a text. */
const PATTERNS = new Set(['like', 'contains']);

interface Condition {
  readonly column: ColumnDefinition;
  readonly operator: string;
  readonly values: readonly SqlValue[];
}

/**
 * A sent pattern as the engines take it: without wildcards of its own it is wanted anywhere.
 *
 * @throws ApiError 400 `invalid-filter`
 */
export function patternOf(column: ColumnDefinition, sent: string, parameter: string): string {
  const wildcards = sent.length > LONGEST ? 0 : (sent.match(/[%_]/g)?.length ?? 0);
  if (sent.length > LONGEST || wildcards > MOST_WILDCARDS) throw hardPattern(parameter);
  const pattern = isoDay(column, sent);
  return pattern.includes('%') ? pattern : `%${pattern}%`;
}

/** @throws ApiError 400 `invalid-filter` for what is too long to be looked for inside of texts */
export function testLength(sent: string, parameter: string): void {
  if (sent.length > LONGEST) throw hardPattern(parameter);
}

/** @throws ApiError 400 `invalid-filter` for patterns that are too long together */
export function testPatterns(conditions: readonly Condition[]): void {
  let left = LONGEST_TOGETHER;
  for (const condition of conditions) {
    if (!PATTERNS.has(condition.operator)) continue;
    left -= String(condition.values[0]).length;
    if (left < 0) throw hardPattern(parameterOf(condition));
  }
}

/**
 * What the database said to the conditions of a list: `invalid-filter` with their names where one of
 * them is what it can not do, else the error as it came.
 */
export function refusedFilter(error: unknown, conditions: readonly Condition[]): unknown {
  switch (troubleOf(error)) {
    case 'hard-pattern': {
      const pattern = conditions.find(({ operator }) => PATTERNS.has(operator));
      return pattern ? hardPattern(parameterOf(pattern)) : error;
    }
    case 'incomparable': {
      const problems = conditions
        .filter(({ values }) => values.some((value) => BEYOND_UTF8MB3.test(String(value))))
        .map((each): Problem => ({ code: 'incomparable-text', field: parameterOf(each) }));
      return problems.length > 0 ? new ApiError(400, 'invalid-filter', { problems }) : error;
    }
    default:
      return error;
  }
}

/** What the three bytes of MySQL's old character set have no room for. */
const BEYOND_UTF8MB3 = /[\u{10000}-\u{10ffff}]/u;

function hardPattern(field: string): ApiError {
  const params = { letters: LONGEST, wildcards: MOST_WILDCARDS, all: LONGEST_TOGETHER };
  const problem = { code: 'pattern-too-hard', field, params };
  return new ApiError(400, 'invalid-filter', { problems: [problem] });
}

function parameterOf({ column, operator }: Condition): string {
  const suffix = /^[a-z]/.test(operator) ? `_${operator}` : '';
  return `filter[${column.name}${suffix}]`;
}
