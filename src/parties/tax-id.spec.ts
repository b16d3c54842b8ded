import { describe, expect, it } from 'vitest';
import { isTaxId } from './tax-id.js';

describe('isTaxId', () => {
  it.each([
    ['NIF', '00000014Z'],
    ['NIF', '12345678Z'],
    ['NIF', '12345678'],
    ['NIF', 'X1234567L'],
    ['NIF', 'B12345674'],
    ['NIF', 'b12345674'],
    ['NIF', 'P1234567D'],
    ['CIF', 'A58818501'],
    ['CIF', 'P1234567D'],
    ['CIF', 'p1234567d'],
    ['CIF', 'P12345674'],
    ['CIF', 'A00000000'],
    ['CIF', 'A0000000J'],
    ['NIE', 'Y1234567X'],
    ['NIE', 'x1234567l'],
    ['NIE', '12345678Z'],
    ['DNI', '12345678z'],
    ['dni', 'X1234567L'],
    ['RFC', 'GODE561231GR8'],
    ['RFC', 'ABC010101AB1'],
    ['rfc', 'abc010101ab1'],
    ['RNC', '101010632'],
    ['RNC', '101-01063-2'],
    ['Pasaporte', 'anything'],
    ['VAT', ''],
    ['', 'x'],
    ['constructor', 'x'],
  ])('%s %s is one', (type, number) => {
    expect(isTaxId(type, number)).toBe(true);
  });

  it.each([
    ['NIF', '12345678A'],
    ['NIF', 'B87654321'],
    ['NIF', 'B-12345674'],
    ['NIF', ' 12345678Z'],
    ['NIF', '12345678Z '],
    ['NIF', '12345678Z\n'],
    ['NIF', ''],
    ['NIF', '1234567'],
    ['NIF', '123456789'],
    ['NIF', 'X1234567'],
    ['NIF', 'W1234567L'],
    ['NIF', 'ES12345678Z'],
    ['CIF', '12345678Z'],
    ['CIF', 'A58818502'],
    ['CIF', 'A5881850B'],
    ['CIF', 'I12345674'],
    ['CIF', 'A588185011'],
    ['CIF', '\u{17F}1234567D'],
    ['NIE', 'Y1234567L'],
    ['DNI', 'B12345674'],
    ['RFC', 'GODE561331GR8'],
    ['RFC', 'GODE561241GR8'],
    ['RFC', 'GO561231GR8'],
    ['RFC', 'GODE561231GR'],
    ['RNC', '101010633'],
    ['RNC', '10101063-2'],
    ['RNC', '1010106322'],
  ])('%s %j is none', (type, number) => {
    expect(isTaxId(type, number)).toBe(false);
  });

  it.each([
    // the weighted sum, its remainder by 11
    ['000000002', 0, 0],
    ['000003001', 12, 1],
    ['100000004', 7, 7],
    ['000000019', 2, 2],
  ])('RNC %s: sum %i, remainder %i', (number) => {
    expect(isTaxId('RNC', number)).toBe(true);
  });
});
