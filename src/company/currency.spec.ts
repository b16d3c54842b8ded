import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Currency } from './index.js';

describe('currencies', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ coddivisa: 'EUR' });
    await bench.run((c) => c.records.insert(Currency, { coddivisa: 'EUR' }));
  });
  afterAll(() => bench.close());

  it('have defaults', async () => {
    expect(await bench.run((c) => c.records.find(Currency, 'EUR'))).toEqual({
      coddivisa: 'EUR',
      codiso: null,
      descripcion: '',
      simbolo: '?',
      tasaconv: 1,
      tasaconvcompra: 1,
    });
  });

  it.each([
    [{}, 'field-can-not-be-null'],
    [{ coddivisa: 'EURO' }, 'invalid-alphanumeric-code'],
    [{ coddivisa: 'A_B' }, 'invalid-alphanumeric-code'],
    [{ coddivisa: 'XTS', codiso: '9-3' }, 'invalid-alphanumeric-code'],
    [{ coddivisa: 'XTS', tasaconv: 0 }, 'conversion-rate-not-0'],
    [{ coddivisa: 'XTS', tasaconvcompra: 0 }, 'conversion-rate-not-0'],
  ])('refuse %j: %s', async (values, code) => {
    expect((await refusedInsert(bench, Currency, values)).codes).toEqual([code]);
  });

  it('stay when they are the default one', async () => {
    const { codes } = await refusedRemoval(bench, Currency, 'EUR');
    expect(codes).toEqual(['default-record-can-not-be-deleted']);
    await bench.run((c) => c.records.insert(Currency, { coddivisa: 'XTS' }));
    await bench.run(async (c) =>
      c.records.remove(Currency, (await c.records.find(Currency, 'XTS'))!),
    );
    expect(await bench.run((c) => c.records.find(Currency, 'XTS'))).toBeNull();
  });
});
