import { describe, expect, it } from 'vitest';
import { Translator } from './translator.js';

const translator = new Translator(
  {
    es_ES: { greeting: 'Hola, %name%', long: 'El campo %field% admite %max%' },
    en_EN: { greeting: 'Hello, %name%', long: 'Field %field% takes %max%' },
  },
  'es_ES',
);

describe('translator', () => {
  it('speaks the language of the server unless told otherwise', () => {
    expect(translator.text('greeting', { name: 'Ada' })).toBe('Hola, Ada');
    expect(translator.text('greeting', { name: 'Ada' }, 'en_EN')).toBe('Hello, Ada');
  });

  it('shows a key that has no text', () => {
    expect(translator.text('unheard-of')).toBe('unheard-of');
    expect(translator.text('')).toBe('');
  });

  it('leaves a place without value as it is', () => {
    expect(translator.text('greeting')).toBe('Hola, %name%');
    expect(translator.text('greeting', { other: 1 })).toBe('Hola, %name%');
  });

  it('puts values in as they are', () => {
    expect(translator.text('greeting', { name: '%name% $& $1' })).toBe('Hola, %name% $& $1');
    expect(translator.text('greeting', { name: 0 })).toBe('Hola, 0');
    expect(translator.text('greeting', { name: '' })).toBe('Hola, ');
  });

  it('knows no keys and values but its own', () => {
    expect(translator.text('constructor')).toBe('constructor');
    expect(translator.text('__proto__')).toBe('__proto__');
    expect(translator.text('%toString%')).toBe('%toString%');
  });

  it('names the field of a problem', () => {
    const problem = { code: 'long', field: 'nombre', params: { max: 5 } };
    expect(translator.problem(problem)).toBe('El campo nombre admite 5');
    expect(translator.problem(problem, 'en_EN')).toBe('Field nombre takes 5');
  });

  it('prefers what the problem says of its field', () => {
    const problem = { code: 'long', field: 'a', params: { field: 'b', max: 1 } };
    expect(translator.problem(problem)).toBe('El campo b admite 1');
  });
});
