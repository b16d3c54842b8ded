import { describe, expect, it } from 'vitest';
import { hasNumber, printedCode } from './number-pattern.js';

const DOCUMENT = {
  fecha: '2026-11-22',
  hora: '09:05:30',
  codejercicio: '2026',
  codserie: 'DQS',
  numero: 100,
};

describe('printedCode', () => {
  it.each([
    ['P{ANYO2}{MES}{DIA}-{0SERIE}-{0NUM}|m', 4, 'p261122-dqs-0100'],
    ['X{NOMBREMES}{SERIE}{NUM}', 6, 'XNovemberDQS100'],
    ['F{EJE}{SERIE}{NUM}', 6, 'F2026DQS100'],
    ['{EJE2}/{0NUM}', 6, '26/000100'],
    ['{FECHA} {HORA}', 6, '22-11-2026 09:05:30'],
    ['{FECHAHORA}', 6, '22-11-2026 09:05:30'],
    ['{ANYO}{NUM}{OTHER}', 6, '2026100{OTHER}'],
    ['ab cd {NUM}|M', 6, 'AB CD 100'],
    ['ab cd {NUM}|P', 6, 'Ab cd 100'],
    ['ab cd {NUM}|T', 6, 'Ab Cd 100'],
    ['ab {NUM}|x', 6, 'ab 100'],
  ])('%s', (pattern, digits, code) => {
    expect(printedCode(pattern, DOCUMENT, digits, 'en_EN')).toBe(code);
  });

  it('pads short series and speaks the language of the server', () => {
    expect(printedCode('{0SERIE}', { ...DOCUMENT, codserie: 'A' }, 6, 'en_EN')).toBe('0A');
    expect(printedCode('{NOMBREMES}|m', DOCUMENT, 6, 'es_ES')).toBe('noviembre');
    expect(printedCode('{HORA}', { ...DOCUMENT, hora: null }, 6, 'es_ES')).toBe('00:00:00');
  });
});

describe('hasNumber', () => {
  it.each([
    ['F{NUM}', true],
    ['F{0NUM}|M', true],
    ['FNUM', false],
    ['F|{NUM}', false],
    ['', false],
  ])('%s', (pattern, has) => {
    expect(hasNumber(pattern)).toBe(has);
  });
});
