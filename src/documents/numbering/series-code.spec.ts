import { describe, expect, it } from 'vitest';
import { seriesCodeProposals } from './series-code.js';

const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

describe('seriesCodeProposals', () => {
  it.each([
    ['Manual tres', ['M', 'MA', 'MAN', 'MANU']],
    ['2 de mayo', ['2', '2D', '2DE', '2DEM']],
    ['ñ/z', ['Z']],
    ['', []],
    ['***', []],
  ])('%s', (descripcion, prefixes) => {
    const letters = ALPHABET.filter((letter) => !prefixes.includes(letter));
    expect(seriesCodeProposals(descripcion)).toEqual([...prefixes, ...letters]);
  });
});
