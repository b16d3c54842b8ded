import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { withMembers } from '../../kernel/http/routes/json-writer.js';
import { insertStatement } from '../life-cycle/statements.js';
import { Code, GeneratedKey, Integer, LongText, Model, Text } from '../registry/decorators.js';
import { Registry } from '../registry/registry.js';
import { createSchemaMigration } from '../schema/create-schema.migration.js';
import { entitySchemas } from '../schema/entity-schemas.js';
import { ExpansionReader } from './expansion-reader.js';
import { Expansions } from './expansions.js';

@Model({ name: 'Shelf', resource: 'shelves', table: 'shelf', description: 'A shelf' })
class Shelf {
  @Code(8, 'Code', { key: true })
  code!: string;
}

@Model({ name: 'Book', resource: 'books', table: 'book', description: 'A book' })
class Book {
  @GeneratedKey('Number')
  id!: number;

  @Code(8, 'Shelf', { hidden: true })
  shelf!: string | null;

  @Text(8, 'The room is free text', {})
  room!: string | null;

  @Integer('Position')
  position!: number | null;

  @LongText('Title', { shown: { as: (stored) => `${stored}!` } })
  title!: string;
}

const registry = new Registry([Shelf, Book]);
const expansions = new Expansions(registry, [
  {
    name: 'books',
    parent: 'shelf',
    child: Book,
    column: 'shelf',
    order: [{ column: 'position', nullAs: 2 }, { column: 'title' }],
  },
  { name: 'inRoom', parent: 'shelf', child: Book, column: 'room' },
]).of(registry.of(Shelf));

const BOOKS = [
  { id: 1, shelf: 'A1', room: 'Ñ', position: 3, title: 'x' },
  { id: 2, shelf: 'a1', room: 'n', position: null, title: 'y' },
  { id: 3, shelf: 'A1', room: 'a', position: 1, title: 'z' },
  { id: 4, shelf: 'B2', room: null, position: 1, title: 'b' },
  { id: 5, shelf: 'B2', room: 'ñ ', position: 1, title: 'Á' },
  { id: 6, shelf: null, room: 'C', position: 1, title: 'none' },
];

describeEngines('expansion reader', (engine) => {
  let opened: TestDatabase;
  let reader: ExpansionReader;

  beforeAll(async () => {
    opened = await openEngine(engine, {
      entities: entitySchemas(registry, engine === 'mysql' ? 'mysql' : 'sqlite'),
      migrations: [createSchemaMigration(registry)],
    });
    const { database } = opened;
    await database.transaction(async (connection) => {
      for (const book of BOOKS) {
        const { text, values } = insertStatement(registry.of(Book), [book], database.dialect);
        await connection.run(text, values);
      }
    });
    reader = new ExpansionReader(database);
  });
  afterAll(() => opened.close());

  it('gives each record its lists, as the database compares and sorts', async () => {
    const membersOf = await reader.members(expansions, ['A1', 'b2', 'N', 'zz']);
    const record = (key: string) => JSON.parse(withMembers('{"a":1}', membersOf?.(key) ?? ''));
    const numbers = (key: string) => {
      const { books, inRoom, ...others } = record(key);
      expect(others).toEqual({ a: 1 });
      return [books, inRoom].map((list: { id: number }[]) => list.map(({ id }) => id));
    };
    expect(numbers('A1')).toEqual([[3, 2, 1], []]);
    expect(numbers('b2')).toEqual([[5, 4], []]);
    expect(numbers('N')).toEqual([[], [1, 2, 5]]);
    expect(numbers('zz')).toEqual([[], []]);
    // Hidden columns stay so, and shown ones go out as they are shown.
    expect(record('b2').books[1]).toEqual({ id: 4, room: null, position: 1, title: 'b!' });
  });

  it('reads nothing of several records that would take too much, and all of one', async () => {
    const { database } = opened;
    await database.transaction(async (connection) => {
      const books = Array.from({ length: 40 }, (_, at) => ({
        ...{ id: 100 + at, shelf: at % 2 ? 'L1' : 'L2', room: null, position: at },
        title: 'long '.repeat(12_000),
      }));
      for (const book of books) {
        const { text, values } = insertStatement(registry.of(Book), [book], database.dialect);
        await connection.run(text, values);
      }
    });
    expect(await reader.members(expansions, ['L1', 'L2'])).toBeNull();
    const { books } = JSON.parse(
      withMembers('{"a":1}', (await reader.members(expansions, ['L1']))?.('L1') ?? ''),
    ) as { books: { id: number }[] };
    expect(books.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => 101 + 2 * at));
  });

  it('asks once for each name, for a power of two of keys', async () => {
    const [rows, within] = [
      vi.spyOn(opened.database, 'rows'),
      vi.spyOn(opened.database, 'rowsWithin'),
    ];
    for (const [keys, places] of [
      [1, 1],
      [2, 2],
      [3, 4],
      [5, 8],
      [500, 512],
      [1000, 1024],
    ] as const) {
      rows.mockClear();
      within.mockClear();
      const wanted = Array.from({ length: keys }, (_, index) => `K${index}`);
      await reader.members(expansions, ['A1', ...wanted.slice(1)]);
      const sent = [
        ...rows.mock.calls.map(([, values]) => values?.length),
        ...within.mock.calls.map(([, , values]) => values?.length),
      ];
      expect(sent).toEqual([places, places]);
    }
    rows.mockClear();
    within.mockClear();
    expect((await reader.members(expansions, []))?.('A1')).toBe(',"books":[],"inRoom":[]');
    expect([...rows.mock.calls, ...within.mock.calls]).toEqual([]);
  });
});
