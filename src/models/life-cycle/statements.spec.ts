import { describe, expect, it } from 'vitest';
import { Sample, SAMPLE } from '../../../test/support/sample-model.js';
import { MYSQL, SQLITE } from '../../kernel/database/dialect.js';
import type { Reader } from '../../kernel/database/connection.js';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import { RuleError } from '../../kernel/errors/problem.js';
import {
  findRecords,
  insertStatement,
  updateEachStatement,
  recordOf,
  updateStatement,
  whereClause,
} from './statements.js';

describe('whereClause', () => {
  it('is empty without conditions', () => {
    expect(whereClause(SAMPLE, {}, MYSQL)).toEqual({ text: '', values: [] });
  });

  it('binds every value, and asks for NULL by its name', () => {
    const where = { text: "x' OR 1=1", integer: null, boolean: true, day: undefined };
    expect(whereClause(SAMPLE, where, MYSQL)).toEqual({
      text: ' WHERE `text` IN (?, ?) AND `integer` IS NULL AND `boolean` = ? AND `day` IS NULL',
      values: ["x' OR 1=1", 'x&#39; OR 1=1', 1],
    });
  });

  it('finds texts with their entities too, but changes and deletes what is named', () => {
    expect(whereClause(SAMPLE, { text: ["a'", 'b'] }, MYSQL)).toEqual({
      text: ' WHERE `text` IN (?, ?, ?)',
      values: ["a'", 'a&#39;', 'b'],
    });
    expect(whereClause(SAMPLE, { text: "a'" }, MYSQL, true)).toEqual({
      text: ' WHERE `text` = ?',
      values: ["a'"],
    });
  });

  it('compares free text folded on the embedded engine, codes in their own column', () => {
    expect(whereClause(SAMPLE, { text: 'Ñ ', code: 'Ab', longText: null }, SQLITE)).toEqual({
      text: ' WHERE "text__fold" = ? AND "code" = ? AND "longText" IS NULL',
      values: ['n', 'ab'],
    });
  });

  it('knows the columns of the model only', () => {
    expect(() => whereClause(SAMPLE, { '1=1 OR id': 1 }, MYSQL)).toThrow(
      'Model Sample has no column 1=1 OR id',
    );
  });
});

describe('whereClause with a list', () => {
  it('asks for any of its values', () => {
    expect(whereClause(SAMPLE, { text: ['Ñ', 'b'], id: 3 }, SQLITE)).toEqual({
      text: ' WHERE "text__fold" IN (?, ?) AND "id" = ?',
      values: ['n', 'b', 3],
    });
  });
});

describe('updateEachStatement', () => {
  it('gives each record values of its own', () => {
    const records = [
      [7, { integer: 1, text: 'Ñ' }],
      [9, { integer: null, text: 'b' }],
    ] as const;
    expect(updateEachStatement(SAMPLE, records, MYSQL)).toEqual({
      text:
        'UPDATE `sample` SET `integer` = CASE `id` WHEN ? THEN ? WHEN ? THEN ? END, ' +
        '`text` = CASE `id` WHEN ? THEN ? WHEN ? THEN ? END WHERE `id` IN (?, ?)',
      values: [7, 1, 9, null, 7, 'Ñ', 9, 'b', 7, 9],
    });
    expect(updateEachStatement(SAMPLE, [[7, { text: 'Ñ' }]], SQLITE)).toEqual({
      text:
        'UPDATE "sample" SET "text" = CASE "id" WHEN ? THEN ? END, ' +
        '"text__fold" = CASE "id" WHEN ? THEN ? END WHERE "id" IN (?)',
      values: [7, 'Ñ', 7, 'n', 7],
    });
  });
});

