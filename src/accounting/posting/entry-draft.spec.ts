import { describe, expect, it } from 'vitest';
import { balanced, UnbalancedEntryError, type EntryDraft } from './entry-draft.js';

describe('an entry that does not balance', () => {
  it('is a fault that says by how much', () => {
    const entry: EntryDraft = {
      ...{ idempresa: 1, fecha: '2026-01-01', codejercicio: '2026', concepto: 'Wrong' },
      ...{ documento: null, importe: 1 },
      lines: [
        { codsubcuenta: '4300000001', debe: 1, haber: 0 },
        { codsubcuenta: '7000000000', debe: 0, haber: 0.99 },
      ],
    };
    expect(() => balanced(entry, 2)).toThrow(UnbalancedEntryError);
    expect(() => balanced(entry, 2)).toThrow(/"Wrong".* 0\.01$/);
    expect(balanced(entry, 1)).toBe(entry);
  });
});
