import { describe, expect, it } from 'vitest';
import {
  Bool,
  Code,
  Day,
  declaredModel,
  GeneratedKey,
  Integer,
  Model,
  Money,
  Real,
  setting,
  Text,
  to,
  today,
} from './decorators.js';
import { ModelDefinition } from './model-definition.js';
import { Registry } from './registry.js';

@Model({ name: 'Shelf', resource: 'shelves', table: 'shelf', description: 'A shelf' })
class Shelf {
  @Text(50, 'What stands on it')
  title!: string | null;

  @Code(4, 'Its code', { key: true })
  code!: string;

  @Text(20, 'Its secret', { hidden: true })
  secret!: string | null;
}

class Thing {
  @GeneratedKey('Number')
  id!: number;

  @Money('Price', { required: true, default: 0 })
  price!: number;

  @Text(20, 'Name', { required: true })
  name!: string;

  @Code(4, 'Shelf', { references: to('shelf', 'CASCADE') })
  shelf!: string | null;
}

@Model({
  name: 'Book',
  resource: 'books',
  table: 'book',
  description: 'A book',
  unique: [{ name: 'uniq_book', columns: ['name', 'shelf'] }],
})
class Book extends Thing {
  @Bool('Lent', { default: false, initial: true })
  lent!: boolean | null;

  @Text(99, 'Name, longer than that of other things', { required: true })
  declare name: string;

  @Day('Bought on', { initial: today })
  bought!: string | null;
}

@Model({ name: 'Loan', resource: 'loans', table: 'loan', description: 'A loan' })
class Loan {
  @GeneratedKey('Number')
  id!: number;

  @Integer('Book', { references: to('book.id', 'SET NULL') })
  book!: number | null;

  @Real('Fee', { protected: true, initial: setting('fee') })
  fee!: number | null;
}

@Model({ name: 'Fine', resource: 'fines', table: 'fine', description: 'A fine' })
class Fine {
  @GeneratedKey('Number')
  id!: number;

  @Integer('Loan', { references: to('loan', 'RESTRICT') })
  loan!: number | null;
}

describe('a declared model', () => {
  it('has the columns of its class in the order in which they are written', () => {
    expect(namesOf(Shelf)).toEqual(['title', 'code', 'secret']);
  });

  it('has inherited columns too, all in order of name, redeclared ones once', () => {
    expect(namesOf(Book)).toEqual(['bought', 'id', 'lent', 'name', 'price', 'shelf']);
    expect(new ModelDefinition(Book).column('name')?.length).toBe(99);
  });

  it('leaves the class that it inherits from as it was', () => {
    expect(() => declaredModel(Thing)).toThrow('Thing has no @Model');
    expect(namesOf(Shelf)).not.toContain('name');
  });

  it('knows of its columns what was written', () => {
    const book = new ModelDefinition(Book);
    expect(book.column('id')).toMatchObject({
      kind: 'integer',
      key: true,
      generated: true,
      nullable: false,
      default: null,
    });
    expect(book.column('price')).toMatchObject({ kind: 'money', nullable: false, default: '0' });
    expect(book.column('lent')).toMatchObject({
      nullable: true,
      default: '0',
      initial: { constant: true },
    });
    expect(book.column('bought')?.initial).toEqual({ clock: 'today' });
    expect(book.column('shelf')?.references).toEqual({ table: 'shelf', onDelete: 'CASCADE' });
    const loan = new ModelDefinition(Loan);
    expect(loan.column('book')?.references).toEqual({
      table: 'book',
      column: 'id',
      onDelete: 'SET NULL',
    });
    expect(loan.column('fee')).toMatchObject({ protected: true, initial: { setting: 'fee' } });
  });

  it('shows all but its hidden columns', () => {
    const shelf = new ModelDefinition(Shelf);
    expect(shelf.visible.map(({ name }) => name)).toEqual(['title', 'code']);
    expect(shelf.column('secret')?.hidden).toBe(true);
  });

  it('must have a key', () => {
    const shelf = new ModelDefinition(Shelf);
    const rest = shelf.columns.filter(({ key }) => !key);
    expect(() => shelf.withColumns(rest)).toThrow('Model Shelf has no key');
  });

  it('can be fitted to other columns', () => {
    const shelf = new ModelDefinition(Shelf);
    const fitted = shelf.withColumns(shelf.columns.slice(1));
    expect(fitted.visible.map(({ name }) => name)).toEqual(['code']);
    expect(fitted.column('title')).toBeUndefined();
    expect(fitted.entity).toBe(Shelf);
    expect(shelf.column('title')).toBeDefined();
  });
});

describe('registry', () => {
  const registry = new Registry([Shelf, Book, Loan, Fine]);

  it('finds a model by resource, name, table and class', () => {
    const book = registry.of(Book);
    expect(registry.ofResource('books')).toBe(book);
    expect(registry.ofName('Book')).toBe(book);
    expect(registry.ofTable('book')).toBe(book);
    expect(registry.all.map(({ name }) => name)).toEqual(['Shelf', 'Book', 'Loan', 'Fine']);
  });

  it('distinguishes case, and finds nothing where there is nothing', () => {
    for (const name of ['Books', 'book', '', '__proto__', 'constructor', 'books ']) {
      expect(registry.ofResource(name)).toBeUndefined();
    }
    expect(registry.ofName('books')).toBeUndefined();
    expect(() => registry.ofTable('books')).toThrow('No model is registered for books');
    expect(() => registry.of(Thing)).toThrow('No model is registered for Thing');
  });

  it('takes a fitted model in the place of the declared one', () => {
    const own = new Registry([Shelf, Book]);
    const fitted = own.of(Shelf).withColumns(own.of(Shelf).columns.slice(1));
    own.put(fitted);
    expect(own.of(Shelf)).toBe(fitted);
    expect(own.ofTable('shelf')).toBe(fitted);
    expect(own.ofResource('shelves')).toBe(fitted);
    expect(own.all).toHaveLength(2);
  });

  it('knows which tables a deletion reaches, through cascades and links that it clears', () => {
    expect([...registry.affectedByDelete('shelf')].sort()).toEqual(['book', 'loan', 'shelf']);
    expect([...registry.affectedByDelete('loan')]).toEqual(['loan']);
    expect([...registry.affectedByDelete('fine')]).toEqual(['fine']);
  });
});

function namesOf(entity: new () => object): string[] {
  return new ModelDefinition(entity).columns.map(({ name }) => name);
}