describe('insertStatement', () => {
  it('writes several records at once', () => {
    const records = [{ text: 'a' }, { text: 'b' }];
    expect(insertStatement(SAMPLE, records, MYSQL)).toEqual({
      text: 'INSERT INTO `sample` (`text`) VALUES (?), (?)',
      values: ['a', 'b'],
    });
  });

  it('fills the columns that the record has, without an empty key', () => {
    const record = { id: null, text: 'Ñ', integer: 5, boolean: false, unknown: 1, day: undefined };
    expect(insertStatement(SAMPLE, [record], MYSQL)).toEqual({
      text: 'INSERT INTO `sample` (`text`, `integer`, `boolean`) VALUES (?, ?, ?)',
      values: ['Ñ', 5, 0],
    });
  });

  it('writes a key that was given', () => {
    expect(insertStatement(SAMPLE, [{ id: 7 }], MYSQL)).toEqual({
      text: 'INSERT INTO `sample` (`id`) VALUES (?)',
      values: [7],
    });
  });

  it('writes the folded text beside the text on the embedded engine', () => {
    expect(insertStatement(SAMPLE, [{ code: 'Ñ', text: 'ÑÁ ', longText: null }], SQLITE)).toEqual({
      text:
        'INSERT INTO "sample" ("code", "text", "text__fold", "longText", "longText__fold") ' +
        'VALUES (?, ?, ?, ?, ?)',
      values: ['Ñ', 'ÑÁ ', 'na', null, null],
    });
  });

  it.each([Infinity, -Infinity, NaN])('refuses %d, which only a rule can have come to', (real) => {
    expect(() => insertStatement(SAMPLE, [{ real }], MYSQL)).toThrow('real: number-out-of-range');
    expect(() => updateStatement(SAMPLE, { real }, { id: 1 }, SQLITE)).toThrow(RuleError);
  });

  it('writes lists and objects as JSON', () => {
    expect(insertStatement(SAMPLE, [{ json: [{ a: 'ñ' }] }], MYSQL).values).toEqual([
      '[{"a":"ñ"}]',
    ]);
  });
});

describe('updateStatement', () => {
  it('sets columns where others have a value', () => {
    expect(updateStatement(SAMPLE, { text: 'b', real: null }, { id: 3 }, MYSQL)).toEqual({
      text: 'UPDATE `sample` SET `text` = ?, `real` = ? WHERE `id` = ?',
      values: ['b', null, 3],
    });
  });

  it('sets the folded text too on the embedded engine', () => {
    expect(updateStatement(SAMPLE, { text: 'É' }, { text: 'È' }, SQLITE)).toEqual({
      text: 'UPDATE "sample" SET "text" = ?, "text__fold" = ? WHERE "text__fold" = ?',
      values: ['É', 'e', 'e'],
    });
  });

  it('knows the columns of the model only', () => {
    expect(() => updateStatement(SAMPLE, { nope: 1 }, { id: 3 }, MYSQL)).toThrow();
  });
});

describe('findRecords', () => {
  it('reads all columns in the order of the key', async () => {
    const { reader, asked } = readerOf(MYSQL);
    expect(await findRecords(reader, SAMPLE, { integer: 1 })).toEqual([]);
    const names = SAMPLE.columns.map(({ name }) => `\`${name}\``).join(', ');
    expect(asked).toEqual([
      [`SELECT ${names} FROM \`sample\` WHERE \`integer\` = ? ORDER BY \`id\``, [1]],
    ]);
  });

  it('orders, limits and locks as it is told', async () => {
    const options = { orderBy: ['text', 'id'], descending: true, limit: 2, lock: true };
    const onMysql = readerOf(MYSQL);
    await findRecords(onMysql.reader, SAMPLE, {}, options);
    expect(onMysql.asked[0]?.[0]).toMatch(
      / FROM `sample` ORDER BY `text` DESC, `id` DESC LIMIT 2 FOR UPDATE$/,
    );
    const embedded = readerOf(SQLITE);
    await findRecords(embedded.reader, SAMPLE, {}, options);
    expect(embedded.asked[0]?.[0]).toMatch(
      / FROM "sample" ORDER BY "text__fold" DESC, "id" DESC LIMIT 2$/,
    );
  });

  it('gives records of the class, typed', async () => {
    const row = SAMPLE.columns.map(
      ({ name }) => ({ id: 5, boolean: 1, json: '[1]' })[name] ?? null,
    );
    const [record] = await findRecords(readerOf(MYSQL, [row]).reader, SAMPLE, {});
    expect(record).toBeInstanceOf(Sample);
    expect(record).toMatchObject({ id: 5, boolean: true, json: [1], text: null, money: 0 });
    expect(recordOf(SAMPLE, row)).toEqual(record);
  });
});

function readerOf(dialect: typeof MYSQL, rows: SqlRow[] = []) {
  const asked: [string, unknown][] = [];
  const reader: Reader = {
    dialect,
    rows(sql, values) {
      asked.push([sql, values]);
      return Promise.resolve(rows);
    },
  };
  return { reader, asked };
}
