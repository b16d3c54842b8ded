import { describe, expect, it } from 'vitest';
import { rateCodeProposals } from './code-proposals.js';

describe('rateCodeProposals of taxes', () => {
  it.each([
    ['M3 test 13', 13, ['MTE13', 'MTES13']],
    ['IVA 21%', 21, ['IVA21']],
    ['igic 9,5', 9.5, ['IGI9', 'IGIC9']],
    ['Época', 0.5, ['POC0', 'POCA0']],
    ['12', 9.5, []],
    ['T 7%', 7, []],
    ['', 0, []],
  ])('%s at %d', (descripcion, iva, codes) => {
    expect(rateCodeProposals(descripcion, iva)).toEqual(codes);
  });
});

describe('rateCodeProposals of withholdings', () => {
  it.each([
    ['IRPF alquiler 19', 19, ['IRP19', 'IRPF19']],
    ['IRPF 15', 15.5, ['IRP15', 'IRPF15']],
    ['ab', 7, []],
  ])('%s at %d', (descripcion, porcentaje, codes) => {
    expect(rateCodeProposals(descripcion, porcentaje)).toEqual(codes);
  });
});
