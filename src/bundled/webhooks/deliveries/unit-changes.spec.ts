import { GeneratedKey, Integer, Model, Registry, Text } from 'facturanest/plugin';
import { describe, expect, it } from 'vitest';
import { UnitChanges } from './unit-changes.js';

@Model({ name: 'Thing', resource: 'things', table: 'things', description: 'Anything.' })
class Thing {
  @GeneratedKey('Key')
  id!: number;
  @Integer('Status')
  idestado!: number | null;
  @Text(10, 'Text')
  text!: string | null;
  @Text(10, 'Hidden', { hidden: true })
  hidden!: string | null;
}

const MODEL = new Registry([Thing]).ofTable('things');
const thing = (values: Partial<Thing>): Thing =>
  Object.assign(new Thing(), { id: 1, idestado: 1, text: 'a', hidden: 'x' }, values);

describe('what a unit of work did', () => {
  const [a, b, c] = [thing({}), thing({ text: 'b' }), thing({ text: 'c' })];

  const told = (...notes: readonly (readonly [Thing | null, Thing | null])[]) => {
    const changes = new UnitChanges();
    for (const [before, after] of notes) changes.note(MODEL, before, after);
    return [...changes.occurrences(MODEL, [])].map(({ kind, record, before }) => [
      kind,
      (record as Thing).text,
      before && (before as Thing).text,
    ]);
  };

  it.each([
    ['made', [[null, a]], [['created', 'a', null]]],
    ['changed', [[a, b]], [['updated', 'b', 'a']]],
    ['deleted', [[a, null]], [['deleted', 'a', null]]],
    [
      'made and changed',
      [
        [null, a],
        [a, b],
      ],
      [['created', 'b', null]],
    ],
    [
      'changed twice',
      [
        [a, b],
        [b, c],
      ],
      [['updated', 'c', 'a']],
    ],
    [
      'changed and changed back',
      [
        [a, b],
        [b, a],
      ],
      [],
    ],
    [
      'made and deleted',
      [
        [null, a],
        [a, null],
      ],
      [],
    ],
    [
      'changed and deleted',
      [
        [a, b],
        [b, null],
      ],
      [['deleted', 'a', null]],
    ],
    [
      'deleted and made again',
      [
        [a, null],
        [null, b],
      ],
      [['updated', 'b', 'a']],
    ],
  ] as const)('to a record that was %s', (_, notes, expected) => {
    expect(told(...notes)).toEqual(expected);
  });

  it('to what nobody is shown is nothing', () => {
    expect(told([a, thing({ hidden: 'y' })])).toEqual([]);
  });

  it('to the status of a document is told twice', () => {
    expect(told([a, thing({ idestado: 2 })]).map(([kind]) => kind)).toEqual(['updated', 'state']);
  });

  it('is told as it is stored in the end', () => {
    const changes = new UnitChanges();
    changes.note(MODEL, null, a);
    changes.note(MODEL, thing({ id: 2 }), null);
    expect(changes.keysOf(MODEL)).toEqual([1]);
    const [created] = changes.occurrences(MODEL, [c]);
    expect(created?.record).toBe(c);
  });
});
