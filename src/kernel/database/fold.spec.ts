import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../test/support/place.js';
import { fold, foldCode, foldPattern } from './fold.js';

describe('fold', () => {
  it.each([
    ['CAFÉ', 'cafe'],
    ['Ñandú ', 'nandu'],
    ['Straße', 'strasse'],
    ['ŁódźØrstedÆon', 'lodzorstedaeon'],
    ['ΑΘΉΝΑ', 'αθηνα'],
    ['1ª', '1a'],
    ['\u0000a\u200b\u001f', 'a'],
    ['   ', ''],
    ['', ''],
    ['   ', ''],
  ])('%j compares as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('has signs in the order of the collation, all before digits and letters', () => {
    const signs = Array.from(' `^_-,;:!?.\'"()[]{}@*/\\&#%+<=>|~$09az');
    expect(signs.toSorted(byFold)).toEqual(signs);
    expect(new Set(signs.map((sign) => fold(`${sign}x`)[0])).size).toBe(signs.length);
  });

  it('walks once through blanks and marks, however many there are', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(fold(`${blanks}x ${blanks}`)).toHaveLength(1_000_001);
    expect(foldCode(`${blanks}x `)).toBe(`${blanks}x`);
    expect(fold(`e${'\u0301\u0316'.repeat(200_000)}x`)).toBe('ex');
  });

  it('leaves the wildcards of a pattern', () => {
    expect(foldPattern('Á_b%')).toBe('a_b%');
    expect(foldPattern('a.b')).toBe(fold('a.b'));
  });

  it('leaves the signs of a code', () => {
    expect(foldCode('HP_0-É.+ ')).toBe('hp_0-e.+');
  });
});

/** As SQLite has it: by bytes of UTF-8. */
function byFold(a: string, b: string): number {
  return Buffer.compare(Buffer.from(fold(a)), Buffer.from(fold(b)));
}

const LETTERS = Array.from('abcxyzABCñÑçéÜøØßæœłđıªº0189');
const SIGNS = Array.from('  _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$·€¿¡°´’“”–«»§©®±¬¦¤¢£¥¨¸¯¹²³¼½¾×÷');
const EXTENDED = Array.from({ length: 0x17f - 0xa1 }, (_, index) =>
  String.fromCharCode(0xa1 + index),
);
const TEXT = fc
  .array(fc.constantFrom(...LETTERS, ...LETTERS, ...SIGNS, ...EXTENDED), { maxLength: 5 })
  .map((letters) => letters.join(''));

describe.runIf(process.env.TEST_MYSQL_URL)('texts on both engines', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('sort alike, and are equal alike', async () => {
    const { connection } = database;
    await connection.query(
      'CREATE TABLE texts (id int PRIMARY KEY, one varchar(20), other varchar(20)) ' +
        'DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci',
    );
    await connection.query('SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci');
    const pairs = fc.sample(fc.tuple(TEXT, TEXT), { seed: 20261128, numRuns: 4000 });
    const alone = EXTENDED.flatMap((sign) => SIGNS.map((other): [string, string] => [sign, other]));
    const all = [...pairs, ...alone];
    await connection.query('INSERT INTO texts VALUES ?', [
      all.map(([one, other], id) => [id, one, other]),
    ]);
    const [rows] = await connection.query(
      'SELECT id, one < other AS less, one = other AS same FROM texts ORDER BY id',
    );
    const differing = (rows as { id: number; less: number; same: number }[]).filter(
      ({ id, less, same }) => {
        const [one, other] = all[id] ?? ['', ''];
        const order = byFold(one, other);
        return order < 0 !== (less === 1) || (order === 0) !== (same === 1);
      },
    );
    expect(differing.map(({ id }) => all[id])).toEqual([]);
  });
});
