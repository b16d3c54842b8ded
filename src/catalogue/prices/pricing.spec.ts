import { describe, expect, it } from 'vitest';
import {
  netInEuros,
  netSupplierPrice,
  priceOfMargin,
  priceOfRate,
  priceWithTax,
} from './pricing.js';

describe('priceOfRate', () => {
  it.each([
    // aplicar, x, y, max, min, cost, price, result
    ['pvp', 10, 2, false, false, 8, 20, 16],
    ['pvp', 10, 2, false, true, 17, 20, 17],
    ['coste', 25, 1, false, false, 8, 20, 11],
    ['coste', 25, 1, true, false, 18, 20, 20],
    ['pvp', -10, 0, true, false, 8, 20, 20],
    ['pvp', 10, 1, false, false, 10, 25, 21.5],
    ['coste', 50, 2, false, false, 10, 25, 17],
    ['coste', 25, 1, true, true, 30, 20, 30],
    ['other', 10, 2, false, false, 8, 20, 0],
    ['other', 10, 2, true, true, 8, 20, 8],
    ['pvp', null, null, false, false, 8, 20, 20],
    ['pvp', 33.333, 0, false, false, 8, 9.99, 6.6600333],
    ['pvp', 10, 0, false, false, 8, 0.7, 0.63],
  ])('%s x=%d y=%d max=%s min=%s cost=%d price=%d: %d', (...row) => {
    const [aplicar, valorx, valory, maxpvp, mincoste, coste, precio, expected] = row;
    const rate = { aplicar, valorx, valory, maxpvp, mincoste };
    expect(priceOfRate(rate, { coste, precio })).toBe(expected);
  });
});

describe('priceOfMargin', () => {
  it.each([
    // coste, margen, precio, result
    [8, 25, 3, 10],
    [6, 30, 50, 7.8],
    [7.5, 30, 50, 9.75],
    [1.23456, 10, 0, 1.35802],
    [8, 0, 50, 50],
    [8, -5, 50, 50],
    [0, 30, 50, 50],
  ])('cost %d, margin %d, price %d: %d', (coste, margen, precio, expected) => {
    expect(priceOfMargin({ coste, margen, precio })).toBe(expected);
  });
});

describe('priceWithTax', () => {
  it.each([
    // coste, precio, tipo, iva, result
    [0, 10, null, 21, 12.1],
    [0, 10, null, 0, 10],
    [4, 10, 'Normal', 21, 12.1],
    [4, 10, 'Segunda mano', 21, 11.26],
    [10, 10, 'Segunda mano', 21, 10],
    [15, 10, 'Segunda mano', 21, 10],
    [0, 0.123456, '', 21, 0.14938],
  ])('cost %d, price %d, type %s, tax %d: %d', (coste, precio, tipo, iva, expected) => {
    expect(priceWithTax({ coste, precio, tipo }, iva)).toBe(expected);
  });
});

describe('netSupplierPrice', () => {
  it.each([
    [10, 10, 5, 8.55],
    [10, 10, 0, 9],
    [12, 50, 0, 6],
    [9, 10, 0, 8.1],
    [10, 0, 0, 10],
    [10, 100, 5, 0],
    [10, -10, 0, 11],
    [9.99, 33.333, 12.5, 5.82753],
  ])('%d less %d and %d percent: %d', (precio, dtopor, dtopor2, expected) => {
    expect(netSupplierPrice(precio, dtopor, dtopor2)).toBe(expected);
  });
});

describe('netInEuros', () => {
  it.each([
    [10, 1.129, 8.8574],
    [9, 1, 9],
    [9, 0, 0],
    [9, null, 0],
  ])('%d at %d: %d', (neto, rate, expected) => {
    expect(netInEuros(neto, rate)).toBe(expected);
  });
});
