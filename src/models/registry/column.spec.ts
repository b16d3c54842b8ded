import { describe, expect, it } from 'vitest';
import {
  comparisonOf,
  databaseType,
  fromDatabase,
  isLetters,
  toDatabase,
  type ColumnDefinition,
  type ColumnKind,
} from './column.js';

const KINDS: readonly ColumnKind[] = [
  'code',
  'text',
  'longText',
  'integer',
  'real',
  'money',
  'boolean',
  'day',
  'time',
  'moment',
  'json',
];

describe('databaseType', () => {
  it.each([
    ['code', 'varchar(10)'],
    ['text', 'varchar(10)'],
    ['longText', 'text'],
    ['integer', 'int(11)'],
    ['real', 'double'],
    ['money', 'double'],
    ['boolean', 'tinyint(1)'],
    ['day', 'date'],
    ['time', 'time'],
    ['moment', 'timestamp'],
    ['json', 'text'],
  ] as const)('of %s is %s', (kind, type) => {
    expect(databaseType(column(kind))).toBe(type);
  });
});

describe('comparisonOf', () => {
  it('ignores accents in free text only', () => {
    const byKind = Object.fromEntries(KINDS.map((kind) => [kind, comparisonOf(column(kind))]));
    expect(byKind).toEqual({
      code: 'code',
      text: 'text',
      longText: 'text',
      json: 'code',
      integer: 'number',
      real: 'number',
      money: 'number',
      boolean: 'number',
      day: 'time',
      time: 'time',
      moment: 'time',
    });
  });
});

describe('toDatabase', () => {
  it('binds nothing as NULL, whatever the kind', () => {
    for (const kind of KINDS) {
      expect(toDatabase(column(kind), null)).toBeNull();
      expect(toDatabase(column(kind), undefined)).toBeNull();
    }
  });

  it.each([
    ['integer', 5, 5],
    ['real', 1.5, 1.5],
    ['boolean', true, 1],
    ['boolean', false, 0],
    ['day', '2026-02-03', '2026-02-03'],
    ['text', 'ñ', 'ñ'],
    ['text', 1, '1'],
    ['code', 1.5, '1.5'],
    ['longText', 0, '0'],
    ['json', { a: [1] }, '{"a":[1]}'],
    ['json', 'text', '"text"'],
    ['json', false, 'false'],
  ] as const)('binds for %s the value %j as %j', (kind, value, bound) => {
    expect(toDatabase(column(kind), value)).toBe(bound);
  });

  it.each([{ a: 1 }, [1], new Date(), Symbol('x'), () => 1, 1n])(
    'refuses what no column holds',
    (value) => {
      for (const kind of KINDS.filter((each) => each !== 'json')) {
        expect(() => toDatabase(column(kind), value)).toThrow(TypeError);
      }
    },
  );
});

describe('fromDatabase', () => {
  const required = { nullable: false };

  it.each([
    ['boolean', 1, true],
    ['boolean', '1', true],
    ['boolean', 0, false],
    ['boolean', 2, false],
    ['integer', '50', 50],
    ['integer', 2.9, 2],
    ['real', '1.50', 1.5],
    ['money', 0.1, 0.1],
    ['day', '2026-02-03', '2026-02-03'],
    ['day', '', null],
    ['moment', '2026-02-03 10:20:30', '2026-02-03 10:20:30'],
    ['text', 'x', 'x'],
    ['text', 7, '7'],
    ['json', '{"a":1}', { a: 1 }],
    ['json', 'no JSON', 'no JSON'],
    ['json', '', []],
  ] as const)('reads for %s the value %j as %j', (kind, stored, value) => {
    expect(fromDatabase(column(kind), stored)).toEqual(value);
  });

  it('reads NULL as nothing where the column may hold none', () => {
    for (const kind of KINDS.filter((each) => each !== 'json')) {
      expect(fromDatabase(column(kind), null)).toBeNull();
    }
    expect(fromDatabase(column('json'), null)).toEqual([]);
  });

  it.each([
    ['boolean', false],
    ['integer', 0],
    ['real', 0],
    ['money', 0],
    ['text', ''],
    ['code', ''],
    ['longText', ''],
    ['day', null],
  ] as const)('reads NULL in a required column of %s as %j', (kind, value) => {
    expect(fromDatabase(column(kind, required), null)).toBe(value);
  });

  it('reads NULL in a key as no key', () => {
    expect(fromDatabase(column('integer', { ...required, key: true }), null)).toBeNull();
  });
});

describe('isLetters', () => {
  it('holds for columns of text', () => {
    expect(KINDS.filter((kind) => isLetters(column(kind)))).toEqual([
      'code',
      'text',
      'longText',
      'json',
    ]);
  });
});

function column(kind: ColumnKind, options: Partial<ColumnDefinition> = {}): ColumnDefinition {
  return {
    name: 'x',
    kind,
    description: 'A column',
    length: 10,
    nullable: true,
    default: null,
    key: false,
    generated: false,
    hidden: false,
    searchable: true,
    protected: false,
    ...options,
  };
}
