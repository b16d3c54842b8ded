import { describe, expect, it } from 'vitest';
import { isStockEffect, stockEffect } from './line-stock.js';

describe('the effect of a line on stock', () => {
  it.each([
    [1, 3, 1, { cantidad: 2, reservada: 0, pterecibir: 0 }],
    [-1, 3, 1, { cantidad: -2, reservada: 0, pterecibir: 0 }],
    [2, 3, 1, { cantidad: 0, reservada: 0, pterecibir: 2 }],
    [-2, 3, 1, { cantidad: 0, reservada: 2, pterecibir: 0 }],
    [0, 3, 1, { cantidad: 0, reservada: 0, pterecibir: 0 }],
    // Never more served than there is, on either side of zero.
    [-2, 3, 5, { cantidad: 0, reservada: 0, pterecibir: 0 }],
    [-1, -3, -5, { cantidad: 0, reservada: 0, pterecibir: 0 }],
    [-1, -3, -1, { cantidad: 2, reservada: 0, pterecibir: 0 }],
    // As exact as stock is kept.
    [-2, 1.2345, 0, { cantidad: 0, reservada: 1.235, pterecibir: 0 }],
    [-1, 0.1 + 0.2, 0, { cantidad: -0.3, reservada: 0, pterecibir: 0 }],
  ])('of mode %d, %d units, %d served', (actualizastock, cantidad, servido, effect) => {
    expect(stockEffect({ actualizastock, cantidad, servido })).toEqual(effect);
  });

  it.each([
    [-2, true],
    [2, true],
    [3, false],
    [0.5, false],
  ])('%d is a mode: %s', (mode, expected) => {
    expect(isStockEffect(mode)).toBe(expected);
  });
});
