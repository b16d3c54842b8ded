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
    ['CIF', 'A00000000'],
    // Bodies whose control character is a letter, of companies without a domicile in Spain too.
    ['CIF', 'Q2826000H'],
    ['CIF', 'S2800000H'],
    ['CIF', 'R2800001F'],
    ['CIF', 'N1234567D'],
    ['CIF', 'W1234567D'],
    ['CIF', 'A0000000J'],
    // Companies and the like: a digit; the rest: either.
    ['CIF', 'E12345674'],
    ['CIF', 'H12345674'],
    ['CIF', 'C12345674'],
    ['CIF', 'G1234567D'],
    ['CIF', 'J12345674'],
    ['CIF', 'U1234567D'],
    ['CIF', 'V12345674'],
    // Minors, Spaniards abroad, foreigners without a number.
    ['NIF', 'K1234567L'],
    ['NIF', 'L1234567L'],
    ['NIF', 'M1234567L'],
    ['DNI', 'm1234567l'],
    ['NIE', 'Z1234567R'],
    // As people write them.
    ['NIF', 'ES12345678Z'],
    ['NIF', 'ESB12345674'],
    ['NIF', 'es-x-1234567-l'],
    ['NIF', 'B-12345674'],
    ['NIF', 'B 12 345 674'],
    ['NIF', '12.345.678-Z'],
    ['NIF', ' 12345678Z '],
    ['CIF', 'A-58.818.501'],
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
    ['NIF', '12345678Z\n'],
    ['NIF', ''],
    ['NIF', '1234567'],
    ['NIF', '123456789'],
    ['NIF', 'X1234567'],
    ['NIF', 'W1234567L'],
    ['NIF', 'K1234567A'],
    ['NIF', 'M1234567'],
    ['NIF', 'M12345678Z'],
    ['NIE', 'Z1234567L'],
    ['NIF', 'ES'],
    ['NIF', 'FR12345678Z'],
    ['NIF', '12_345_678Z'],
    ['NIF', '12345678Z/'],
    // The control character of the other kind of entity.
    ['CIF', 'P12345674'],
    ['CIF', 'Q12345674'],
    ['CIF', 'S12345674'],
    ['CIF', 'N12345674'],
    ['CIF', 'A1234567D'],
    ['CIF', 'B1234567D'],
    ['CIF', 'E1234567D'],
    ['CIF', 'H1234567D'],
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
