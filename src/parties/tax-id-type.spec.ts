import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { TaxIdType } from './index.js';

describe('kinds of tax identification number', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('are named by a code', async () => {
    expect((await refusedInsert(bench, TaxIdType, {})).codes).toEqual(['field-can-not-be-null']);
    const { codes } = await refusedInsert(bench, TaxIdType, { tipoidfiscal: 'A B' });
    expect(codes).toEqual(['invalid-alphanumeric-code']);
    const kind = await bench.run((c) => c.records.insert(TaxIdType, { tipoidfiscal: 'RNC' }));
    expect(kind.validar).toBe(false);
  });
});
