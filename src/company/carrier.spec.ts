import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Carrier } from './index.js';

describe('carriers', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('count codes and check web addresses', async () => {
    const carrier = await bench.run((c) => c.records.insert(Carrier, { nombre: '"Seur"' }));
    expect(carrier).toMatchObject({ activo: true, codtrans: '1', nombre: '&quot;Seur&quot;' });
    const { codes } = await refusedInsert(bench, Carrier, { nombre: 'X', web: 'javascript:x' });
    expect(codes).toEqual(['invalid-web']);
    expect((await refusedInsert(bench, Carrier, { codtrans: 'X' })).codes).toEqual([
      'field-can-not-be-null',
    ]);
  });
});
