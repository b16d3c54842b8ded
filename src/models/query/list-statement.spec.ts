import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../test/support/sample-model.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { MYSQL, SQLITE, type Dialect } from '../../kernel/database/dialect.js';
import { fold } from '../../kernel/database/fold.js';
import { parseFields } from '../../kernel/http/body/form-fields.js';
import { IgnoredParameters } from './ignored-parameters.js';
import { parseListQuery } from './list-query.js';
import { conditionsOf, countStatement, pageStatement, type Position } from './list-statement.js';

describe('conditions', () => {
  it.each([
    ['', '', []],
    ['filter[integer_gt]=1', '(`integer` > ?)', [1]],
    ['filter[text]=Ñ', '(`text` = ?)', ['Ñ']],
    ['filter[text_neq]=a', '(`text` != ?)', ['a']],
    ['filter[text_null]=1', '(`text` IS NULL)', []],
    ['filter[text_notnull]=1', '(`text` IS NOT NULL)', []],
    [`filter[text]=a'`, '(`text` IN (?, ?))', [`a'`, 'a&#39;']],
    [`filter[text_neq]=a'`, '(`text` NOT IN (?, ?))', [`a'`, 'a&#39;']],
    [`filter[text_in]=a',b`, '(`text` IN (?, ?, ?))', [`a'`, 'a&#39;', 'b']],
    [`filter[text_gt]=a'`, '(`text` > ?)', ['a&#39;']],
    ['filter[code_in]=a,b', '(`code` IN (?, ?))', ['a', 'b']],
    ['filter[text_like]=Ñ', "(LOWER(`text`) LIKE LOWER(?) ESCAPE '|')", ['%Ñ%']],
    ['filter[text_like]=a|%25', "(LOWER(`text`) LIKE LOWER(?) ESCAPE '|')", ['a||%']],
    ['filter[real_like]=1.5', "(LOWER(`real`) LIKE LOWER(?) ESCAPE '|')", ['%1.5%']],
    [
      'filter[text]=a&filter[code]=b&filter[real]=1&operation[code]=OR',
      '(`text` = ? OR `code` = ? AND `real` = ?)',
      ['a', 'b', 1],
    ],
    ['filter[text]=a&filter[code]=b&operation[text]=OR', '(`text` = ? AND `code` = ?)', ['a', 'b']],
    [
      'filter[text]=a&filter[code]=b&operation[code]=OR&integer=5&boolean=1',
      '(`text` = ? OR `code` = ?) AND `integer` = ? AND `boolean` = ?',
      ['a', 'b', 5, 1],
    ],
    ['integer=5', '`integer` = ?', [5]],
    ['longText=5|%25a', "LOWER(`longText`) LIKE LOWER(?) ESCAPE '|'", ['%5|||%a%']],
    ['filter[integer]=null', '(1 = 0)', []],
    ['filter[integer_gt]=null', '(1 = 0)', []],
    ['filter[integer_in]=null,5', '(`integer` IN (?))', [5]],
    ['filter[text]=null', '(`text` = ?)', ['null']],
  ])('of %j on MySQL are %s', (query, text, values) => {
    expect(conditions(query, MYSQL)).toEqual({ text, values });
  });

  it.each([
    ['filter[text]=Ñ ', '("text__fold" = ?)', ['n']],
    ['filter[code]=Ñ', '("code" = ?)', ['n']],
    ['filter[text_null]=1', '("text" IS NULL)', []],
    ['filter[text_in]=Á,É', '("text__fold" IN (?, ?))', ['a', 'e']],
    ['filter[text_like]=Ñ', '(instr("text__fold", ?) > 0)', ['n']],
    ['filter[text_like]=Ñ%25', '("text__fold" LIKE ?)', ['n%']],
    [`filter[text]=a'`, '("text__fold" IN (?, ?))', [fold(`a'`), fold('a&#39;')]],
    ['filter[day_gte]=22-11-2026', '("day" >= ?)', ['2026-11-22']],
  ])('of %j on the embedded engine are %s', (query, text, values) => {
    expect(conditions(query, SQLITE)).toEqual({ text, values });
  });

  it('hold as many values as places', () => {
    const query =
      'filter[text_in]=a,b,c&filter[text_like]=x&filter[real_gt]=1&filter[day_null]=&code=z&id=1';
    for (const dialect of [MYSQL, SQLITE]) {
      const { text, values } = conditions(query, dialect);
      expect(text.match(/\?/g)).toHaveLength(values.length);
    }
  });
});

describe('count', () => {
  it('is over the same conditions', () => {
    const where = conditions('integer=5', MYSQL);
    expect(countStatement(SAMPLE, where, MYSQL)).toEqual({
      text: 'SELECT COUNT(*) FROM `sample` WHERE `integer` = ?',
      values: [5],
    });
    expect(countStatement(SAMPLE, conditions('', SQLITE), SQLITE)).toEqual({
      text: 'SELECT COUNT(*) FROM "sample"',
      values: [],
    });
  });
});

