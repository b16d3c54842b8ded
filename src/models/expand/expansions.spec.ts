import { describe, expect, it } from 'vitest';
import { Answer } from '../../kernel/http/answer.js';
import { parseFields } from '../../kernel/http/body/form-fields.js';
import { IgnoredParameters } from '../query/ignored-parameters.js';
import { parseListQuery } from '../query/list-query.js';
import { Code, GeneratedKey, Integer, Model, Text } from '../registry/decorators.js';
import { Registry } from '../registry/registry.js';
import type { Expansion } from './expansion.js';
import { Expansions } from './expansions.js';

@Model({ name: 'Shelf', resource: 'shelves', table: 'shelf', description: 'A shelf' })
class Shelf {
  @Code(8, 'Code', { key: true })
  code!: string;

  @Text(8, 'A column whose name is a parameter')
  expand!: string | null;
}

@Model({ name: 'Book', resource: 'books', table: 'book', description: 'A book' })
class Book {
  @GeneratedKey('Number')
  id!: number;

  @Code(8, 'Shelf')
  shelf!: string | null;

  @Integer('Position')
  position!: number | null;
}

const BOOKS: Expansion = {
  name: 'books',
  parent: 'shelf',
  child: Book,
  column: 'shelf',
  order: [{ column: 'position', descending: true, nullAs: 0 }],
};
const ALIKE: Expansion = { name: 'alike', parent: 'shelf', child: Shelf, column: 'expand' };

const registry = () => new Registry([Shelf, Book]);

describe('expansions', () => {
  it('are those of the model, with a total order', () => {
    const models = registry();
    const expansions = new Expansions(models, [BOOKS, ALIKE]);
    const [books, alike] = expansions.of(models.of(Shelf));
    expect(books).toMatchObject({ name: 'books', child: models.of(Book) });
    expect(books?.column.name).toBe('shelf');
    expect(books?.order.map(({ column }) => column.name)).toEqual(['position', 'id']);
    expect(books?.order[0]).toMatchObject({ descending: true, nullAs: 0 });
    expect(alike?.order.map(({ column }) => column.name)).toEqual(['code']);
    expect(expansions.of(models.of(Book))).toEqual([]);
  });

  it('must fit the models', () => {
    const made = (...declared: Expansion[]) => new Expansions(registry(), declared);
    expect(() => made({ ...BOOKS, column: 'nope' })).toThrow('books of shelf: book has no column');
    expect(() => made({ ...BOOKS, order: [{ column: 'nope' }] })).toThrow('no column nope');
    expect(() => made({ ...BOOKS, name: 'code' })).toThrow('a column of the table has that name');
    expect(() => made(BOOKS, BOOKS)).toThrow('it is declared twice');
    expect(() => made({ ...BOOKS, parent: 'nope' })).toThrow('No model is registered for nope');
    expect(() => new Expansions(new Registry([Shelf]), [BOOKS])).toThrow('registered for Book');
  });

  it('follow the columns of the live tables', () => {
    const models = registry();
    const expansions = new Expansions(models, [BOOKS, ALIKE]);
    const names = () => expansions.of(models.of(Shelf)).map(({ name }) => name);
    const [shelf, book] = [models.of(Shelf), models.of(Book)];
    models.put(book.withColumns(book.columns.filter(({ name }) => name !== 'position')));
    expect(expansions.of(shelf)[0]?.order.map(({ column }) => column.name)).toEqual(['id']);
    models.put(book.withColumns(book.columns.filter(({ name }) => name !== 'shelf')));
    expect(names()).toEqual(['alike']);
    models.put(book);
    const [code] = shelf.columns;
    models.put(shelf.withColumns([...shelf.columns, { ...code!, key: false, name: 'books' }]));
    expect(names()).toEqual(['alike']);
  });

  it.each([
    ['', []],
    ['expand=', []],
    ['expand=,%20,', []],
    ['expand=books', ['books']],
    ['expand=alike,%20books,books', ['books', 'alike']],
    ['filter[expand]=books', []],
  ])('%j asks for %j', (text, names) => {
    expect(chosen(text)).toEqual(names);
  });

  it.each([
    ['expand=nope', []],
    ['expand=books,x,y,x', ['books']],
    ['expand=Books', []],
    ['expand[]=books', []],
  ])('%j is ignored as far as there is no such thing', (text, names) => {
    const ignored = new IgnoredParameters();
    expect(chosen(text, ignored)).toEqual(names);
    expect(ignored.named(Answer.of([])).headers).toEqual({ 'X-Ignored-Parameters': 'expand' });
  });

  it('are asked for by a parameter that is never a column', () => {
    const shelf = registry().of(Shelf);
    const query = parseFields('expand=books&code=a&filter[expand]=b');
    const parsed = parseListQuery(shelf, query, new IgnoredParameters());
    expect(parsed.bare.map(({ column }) => column.name)).toEqual(['code']);
    expect(parsed.filters.map(({ column }) => column.name)).toEqual(['expand']);
  });
});

function chosen(text: string, ignored = new IgnoredParameters()): string[] {
  const models = registry();
  const expansions = new Expansions(models, [BOOKS, ALIKE]);
  return expansions.chosen(models.of(Shelf), parseFields(text), ignored).map(({ name }) => name);
}
