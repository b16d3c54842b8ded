import { describe, expect, it } from 'vitest';
import { splitName } from './person-name.js';

describe('splitName', () => {
  it.each([
    ['M3 Ana Perez Ruiz', 'M3', 'Ana Perez Ruiz'],
    ['Ana', 'Ana', ''],
    ['  Ana   Perez  Ruiz ', 'Ana', 'Perez  Ruiz'],
    ['Ana\tPerez\nRuiz', 'Ana', 'Perez\nRuiz'],
    ['', '', ''],
  ])('%j', (name, nombre, apellidos) => {
    expect(splitName(name)).toEqual({ nombre, apellidos });
  });
});