describe('page', () => {
  it.each([
    ['fields=id,text', 'SELECT `id`, `text` FROM `sample` ORDER BY `id` LIMIT 50', []],
    ['fields=id&limit=5&offset=7', 'SELECT `id` FROM `sample` ORDER BY `id` LIMIT 5 OFFSET 7', []],
    ['fields=id&limit=0&offset=7', 'SELECT `id` FROM `sample` ORDER BY `id`', []],
    [
      'fields=id&integer=5&sort[text]=DESC',
      'SELECT `id` FROM `sample` WHERE `integer` = ? ORDER BY `text` DESC, `id` LIMIT 50',
      [5],
    ],
    [
      'fields=id&sort[integer:code]=ASC',
      'SELECT `id` FROM `sample` ORDER BY CAST(`code` AS unsigned), `id` LIMIT 50',
      [],
    ],
    [
      'fields=id&sort[integer:real]=ASC',
      'SELECT `id` FROM `sample` ORDER BY ROUND(`real`), `id` LIMIT 50',
      [],
    ],
  ])('of %j', (query, text, values) => {
    expect(page(query, MYSQL)).toEqual({ text, values });
  });

  it('sorts free text folded on the embedded engine, and codes with their signs in order', () => {
    const code = SQLITE.orderOperand('code', 'code');
    expect(page('fields=id&sort[text]=ASC&sort[code]=DESC', SQLITE).text).toBe(
      `SELECT "id" FROM "sample" ORDER BY "text__fold", ${code} DESC, "id" LIMIT 50`,
    );
  });

  it('far away is found by its keys alone', () => {
    expect(page('fields=id,text&integer=5&limit=10&offset=90000', MYSQL)).toEqual({
      text:
        'SELECT `id`, `text` FROM (SELECT `id` AS page_key FROM `sample` WHERE `integer` = ? ' +
        'ORDER BY `id` LIMIT 10 OFFSET 90000) AS page ' +
        'JOIN `sample` ON `sample`.`id` = page.page_key ORDER BY `id`',
      values: [5],
    });
  });
});

describe('page from a position', () => {
  it.each([
    ['', [7], false, '(`id` > ?)', [7]],
    ['', [7], true, '(`id` >= ?)', [7]],
    ['sort[id]=DESC', [7], false, '(`id` < ?)', [7]],
    ['sort[text]=ASC', ['b', 7], false, '(`text` > ? OR `text` = ? AND `id` > ?)', ['b', 'b', 7]],
    [
      'sort[text]=DESC',
      ['b', 7],
      false,
      '((`text` < ? OR `text` IS NULL) OR `text` = ? AND `id` > ?)',
      ['b', 'b', 7],
    ],
    ['sort[money]=DESC', [2, 7], true, '(`money` < ? OR `money` = ? AND `id` >= ?)', [2, 2, 7]],
    [
      'sort[text]=ASC',
      [null, 7],
      false,
      '(`text` IS NOT NULL OR `text` IS NULL AND `id` > ?)',
      [7],
    ],
    ['sort[text]=DESC', [null, 7], false, '(`text` IS NULL AND `id` > ?)', [7]],
    [
      'sort[text]=ASC&sort[real]=DESC',
      ['b', 1.5, 7],
      false,
      '(`text` > ? OR `text` = ? AND (`real` < ? OR `real` IS NULL) ' +
        'OR `text` = ? AND `real` = ? AND `id` > ?)',
      ['b', 'b', 1.5, 'b', 1.5, 7],
    ],
  ] as [string, SqlValue[], boolean, string, SqlValue[]][])(
    '%j after %j (%j) is %s',
    (query, values, inclusive, condition, bound) => {
      const { text, values: all } = page(`fields=id&${query}`, MYSQL, { values, inclusive });
      expect(text).toContain(` WHERE ${condition} ORDER BY `);
      expect(all).toEqual(bound);
    },
  );

  it('keeps the conditions of the list', () => {
    const from = { values: [7], inclusive: false };
    expect(page('fields=id&filter[text]=a&filter[code]=b&operation[code]=OR', MYSQL, from)).toEqual(
      {
        text:
          'SELECT `id` FROM `sample` WHERE (`text` = ? OR `code` = ?) AND (`id` > ?) ' +
          'ORDER BY `id` LIMIT 50',
        values: ['a', 'b', 7],
      },
    );
  });

  it('compares folded texts on the embedded engine', () => {
    const from = { values: ['Ñ', 7], inclusive: false };
    expect(page('fields=id&sort[text]=ASC', SQLITE, from)).toMatchObject({
      values: ['n', 'n', 7],
      text: expect.stringContaining('"text__fold" > ?') as string,
    });
  });
});

function conditions(text: string, dialect: Dialect) {
  return conditionsOf(parseListQuery(SAMPLE, parseFields(text), new IgnoredParameters()), dialect);
}

function page(text: string, dialect: Dialect, from?: Position) {
  const query = parseListQuery(SAMPLE, parseFields(text), new IgnoredParameters());
  const where = conditionsOf(query, dialect);
  return pageStatement(SAMPLE, { ...query, where, ...(from && { from }) }, dialect);
}
