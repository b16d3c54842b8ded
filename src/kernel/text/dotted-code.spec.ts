import { describe, expect, it } from 'vitest';
import { expandedCode } from './dotted-code.js';

describe('expandedCode', () => {
  it.each([
    ['4309.1', '4309000001'],
    ['4309.22', '4309000022'],
    ['572.', '5720000000'],
    ['.1', '0000000001'],
    ['43.0.1', '43.0.1'],
    ['4300000001', '4300000001'],
    ['430000.00012', '43000000012'],
  ])('%s', (text, code) => {
    expect(expandedCode(text, 10)).toBe(code);
  });
});
